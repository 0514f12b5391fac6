// What is known to be deleted, noted in the store for all processes: one that did not know of it would bring it back to the
// others with its board, until the next whole read.
import { itemIn } from '../../domain/board-index.ts';
import type { Instant } from '../../domain/day.ts';
import type { Board } from '../../domain/observation.ts';
import type { Memory } from '../memory/memory.ts';

/** As long as boards are kept in the store. */
const KEEP_MS = 3 * 86_400_000;
const PREFIX = 'gone:';
/** Changes with every note, so that the notes are read only when there is a new one. */
const LATEST_KEY = 'latest-gone';

export type Tombstones = {
  /** Notes that this task or list was deleted at `at`. */
  note(id: string, at: Instant): Promise<void>;
  /** Takes over what other processes noted. */
  catchUp(): Promise<void>;
  /** A board that was last read whole at `fullAt`, without what was deleted since and has not changed after that. */
  without(board: Board, fullAt: Instant): Board;
  /** Takes back the notes about those of these that a read which began at `startedAt` cannot have shown by mistake. */
  revoke(shown: readonly { id: string }[], startedAt: Instant): Promise<void>;
};

/** The very array where all of it is there: what is derived from a board is memoized with it. */
function keepThere<T>(all: T[], isThere: (one: T) => boolean): T[] {
  return all.every(isThere) ? all : all.filter(isThere);
}

/** `overlapMs`: for so long after a deletion a read may still show it. */
export function createTombstones(memory: Memory, overlapMs: number): Tombstones {
  const deletedAt = new Map<string, Instant>();
  let loaded: string | null = null;

  return {
    async note(id, at) {
      deletedAt.set(id, at);
      await memory.write(PREFIX + id, String(at), KEEP_MS);
      await memory.write(LATEST_KEY, `${at}:${id}`, KEEP_MS);
    },
    async catchUp() {
      const latest = await memory.read(LATEST_KEY);
      if (latest === loaded) return;
      const notes = await memory.readAll(PREFIX);
      deletedAt.clear();
      for (const [key, text] of notes) deletedAt.set(key.slice(PREFIX.length), Number(text));
      loaded = latest;
    },
    without(board, fullAt) {
      const isThere = ({ id, updatedAt = 0 }: { id: string; updatedAt?: Instant }): boolean => {
        const at = deletedAt.get(id);
        return at === undefined || fullAt > at + overlapMs || updatedAt > at;
      };
      if (deletedAt.size === 0) return board;
      const { items } = board;
      // Few are deleted and very many are not: each of those few is looked for.
      const areItemsThere = [...deletedAt.keys()].every(id => {
        const item = itemIn(items, id);
        return item === null || isThere(item);
      });
      return {
        ...board,
        cards: keepThere(board.cards, isThere),
        items: areItemsThere ? items : items.filter(isThere),
        lists: keepThere(board.lists, ({ id }) => isThere({ id })),
        ...(board.unreadable
          ? { unreadable: keepThere(board.unreadable, ({ id }) => id === null || isThere({ id })) }
          : {}),
      };
    },
    async revoke(shown, startedAt) {
      const ids = shown.map(({ id }) => id);
      const back = ids.filter(id => (deletedAt.get(id) ?? startedAt) < startedAt - overlapMs);
      for (const id of back) deletedAt.delete(id);
      await memory.remove(back.map(id => PREFIX + id));
    },
  };
}

/** What a board is without the card, item or list of this id, and without the word that it can't be read. */
export function withoutOne({ cards, items, lists, unreadable }: Board, id: string): Partial<Board> {
  const isOther = (one: { id: string | null }): boolean => one.id !== id;
  return {
    cards: cards.filter(isOther),
    items: items.filter(isOther),
    lists: lists.filter(isOther),
    ...(unreadable ? { unreadable: unreadable.filter(isOther) } : {}),
  };
}
