// The shared look at a large board: what did not change is not turned into text, and what did not all at once.
import { expect, it, vi } from 'vitest';
import { boardOf } from '../../../bench/inside/board.ts';
import { inProcessMemory } from '../../../src/queue/in-process-memory.ts';
import { BoardCache } from '../../../src/reconcile/cache/board-cache.ts';
import type { Memory } from '../../../src/reconcile/memory/memory.ts';
import type { ClickUp } from '../../../src/reconcile/ports.ts';

const CARDS = 2_000;
const OVERLAP_MS = 60_000;

/** A ClickUp with a large board, answering as over a network: every object of an answer is a new one. */
function largeBoard() {
  let now = Date.parse('2027-02-01T09:00:00Z');
  const clock = { now: () => now };
  const board = boardOf(CARDS);
  const items = [...board.items];
  const since = <T extends { updatedAt: number }>(all: T[], after: number | null): T[] =>
    structuredClone(after === null ? all : all.filter(({ updatedAt }) => updatedAt > after).slice(-100));
  const reads: Partial<ClickUp> = {
    readCards: async after => since(board.cards, after),
    readLists: async () => structuredClone(board.lists),
    readItems: async after => since(items, after),
    readStaff: async () =>
      structuredClone({ people: board.people, groups: board.groups, me: { id: 1, name: '' } }),
  };
  const inside = inProcessMemory(clock);
  const asked: string[] = [];
  const lengths: number[] = [];
  const memory: Memory = {
    ...inside,
    read: key => {
      asked.push(`read ${key}`);
      return inside.read(key);
    },
    write: (key, value, ttlMs) => {
      asked.push(`write ${key}`);
      lengths.push(value.length);
      return inside.write(key, value, ttlMs);
    },
  };
  const open = () =>
    new BoardCache({ clickUp: reads as ClickUp, memory, clock }, { overlapMs: OVERLAP_MS, fingerprint: 'f' });
  const pass = () => {
    now += 1_000;
    return now;
  };
  const change = () => {
    const card = board.cards.at(-1);
    if (card) board.cards[CARDS - 1] = { ...card, name: `${card.name}!`, updatedAt: now };
  };
  return { board, open, pass, change, asked, lengths };
}

/** How many characters of JSON were made while `work` went on. */
async function charactersDuring(work: () => Promise<unknown>): Promise<number> {
  const stringify = vi.spyOn(JSON, 'stringify');
  try {
    await work();
    return stringify.mock.results.reduce(
      (sum, { value }) => sum + (typeof value === 'string' ? value.length : 0),
      0,
    );
  } finally {
    stringify.mockRestore();
  }
}

/** How often whatever else waits in this process had its turn while `work` went on. */
async function turnsDuring(work: () => Promise<unknown>): Promise<number> {
  let turns = 0;
  let isOver = false;
  const turn = (): void => {
    turns++;
    if (!isOver) setImmediate(turn);
  };
  setImmediate(turn);
  await work();
  isOver = true;
  return turns;
}

it('is not turned into text where nothing changed', async () => {
  const { open, pass } = largeBoard();
  const cache = open();
  const whole = await charactersDuring(() => cache.whole(pass()));
  expect(whole).toBeGreaterThan(1_000_000);
  expect(await charactersDuring(() => cache.fresh(pass()))).toBeLessThan(1_000);
}, 30_000);

it('lets others have their turn while it is written', async () => {
  const { open, pass } = largeBoard();
  const cache = open();
  await cache.whole(pass());
  expect(await turnsDuring(() => cache.whole(pass()))).toBeGreaterThan(20);
}, 30_000);

it('is written and read in parts, none of which has much of it', async () => {
  const { open, pass, lengths } = largeBoard();
  const whole = await open().whole(pass());
  const written = lengths.reduce((sum, length) => sum + length, 0);
  expect(written).toBeGreaterThan(1_000_000);
  expect(Math.max(...lengths)).toBeLessThan(written / 10);
  const other = open();
  expect(await turnsDuring(() => other.fresh(whole.readAt))).toBeGreaterThan(20);
  expect(other.board()).toEqual(whole.board);
}, 30_000);

it('is written only where something changed, and comes back as it was', async () => {
  const { open, pass, change, asked } = largeBoard();
  const cache = open();
  await cache.whole(pass());
  asked.length = 0;
  await cache.fresh(pass());
  expect(asked.filter(what => what.startsWith('write'))).toEqual(['write board-head:f']);
  change();
  asked.length = 0;
  const changing = cache.fresh(pass());
  expect(await charactersDuring(() => changing)).toBeLessThan(100_000);
  expect(asked.filter(what => what.startsWith('write board:'))).toEqual([]);
  const changed = await changing;
  expect((await open().fresh(changed.readAt)).board).toEqual(changed.board);
}, 30_000);

it('is not read again by another process that knows it: only what changed is', async () => {
  const { open, pass, change, asked } = largeBoard();
  const [one, other] = [open(), open()];
  const wholeReads = async (at: number): Promise<number> => {
    asked.length = 0;
    expect((await other.fresh(at)).readAt).toBe(at);
    return asked.filter(what => what.startsWith('read board:f:')).length;
  };
  expect(await wholeReads((await one.whole(pass())).readAt)).toBe(1);
  expect(await wholeReads((await one.fresh(pass())).readAt)).toBe(0);
  change();
  const { readAt, board } = await one.fresh(pass());
  expect(await wholeReads(readAt)).toBe(0);
  expect(other.present()?.board.cards.at(-1)).toEqual(board.cards.at(-1));
  expect(board.cards.at(-1)?.name).toContain('!');
}, 30_000);
