// Processes that share one board through the store: what one saw change, all have; what costs is the change.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boardOf } from '../../../bench/inside/board.ts';
import { yieldToEventLoop } from '../../../src/base/yield-to-event-loop.ts';
import type { Board, Card } from '../../../src/domain/observation.ts';
import { inProcessMemory } from '../../../src/queue/in-process-memory.ts';
import { BoardCache } from '../../../src/reconcile/cache/board-cache.ts';
import type { Memory } from '../../../src/reconcile/memory/memory.ts';
import type { ClickUp } from '../../../src/reconcile/ports.ts';

const OVERLAP_MS = 60_000;
const DAY_MS = 86_400_000;
type Kind = 'cards' | 'items';

/** A ClickUp that shows every change at once, and a memory of which every write is kept to be looked at. */
function setting(cards: number, turns: () => number = () => 0) {
  let now = Date.parse('2027-02-01T09:00:00Z');
  const clock = { now: () => now };
  const pass = (ms = 1_000): number => {
    now += ms;
    return now;
  };
  const made = structuredClone(boardOf(cards));
  const board = { ...made, items: [...made.items] };
  const since = <T extends { updatedAt: number }>(all: T[], after: number | null): T[] =>
    structuredClone(after === null ? all : all.filter(({ updatedAt }) => updatedAt > after));
  /** What is asked for at the end of some turns of others; what it shows is how it was then. */
  const later = async <T>(ask: () => T): Promise<Awaited<T>> => {
    for (let left = turns(); left > 0; left--) await yieldToEventLoop();
    const answer = await ask();
    for (let left = turns(); left > 0; left--) await yieldToEventLoop();
    return answer;
  };
  const cardReads: (number | null)[] = [];
  const failing = new Set<keyof ClickUp>();
  /** The next call of it is going to. */
  const fail = (what: keyof ClickUp): void => void failing.add(what);
  const reads: Partial<ClickUp> = {
    readCards: after => {
      cardReads.push(after);
      const isFailing = failing.delete('readCards');
      return later(() => {
        if (isFailing) throw new Error('ClickUp does not answer.');
        return since(board.cards, after);
      });
    },
    readLists: () => later(() => structuredClone(board.lists)),
    readItems: after => later(() => since(board.items, after)),
    readStaff: () =>
      later(() => structuredClone({ people: board.people, groups: board.groups, me: { id: 1, name: '' } })),
    seekTask: async id =>
      [...board.cards, ...board.items].some(one => one.id === id)
        ? { listId: '', isArchived: false }
        : 'deleted',
    readCard: async id => structuredClone(board.cards.find(one => one.id === id) ?? null),
  };
  const inside = inProcessMemory(clock);
  const written: { key: string; length: number }[] = [];
  const read: string[] = [];
  const memory: Memory = {
    ...inside,
    read: key => {
      read.push(key);
      return later(() => inside.read(key));
    },
    write: (key, value, ttlMs) => {
      written.push({ key, length: value.length });
      return later(() => inside.write(key, value, ttlMs));
    },
    writeAll: entries => {
      written.push(...entries.map(({ key, value }) => ({ key, length: value.length })));
      return later(() => inside.writeAll(entries));
    },
    writeIfAbsent: (key, value, ttlMs) => {
      written.push({ key, length: value.length });
      return later(() => inside.writeIfAbsent(key, value, ttlMs));
    },
  };
  const open = () =>
    new BoardCache({ clickUp: reads as ClickUp, memory, clock }, { overlapMs: OVERLAP_MS, fingerprint: 'f' });
  const change = (kind: Kind, place: number): void => {
    const all: { name: string; updatedAt: number }[] = board[kind];
    const one = all[place % all.length];
    if (one) Object.assign(one, { name: `${one.name.slice(0, 20)} ${now}`, updatedAt: pass(1) });
  };
  const make = (kind: Kind): void => {
    const all: { id: string; updatedAt: number }[] = board[kind];
    const [one] = all;
    if (one) all.push({ ...structuredClone(one), id: `${kind}-${pass(1)}`, updatedAt: now });
  };
  return { board, memory, inside, open, pass, change, make, fail, written, read, cardReads };
}

const sorted = ({ cards, items, lists }: Board) => {
  const byId = <T extends { id: string }>(all: Iterable<T>) =>
    [...all].sort((one, other) => (one.id < other.id ? -1 : 1));
  return { cards: byId(cards), items: byId(items), lists: byId(lists) };
};
const boardIn = (cache: BoardCache) => sorted(cache.board());

