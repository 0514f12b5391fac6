// How every card stood, read again and again: what did not change is not read anew.
import { describe, expect, it } from 'vitest';
import { inProcessMemory } from '../../../src/queue/in-process-memory.ts';
import {
  type LastResult,
  noteLastResult,
  readLastResult,
} from '../../../src/reconcile/memory/last-results.ts';
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
      if (key.startsWith('outcome:')) reads.push(key);
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

/** Reading takes no time by it. */
const STILL = { now: () => 0 };

it('reads every card once, and then only those that were looked at since', async () => {
  const { memory, reads } = await looked();
  const standings = createLastResultsReader(memory, STILL);
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
  const standings = createLastResultsReader(memory, STILL);
  await standings.read();
  await memory.remove(['outcome:c7', 'looked:c7']);
  const now = await standings.read();
  expect(now.size).toBe(CARDS - 1);
  expect(now.has('c7')).toBe(false);
});

it('is read once for everybody who asks at the same time', async () => {
  const { memory, reads } = await looked();
  const standings = createLastResultsReader(memory, STILL);
  await Promise.all([standings.read(), standings.read(), standings.read()]);
  expect(reads).toHaveLength(CARDS);
});

it('is not read again before ten times as long as it took have passed', async () => {
  const { memory, reads } = await looked();
  let now = 50_000;
  const slow: Memory = {
    ...memory,
    readAll: async prefix => {
      now += 80;
      return memory.readAll(prefix);
    },
  };
  const lastResults = createLastResultsReader(slow, { now: () => now });
  const first = await lastResults.read();
  await noteLastResult(memory, 'c7', outcome('c7', 2_000));
  reads.length = 0;
  now += 799;
  expect(await lastResults.read()).toBe(first);
  expect(reads).toEqual([]);
  now += 1;
  expect((await lastResults.read()).get('c7')).toMatchObject({ at: 2_000 });
});

describe('a result that comes out as before', () => {
  it('is not written again, and counts as new', async () => {
    const memory = inProcessMemory({ now: () => 0 });
    const sameAt = (at: number) => ({ ...outcome('c1', 1_000), startedAt: at - 5, at });
    const written: number[] = [];
    const counting: Memory = {
      ...memory,
      writeAll: entries => {
        written.push(...entries.map(({ value }) => value.length));
        return memory.writeAll(entries);
      },
    };
    await noteLastResult(counting, 'c1', sameAt(1_000));
    const lastResults = createLastResultsReader(memory, STILL);
    const first = await lastResults.read();
    written.length = 0;
    await noteLastResult(counting, 'c1', sameAt(2_000));
    expect(written).toHaveLength(1);
    expect(written[0]).toBeLessThan(60);
    expect(await readLastResult(memory, 'c1')).toMatchObject({ startedAt: 1_995, at: 2_000 });
    const again = (await lastResults.read()).get('c1');
    expect(again).toEqual({ ...first.get('c1'), at: 2_000 });
    await noteLastResult(counting, 'c1', outcome('c1', 3_000));
    expect(await readLastResult(memory, 'c1')).toEqual(outcome('c1', 3_000));
    expect((await lastResults.read()).get('c1')?.report?.name).toBe('Card c1 at 3000');
  });

  it('is written again where the release before was killed while it wrote another one, and before it expires', async () => {
    const memory = inProcessMemory({ now: () => 0 });
    const [one, other] = [outcome('c1', 1_000), outcome('c1', 2_000)];
    await noteLastResult(memory, 'c1', one);
    // Before it wrote a result it noted that nothing is known of the one that is there.
    await memory.write('looked:c1', '995 1000 - 1000', 60_000);
    await memory.write('outcome:c1', JSON.stringify(other), 60_000);
    await noteLastResult(memory, 'c1', { ...one, at: 3_000 });
    expect((await readLastResult(memory, 'c1'))?.plan).toEqual(one.plan);
    await memory.remove(['outcome:c1']);
    await noteLastResult(memory, 'c1', { ...one, at: 16 * 86_400_000 });
    expect((await readLastResult(memory, 'c1'))?.plan).toEqual(one.plan);
  });
});

it('reads what the release before wrote', async () => {
  const memory = inProcessMemory({ now: () => 0 });
  const { result: _, ...rest } = outcome('c1', 1_000);
  const former = { ...rest, verdict: { kind: 'stop', why: 'ClickUp refuses it' } };
  await memory.write('outcome:c1', JSON.stringify(former), 86_400_000);
  await memory.write('looked:c1', '995 1000', 86_400_000);
  expect((await readLastResult(memory, 'c1'))?.result).toEqual({
    kind: 'terminal',
    why: 'ClickUp refuses it',
  });
  expect((await createLastResultsReader(memory, STILL).read()).get('c1')).toMatchObject({ at: 1_000 });
});
