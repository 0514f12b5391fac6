// Killed at any moment: before and after every single write to ClickUp and to the store. What is enumerated is played in
// parts, each day another one; `npm run chaos -- --kills` plays all of it.
import { describe, expect, it } from 'vitest';
import { playKilled } from './kills.ts';

const EACH = 9;
const DAY_MS = 86_400_000;
/** Recorded in the name of the test: `--kills --from N --each 9` plays the same. */
const FIRST = 1 + (Math.floor(Date.now() / DAY_MS) % EACH);
const LIMIT_MS = 240_000;

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
  it('has a write of every kind, to ClickUp, to the memory and to the queues', async () => {
    const { wrong, writes, tally } = await playKilled(null);
    expect(wrong).toEqual([]);
    expect(KINDS.filter(kind => !tally.has(kind))).toEqual([]);
    for (const place of ['ClickUp', 'memory', 'queues'])
      expect(writes.filter(write => write.startsWith(place)).length).toBeGreaterThan(20);
  });

  it(
    `ends as it should where Liaison dies before or after a write: every ${EACH}th, from number ${FIRST} on`,
    async () => {
      const { writes } = await playKilled(null);
      const failed: string[] = [];
      for (let number = FIRST; number <= writes.length; number += EACH) {
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