describe('a change', () => {
  it.each([50, 500])('costs what it is on a board of %i cards', async cards => {
    const { open, pass, change, written } = setting(cards);
    const cache = open();
    await cache.whole(pass());
    await cache.fresh(pass(2 * OVERLAP_MS));
    written.length = 0;
    change('items', 7);
    await cache.fresh(pass());
    expect(written.map(({ key }) => key.split(':')[0])).toEqual(['reading', 'board-change', 'board-head']);
    expect(written.reduce((sum, { length }) => sum + length, 0)).toBeLessThan(2_000);
  });

  it('is read by others as what it is, also where they missed many', async () => {
    const { open, pass, change, read } = setting(200);
    const [one, other] = [open(), open()];
    await one.whole(pass());
    await other.fresh(pass());
    for (let place = 0; place < 70; place++) {
      change('items', place);
      await one.fresh(pass());
    }
    read.length = 0;
    await other.adoptNewer();
    expect(read.filter(key => key.startsWith('board:'))).toEqual([]);
    expect(boardIn(other)).toEqual(boardIn(one));
  });

  it('of cards that one process has read is read by no other', async () => {
    const { open, pass, change, cardReads, board } = setting(20);
    const [one, other] = [open(), open()];
    await one.whole(pass());
    await other.fresh(pass());
    change('cards', 3);
    cardReads.length = 0;
    const at = pass();
    await one.freshCards(at);
    await other.freshCards(at);
    expect(cardReads).toHaveLength(1);
    expect(boardIn(other)).toEqual(sorted(board));
    change('cards', 4);
    await other.freshCards(pass());
    expect(cardReads).toHaveLength(2);
    expect(boardIn(other)).toEqual(sorted(board));
  });

  it('of cards that several processes want to know of at once is read by one of them', async () => {
    const { open, pass, change, cardReads, board } = setting(20, () => 3);
    const caches = [open(), open(), open()];
    for (const cache of caches) await cache.fresh(pass());
    change('cards', 3);
    cardReads.length = 0;
    const at = pass();
    await Promise.all(caches.map(cache => cache.freshCards(at)));
    expect(cardReads).toHaveLength(1);
    for (const cache of caches) expect(boardIn(cache)).toEqual(sorted(board));
  });

  it('of cards is read by the next one where whoever was reading fails or has died', async () => {
    const { open, pass, change, cardReads, board, memory, fail } = setting(20, () => 3);
    const [one, other] = [open(), open()];
    for (const cache of [one, other]) await cache.fresh(pass());
    change('cards', 3);
    cardReads.length = 0;
    fail('readCards');
    const at = pass();
    const reads = await Promise.allSettled([one, other].map(cache => cache.freshCards(at)));
    expect(reads.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(boardIn(reads[0]?.status === 'fulfilled' ? one : other)).toEqual(sorted(board));
    change('cards', 4);
    await memory.write('reading:f', 'true', DAY_MS);
    await one.freshCards(pass());
    expect(boardIn(one)).toEqual(sorted(board));
    expect(cardReads).toHaveLength(3);
  });

  it('of two processes at once is in both, and in a third one', async () => {
    const { open, pass, change, make, board } = setting(20);
    const [one, other] = [open(), open()];
    await one.whole(pass());
    await other.fresh(pass());
    change('cards', 3);
    make('items');
    const at = pass();
    await Promise.all([one.fresh(at), other.fresh(at)]);
    change('items', 5);
    await other.fresh(pass());
    await one.adoptNewer();
    const third = open();
    await third.adoptNewer();
    for (const cache of [one, other, third]) expect(boardIn(cache)).toEqual(sorted(board));
  });
});

it('what answers showed two processes, and no read yet, is in both and in a third one', async () => {
  const { open, pass, board } = setting(20);
  const [one, other] = [open(), open()];
  await one.whole(pass());
  await other.fresh(pass());
  const [first, second] = board.items;
  if (!first || !second) throw new Error('there are no items');
  one.putItem({ ...first, name: 'by one', updatedAt: pass() }, 'write');
  other.putItem({ ...second, name: 'by the other', updatedAt: pass() }, 'write');
  const at = pass();
  await Promise.all([one.fresh(at), other.fresh(at)]);
  const third = open();
  await third.adoptNewer();
  await one.adoptNewer();
  await other.fresh(pass());
  for (const cache of [one, other, third]) {
    const names = cache.board().items.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['by one', 'by the other']));
  }
});

