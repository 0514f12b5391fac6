// How every card stood, read again and again: what did not change is not read anew.
import { expect, it } from 'vitest';
import { inProcessMemory } from '../../../src/queue/in-process-memory.ts';
import { type LastResult, noteLastResult } from '../../../src/reconcile/memory/last-results.ts';
import { createLastResultsReader } from '../../../src/reconcile/memory/last-results-reader.ts';
import type { Memory } from '../../../src/reconcile/memory/memory.ts';

const CARDS = 120;

function outcome(id: string, at: number): LastResult {
  const plan = {
    id,
    name: `Card ${id} at ${at}`,
    url: `https://app.clickup.com/t/${id}`,
    phase: 'running' as const,
    list: null,
    openSeats: [],
    findings: [],
    notChecked: [],
    unknown: [],
    operations: [],
    next: null,
    upcoming: [],
  };
  return { startedAt: at - 5, at, result: { kind: 'done', next: null }, plan, applied: [] };
}

/** A memory with the outcomes of many cards that notes how many whole ones are read. */
async function looked() {
  const inside = inProcessMemory({ now: () => 0 });
  const reads: string[] = [];
  const memory: Memory = {
    ...inside,
    read: key => {
      reads.push(key);
      return inside.read(key);
    },
    readAll: async prefix => {
      const found = await inside.readAll(prefix);
      reads.push(...[...found.keys()].filter(key => key.startsWith('outcome:')));
      return found;
    },
  };
  for (let card = 0; card < CARDS; card++)
    await noteLastResult(memory, `c${card}`, outcome(`c${card}`, 1_000));
  return { memory, reads };
}

it('reads every card once, and then only those that were looked at since', async () => {
  const { memory, reads } = await looked();
  const standings = createLastResultsReader(memory);
  const before = await standings.read();
  expect(before.size).toBe(CARDS);
  expect(reads).toHaveLength(CARDS);
  await noteLastResult(memory, 'c7', outcome('c7', 2_000));
  reads.length = 0;
  const now = await standings.read();
  expect(reads).toEqual(['outcome:c7']);
  expect(now.size).toBe(CARDS);
  expect(now.get('c7')).toMatchObject({ at: 2_000, report: { name: 'Card c7 at 2000' } });
  expect(now.get('c8')).toBe(before.get('c8'));
});

it('lets go of what the memory forgot', async () => {
  const { memory } = await looked();
  const standings = createLastResultsReader(memory);
  await standings.read();
  await memory.remove(['outcome:c7', 'looked:c7']);
  const now = await standings.read();
  expect(now.size).toBe(CARDS - 1);
  expect(now.has('c7')).toBe(false);
});

it('is read once for everybody who asks at the same time', async () => {
  const { memory, reads } = await looked();
  const standings = createLastResultsReader(memory);
  await Promise.all([standings.read(), standings.read(), standings.read()]);
  expect(reads).toHaveLength(CARDS);
});
