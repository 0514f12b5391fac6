// What is kept of what Liaison did: how long, how much, and what is given back.
import { expect, it } from 'vitest';
import { inProcessMemory } from '../../../src/queue/in-process-memory.ts';
import {
  type HistoryEntry,
  historyLog,
  noteHistoryBegan,
  readHistory,
  readHistoryBegan,
} from '../../../src/reconcile/memory/history.ts';

const DAY_MS = 86_400_000;
const START = Date.parse('2027-01-11T08:00:00Z');

function stage(keepDays = 90) {
  let now = START;
  const memory = inProcessMemory({ now: () => now });
  const log = historyLog(memory, keepDays * DAY_MS);
  return {
    memory,
    log,
    pass: (ms: number) => {
      now += ms;
    },
    done: (card: string, more: Partial<HistoryEntry> = {}) => log.note(entry(card, { at: now, ...more })),
  };
}

function entry(card: string, more: Partial<HistoryEntry> = {}): HistoryEntry {
  return {
    at: START,
    card: { id: card, name: `Card ${card}`, url: `https://app.clickup.com/t/${card}` },
    cause: { kind: 'timer', told: [] },
    operations: [
      { kind: 'ask', target: card, summary: 'Ask Ana', why: 'Nobody supports it.', rules: ['timebox'] },
    ],
    result: { kind: 'done', why: null },
    ...more,
  };
}

const cardsOf = (entries: readonly HistoryEntry[]) => entries.map(({ card }) => card?.id);

it('is given back the newest first, of one card, since an instant, and as much as was asked for', async () => {
  const { memory, done, pass } = stage();
  for (const card of ['a', 'b', 'a', 'c']) {
    await done(card);
    pass(1_000);
  }
  expect(cardsOf(await readHistory(memory, { limit: 9 }))).toEqual(['c', 'a', 'b', 'a']);
  expect(cardsOf(await readHistory(memory, { limit: 2 }))).toEqual(['c', 'a']);
  expect(cardsOf(await readHistory(memory, { limit: 1, cardId: 'b' }))).toEqual(['b']);
  expect(cardsOf(await readHistory(memory, { limit: 9, since: START + 2_000 }))).toEqual(['c', 'a']);
  const [newest] = await readHistory(memory, { limit: 1 });
  expect(newest).toEqual({ ...entry('c', { at: START + 3_000 }), id: expect.any(String) });
});

it('is forgotten after its days, and not before', async () => {
  const { memory, done, pass } = stage(7);
  await done('old');
  pass(4 * DAY_MS);
  await done('new');
  pass(3 * DAY_MS - 1);
  expect(cardsOf(await readHistory(memory, { limit: 9 }))).toEqual(['new', 'old']);
  pass(1);
  expect(cardsOf(await readHistory(memory, { limit: 9 }))).toEqual(['new']);
});

it('never grows beyond a number of entries, and no entry beyond a size', async () => {
  const { memory, log } = stage();
  for (let n = 0; n < 20_000; n++)
    await memory.write(`history:${String(n).padStart(15, '0')}:c`, '{}', DAY_MS);
  const operation = {
    kind: 'ask',
    target: 'a',
    summary: 'x'.repeat(9_000),
    why: 'y'.repeat(9_000),
    rules: [],
  };
  await log.note(entry('a', { operations: Array.from({ length: 900 }, () => operation) }));
  const kept = await memory.readAll('history:');
  expect(kept.size).toBe(20_000);
  expect([...kept.keys()].sort()[0]).toBe(`history:${'1'.padStart(15, '0')}:c`);
  const [newest] = await readHistory(memory, { limit: 1 });
  expect(JSON.stringify(newest).length).toBeLessThan(50_000);
});

it('passes over what cannot be read, and says since when it knows', async () => {
  const { memory, done, pass } = stage();
  expect(await readHistoryBegan(memory)).toBeNull();
  await noteHistoryBegan(memory, START);
  await done('a');
  await memory.write('history:000009999999999:b', 'no json', DAY_MS);
  pass(DAY_MS);
  await noteHistoryBegan(memory, START + DAY_MS);
  expect(cardsOf(await readHistory(memory, { limit: 9 }))).toEqual(['a']);
  expect(await readHistoryBegan(memory)).toBe(START);
  memory.empty();
  await noteHistoryBegan(memory, START + 2 * DAY_MS);
  expect(await readHistoryBegan(memory)).toBe(START + 2 * DAY_MS);
});
