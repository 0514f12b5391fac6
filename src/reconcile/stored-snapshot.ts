// The shared look as it is kept in the memory. What does not fit is read anew from ClickUp.
import { z } from 'zod';
import type { Instant } from '../domain/day.ts';
import type { Board, Person } from '../domain/observation.ts';
import type { Memory } from './memory.ts';

const KEEP_MS = 3 * 86_400_000;

export type SeenUpTo = { cards: Instant | null; items: Instant | null };

/** The board as read; `readAt` is when the newest reads began, `fullAt` when everything was last read. */
export type Snapshot = {
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
  }),
});

/** The look that processes share; each has one of these. */
export type StoredSnapshot = {
  load(): Promise<Snapshot | null>;
  /** The stored look if its reads began at or after `notBefore` and later than `than`; null if not. */
  loadSince(notBefore: Instant, than: Instant): Promise<Snapshot | null>;
  save(snapshot: Snapshot): Promise<void>;
};

/** Keeps looks of one fingerprint; a large board that did not change is not written again. */
export function storedSnapshot(memory: Memory, fingerprint: string): StoredSnapshot {
  const key = `snapshot:${fingerprint}`;
  const headKey = `snapshot-read-at:${fingerprint}`;
  let known = { text: '', readAt: 0 };

  const load = async (): Promise<Snapshot | null> => {
    const text = await memory.read(key);
    const found = text === null ? null : readStored(text);
    if (found) known = { text: contentOf(found), readAt: found.readAt };
    return found;
  };

  return {
    load,
    async loadSince(notBefore, than) {
      const head = (await memory.read(headKey)) ?? '';
      const [readAt = Number.NaN, ofReadAt] = head.split(' ').map(Number);
      if (!(readAt >= notBefore && readAt > than)) return null;
      const found = await load();
      // Two processes may write at once: the head counts only for the very look that it was written for.
      const shared = found?.readAt === ofReadAt ? found && { ...found, readAt } : found;
      return shared && shared.readAt >= notBefore ? shared : null;
    },
    async save(snapshot) {
      const text = contentOf(snapshot);
      if (text !== known.text) {
        await memory.write(key, JSON.stringify(snapshot), KEEP_MS);
        known = { text, readAt: snapshot.readAt };
      }
      await memory.write(headKey, `${snapshot.readAt} ${known.readAt}`, KEEP_MS);
    },
  };
}

/** What a look says, apart from when it was read; after a whole read it is written anew all the same. */
function contentOf({ board, supportersBefore, fullAt }: Snapshot): string {
  return JSON.stringify([board, supportersBefore, fullAt]);
}

function readStored(text: string): Snapshot | null {
  const value = parsed(text);
  return isSnapshot(value) ? value : null;
}

function isSnapshot(value: unknown): value is Snapshot {
  return Outline.safeParse(value).success;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
