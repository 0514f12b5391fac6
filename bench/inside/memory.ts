// How much memory the board cache takes for each card, and whether that grows with the board.

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { arrayOf } from '../../src/base/chunked-array.ts';
import { BoardCache } from '../../src/reconcile/cache/board-cache.ts';
import type { Memory } from '../../src/reconcile/memory/memory.ts';
import type { ClickUp } from '../../src/reconcile/ports.ts';
import type { Family } from '../family.ts';
import { atMost, type Figure } from '../figure.ts';
import { boardOf, NOW } from './board.ts';

const SMALL = 200;
const LARGE = 2_000;
/** So many reads in which everything had changed follow the first: what is left of old ones would show. */
const READS = 5;

/** Bytes of heap after a collection, for each card on a board of 2,000 against one of 200. */
export const memoryGrowth: Family = {
  name: 'memory',
  seconds: 5,
  shortSeconds: null,
  measure: async () => [await measure()],
};

async function measure(): Promise<Figure> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const bytesPerCard = async (count: number): Promise<number> => {
    const before = settledHeap(collect);
    const cache = await readOften(count);
    const after = settledHeap(collect);
    const kept = cache.present()?.board.cards.length;
    if (kept !== count) throw new Error(`The look has ${kept} of ${count} cards.`);
    return (after - before) / count;
  };
  // The first time also loads and compiles.
  await bytesPerCard(SMALL);
  const small = await bytesPerCard(SMALL);
  const large = await bytesPerCard(LARGE);
  return atMost(1.5, {
    name: `memory of a card, against one of ${SMALL}`,
    size: `${LARGE.toLocaleString('en')} cards`,
    value: large,
    unit: 'bytes',
    baseline: small,
  });
}

async function readOften(count: number): Promise<BoardCache> {
  let now = NOW;
  const cache = new BoardCache(
    { clickUp: clickUpWith(count), memory: forgetful, clock: { now: () => now } },
    { overlapMs: 60_000, fingerprint: 'bench' },
  );
  await cache.whole(now);
  for (let look = 0; look < READS; look++) {
    now += 60_000;
    await cache.fresh(now);
  }
  return cache;
}

function settledHeap(collect: () => void): number {
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}

/** Reads of a board made anew each time, as from answers over the network; nothing else is asked for. */
function clickUpWith(count: number): ClickUp {
  const reads: Partial<ClickUp> = {
    readCards: async () => boardOf(count).cards,
    readLists: async () => boardOf(count).lists,
    readItems: async () => arrayOf(boardOf(count).items),
    readStaff: async () => {
      const { people, groups } = boardOf(count);
      return { people, groups, me: { id: 1, name: 'Liaison' } };
    },
  };
  return reads as ClickUp;
}

/** The store is elsewhere: what it would keep must not count. */
const forgetful: Memory = {
  read: async () => null,
  readAll: async () => new Map(),
  readLast: async () => [],
  keepLast: async () => undefined,
  write: async () => undefined,
  writeAll: async () => undefined,
  writeIfAbsent: async () => true,
  writeIfUnchanged: async () => true,
  remove: async () => undefined,
};
