// Killed at any moment: before and after every single write to ClickUp and to the store. Here some of them are played;
// `npm run test:long` plays all.
import { describe, expect, it } from 'vitest';
import { times } from '../support/scale.ts';
import { playKilled } from './kills.ts';

const EACH = times({ sample: 129, long: 1 });
const LIMIT_MS = times({ sample: 240_000, long: 1_800_000 });

/** What the story is about: each of these must happen, so that a death at it means something. */
const KINDS = [
  'post-status',
  'create-list',
  'create-about',
  'create-item',
  'update-about',
  'update-item',
  'edit-status',
  'explain-undo',
  'take-off',
  'ask',
  'escalate',
  'settle-ask',
  'answer',
  'tag',
  'mark-list',
];

describe('a story of one card', () => {
  let whole: ReturnType<typeof playKilled> | null = null;
  const playWhole = () => (whole ??= playKilled(null));

  it('has a write of every kind, to ClickUp, to the memory and to the queues', async () => {
    const { wrong, writes, tally } = await playWhole();
    expect(wrong).toEqual([]);
    expect(KINDS.filter(kind => !tally.has(kind))).toEqual([]);
    for (const place of ['ClickUp', 'memory', 'queues'])
      expect(writes.filter(write => write.startsWith(place)).length).toBeGreaterThan(20);
  });

  it(
    `ends as it should where Liaison dies before or after a write: every ${EACH}th`,
    async () => {
      const { writes } = await playWhole();
      const failed: string[] = [];
      for (let number = 1; number <= writes.length; number += EACH) {
        for (const when of ['before', 'after'] as const) {
          const { wrong } = await playKilled({ number, when });
          if (wrong.length > 0) failed.push(`${when} ${number}, ${writes[number - 1]}: ${wrong.join('; ')}`);
        }
      }
      expect(failed.join('\n')).toBe('');
    },
    LIMIT_MS,
  );
});