describe('many changes', () => {
  it('become one board again, which nobody who knows it reads', async () => {
    const { open, pass, change, written, read, inside, board } = setting(20);
    const [one, other] = [open(), open()];
    await one.whole(pass());
    await other.fresh(pass());
    const bases = () => written.filter(({ key }) => key.startsWith('board:')).length;
    read.length = 0;
    for (let place = 0; bases() < 3 && place < 3_000; place++) {
      change('items', place);
      await one.fresh(pass());
      if (place % 10 === 0) await other.adoptNewer();
    }
    expect(bases()).toBe(3);
    await other.adoptNewer();
    expect(read.filter(key => key.startsWith('board:'))).toEqual([]);
    expect(boardIn(other)).toEqual(sorted(board));
    // Of the bases only the last two are kept, and what came after each.
    expect((await inside.readAll('board:')).size).toBe(2);
    expect((await inside.readAll('board-part:')).size).toBe(2 * 3);
    const late = open();
    await late.adoptNewer();
    expect(boardIn(late)).toEqual(sorted(board));
  }, 60_000);
});

describe('a store', () => {
  it('that was emptied gets the whole board again', async () => {
    const { open, pass, change, inside, board } = setting(20);
    const cache = open();
    await cache.whole(pass());
    inside.empty();
    change('cards', 1);
    await cache.fresh(pass());
    const other = open();
    await other.adoptNewer();
    expect(boardIn(other)).toEqual(sorted(board));
  });

  it.each([
    ['the outline of the board', 'board:f:', '{"board":'],
    ['a part of the board', 'board-part:f:', '{"cards":'],
    ['a part of the board lost', 'board-part:f:', null],
    ['what changed', 'board-change:f:', 'nothing'],
    ['how new it is', 'board-head:f', '{}'],
  ])('in which %s is damaged is read anew', async (_what, prefix, text) => {
    const { open, pass, change, inside, board } = setting(20);
    const cache = open();
    await cache.whole(pass());
    change('cards', 1);
    await cache.fresh(pass());
    const [key = ''] = (await inside.readAll(prefix)).keys();
    expect(key).not.toBe('');
    await (text === null ? inside.remove([key]) : inside.write(key, text, DAY_MS));
    const other = open();
    await other.fresh(pass());
    expect(boardIn(other)).toEqual(sorted(board));
    await cache.fresh(pass());
    expect(boardIn(cache)).toEqual(sorted(board));
  });
});

/** Each of them is there, as it was or newer. */
function expectAsNew(shown: readonly Card[], cards: readonly Card[]): void {
  const times = new Map(shown.map(({ id, updatedAt }) => [id, updatedAt]));
  expect(cards.filter(({ id, updatedAt }) => (times.get(id) ?? 0) < updatedAt)).toEqual([]);
}

describe('in any order', () => {
  const Step = fc.oneof(
    fc.record({
      kind: fc.constantFrom<Kind>('cards', 'items'),
      place: fc.nat(100),
      isNew: fc.boolean(),
    }),
    fc.record({
      call: fc.constantFrom(
        ...(['fresh', 'freshCards', 'freshItems', 'whole', 'adoptNewer', 'restart', 'empty'] as const),
      ),
      who: fc.nat(2),
      isAwaited: fc.boolean(),
    }),
  );

  it('all have the board as it is in the end, however long each request takes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(Step, { maxLength: 40 }),
        fc.infiniteStream(fc.nat(6)),
        async (steps, delays) => {
          const { open, pass, change, make, inside, board } = setting(5, () => delays.next().value ?? 0);
          const caches = [open(), open(), open()];
          const going: Promise<unknown>[] = [];
          for (const step of steps) {
            const at = pass();
            if ('kind' in step) {
              if (step.isNew) make(step.kind);
              else change(step.kind, step.place);
              continue;
            }
            const { call, who, isAwaited } = step;
            const cache = caches[who] ?? open();
            if (call === 'empty') inside.empty();
            else if (call === 'restart') caches[who] = open();
            else {
              const work = call === 'adoptNewer' ? cache.adoptNewer() : cache[call](at);
              const sees = call === 'adoptNewer' || call === 'freshItems' ? [] : structuredClone(board.cards);
              going.push(work.then(() => expectAsNew(cache.board().cards, sees)));
              if (isAwaited) await work;
            }
          }
          await Promise.all(going);
          pass(2 * OVERLAP_MS);
          for (const cache of caches) {
            await cache.fresh(pass());
            expect(boardIn(cache)).toEqual(sorted(board));
          }
          // Emptied between two writes of one process, the store may tell of a board that is not in it: whoever comes next
          // reads it anew, and leaves it there.
          const isEmptied = steps.some(step => 'call' in step && step.call === 'empty');
          const next = open();
          await next.adoptNewer();
          if (isEmptied && next.present() === null) await next.fresh(pass());
          const late = open();
          await late.adoptNewer();
          for (const cache of [next, late]) expect(boardIn(cache)).toEqual(sorted(board));
        },
      ),
      { numRuns: 300 },
    );
  }, 120_000);
});
