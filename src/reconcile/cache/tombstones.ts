// What is known to be deleted, noted in the memory for all processes: the look of one that did not hear of it would
// bring it back to the others, until the next read of everything.
import type { Instant } from '../../domain/day.ts';
import type { Board } from '../../domain/observation.ts';
import type { Memory } from '../memory/memory.ts';

/** As long as looks are kept. */
const KEEP_MS = 3 * 86_400_000;
const PREFIX = 'gone:';
/** Changes with every note, so that the notes are read only when there is a new one. */
const LATEST_KEY = 'latest-gone';

export type Tombstones = {
  /** Notes that this task or list was gone at `at`. */
  note(id: string, at: Instant): Promise<void>;
  /** Takes over what other processes noted. */
  catchUp(): Promise<void>;
  /** A board that was last read whole at `fullAt`, without what was gone since and has not moved after that. */
  without(board: Board, fullAt: Instant): Board;
  /** Takes back the notes about those of these that a read which began at `startedAt` cannot have shown by mistake. */
  showAgain(shown: readonly { id: string }[], startedAt: Instant): Promise<void>;
};

/** The very array where all of it is there: what is derived from a look is remembered with it. */
function those<T>(all: T[], isThere: (one: T) => boolean): T[] {
  return all.every(isThere) ? all : all.filter(isThere);
}

/** `overlapMs`: for so long after a deletion a read may still show what is gone. */
export function createTombstones(memory: Memory, overlapMs: number): Tombstones {
  const gone = new Map<string, Instant>();
  let heeded: string | null = null;

  return {
    async note(id, at) {
      gone.set(id, at);
      await memory.write(PREFIX + id, String(at), KEEP_MS);
      await memory.write(LATEST_KEY, `${at}:${id}`, KEEP_MS);
    },
    async catchUp() {
      const latest = await memory.read(LATEST_KEY);
      if (latest === heeded) return;
      const notes = await memory.readAll(PREFIX);
      gone.clear();
      for (const [key, text] of notes) gone.set(key.slice(PREFIX.length), Number(text));
      heeded = latest;
    },
    without(board, fullAt) {
      const isThere = ({ id, updatedAt = 0 }: { id: string; updatedAt?: Instant }): boolean => {
        const at = gone.get(id);
        return at === undefined || fullAt > at + overlapMs || updatedAt > at;
      };
      if (gone.size === 0) return board;
      return {
        ...board,
        cards: those(board.cards, isThere),
        items: those(board.items, isThere),
        lists: those(board.lists, ({ id }) => isThere({ id })),
        ...(board.unreadable
          ? { unreadable: those(board.unreadable, ({ id }) => id === null || isThere({ id })) }
          : {}),
      };
    },
    async showAgain(shown, startedAt) {
      const ids = shown.map(({ id }) => id);
      const back = ids.filter(id => (gone.get(id) ?? startedAt) < startedAt - overlapMs);
      for (const id of back) gone.delete(id);
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
