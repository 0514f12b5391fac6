// The held board as it is kept in the store, for other processes and the next start. What does not fit is read anew.
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { yieldToEventLoop } from '../../base/yield-to-event-loop.ts';
import type { Instant } from '../../domain/day.ts';
import type { Board, Person } from '../../domain/observation.ts';
import { entryOf } from '../memory/entry.ts';
import type { Memory } from '../memory/memory.ts';

const KEEP_MS = 3 * 86_400_000;
/** So many objects are turned into text at a time: some milliseconds. */
const PART = 500;

export type SeenUpTo = { cards: Instant | null; items: Instant | null };

/** The board as read; `readAt` is when the newest reads began, `fullAt` when everything was last read. */
export type CachedBoard = {
  readAt: Instant;
  fullAt: Instant;
  staffAt: Instant;
  /** The latest change that a read of all cards or items has shown; null if it showed none. Deltas go on from there. */
  seenUpTo: SeenUpTo;
  board: Board;
  /** Per card the supporters before they last changed, where a change was seen. */
  supportersBefore: Record<string, Person[]>;
};

// Written by ourselves and by nobody else: the outline is checked, the inside is trusted.
const Outline = z.object({
  readAt: z.number(),
  fullAt: z.number(),
  staffAt: z.number(),
  seenUpTo: z.object({ cards: z.number().nullable(), items: z.number().nullable() }),
  supportersBefore: z.record(z.string(), z.unknown()),
  board: z.object({
    cards: z.array(z.unknown()),
    lists: z.array(z.unknown()),
    items: z.array(z.unknown()),
    people: z.array(z.unknown()),
    groups: z.array(z.unknown()),
    unreadable: z.array(z.unknown()).optional(),
  }),
});

const Entry = z.custom<CachedBoard>(value => Outline.safeParse(value).success);

/** Where processes share the board; each has one of these. */
export type CacheStore = {
  /** The stored board; null if there is none of this fingerprint. */
  load(): Promise<CachedBoard | null>;
  /** The stored board if its reads began later than `than`; null if not. */
  loadNewer(than: Instant): Promise<CachedBoard | null>;
  /** Stores it, unless the store has the very same; then only when it was read. */
  save(next: CachedBoard): Promise<void>;
};

/** What is in the store, as far as this process knows; `version` names it among all that any process ever wrote. */
type Known = { snapshot: CachedBoard | null; version: string | null };

/** Keeps boards of one fingerprint; a large board that did not change is neither written nor read again. */
export function createCacheStore(memory: Memory, fingerprint: string): CacheStore {
  const key = `snapshot:${fingerprint}`;
  const headKey = `snapshot-read-at:${fingerprint}`;
  const writer = randomUUID();
  let written = 0;
  let known: Known = { snapshot: null, version: null };

  const load = async (version: string | null = null): Promise<CachedBoard | null> => {
    const text = await memory.read(key);
    const found = entryOf(Entry, text);
    if (found) known = { snapshot: found, version };
    return found;
  };

  return {
    load: () => load(),
    async loadNewer(than) {
      const head = ((await memory.read(headKey)) ?? '').split(' ');
      const [readAt = Number.NaN, ofReadAt] = head.slice(0, 2).map(Number);
      const version = head[2] || null;
      if (!(readAt > than)) return null;
      const isKnown = version !== null && version === known.version;
      const found = isKnown ? known.snapshot : await load(version);
      // Two processes may write at once: the head counts only for the very board that it was written for.
      if (found?.readAt !== ofReadAt) known.version = null;
      const shared = found?.readAt === ofReadAt ? found && { ...found, readAt } : found;
      return shared && shared.readAt > than ? shared : null;
    },
    async save(snapshot) {
      if (known.snapshot === null || !isSameBoard(snapshot, known.snapshot)) {
        await memory.write(key, await textOf(snapshot), KEEP_MS);
        known = { snapshot, version: `${writer}:${++written}` };
      }
      const { readAt } = known.snapshot ?? snapshot;
      await memory.write(headKey, [snapshot.readAt, readAt, known.version].join(' '), KEEP_MS);
    },
  };
}

/**
 * Whether two boards are the same, apart from when they were read; after a whole read it is written anew all the same.
 * Compared by identity: reading hands on what it did not change, and a large board takes a second to compare otherwise.
 */
function isSameBoard(one: CachedBoard, other: CachedBoard): boolean {
  const { cards, lists, items, people, groups, unreadable } = other.board;
  const { board, supportersBefore, fullAt } = one;
  return (
    board.cards === cards &&
    board.lists === lists &&
    board.items === items &&
    board.people === people &&
    board.groups === groups &&
    board.unreadable === unreadable &&
    supportersBefore === other.supportersBefore &&
    fullAt === other.fullAt
  );
}

/** As JSON, made of parts between which others get their turn. */
async function textOf({ board, ...rest }: CachedBoard): Promise<string> {
  const parts: string[] = [];
  for (const [name, all] of Object.entries(board)) parts.push(`"${name}":[${await textOfAll(all)}]`);
  return `{"board":{${parts.join()}},${JSON.stringify(rest).slice(1)}`;
}

async function textOfAll(all: readonly unknown[]): Promise<string> {
  const parts: string[] = [];
  for (let from = 0; from < all.length; from += PART) {
    if (from > 0) await yieldToEventLoop();
    parts.push(JSON.stringify(all.slice(from, from + PART)).slice(1, -1));
  }
  return parts.join();
}
