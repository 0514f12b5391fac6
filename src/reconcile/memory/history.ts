// What Liaison did, and why: one entry for each reconcile that did something. Kept for a while, and lost with the store like
// all memory; what people care about stands in ClickUp.
import { z } from 'zod';
import type { Instant } from '../../domain/day.ts';
import type { ReconcileResult } from '../result.ts';
import { entryOf } from './entry.ts';
import { Cause } from './last-change.ts';
import type { Memory } from './memory.ts';

/** An operation that was done: `why` in a few words, and the rules that it is about. */
export const DoneOperation = z.object({
  kind: z.string(),
  target: z.string(),
  summary: z.string(),
  /** The name of whom or what it is about; absent where it is the card, and in what a release before noted. */
  about: z.string().optional(),
  why: z.string().nullable(),
  rules: z.array(z.string()),
});
export type DoneOperation = z.infer<typeof DoneOperation>;

/** What one reconcile did. `card` is null for what belongs to no card: the agenda of an all-hands. */
export const HistoryEntry = z.object({
  at: z.number(),
  card: z.object({ id: z.string(), name: z.string(), url: z.string() }).nullable(),
  cause: Cause,
  operations: z.array(DoneOperation),
  /** How it ended; `why` where it did not come to its end. */
  result: z.object({
    kind: z.enum(['done', 'requeueAfter', 'retry', 'terminal']),
    why: z.string().nullable(),
  }),
});
export type HistoryEntry = z.infer<typeof HistoryEntry>;

/** An entry with the name under which it is kept: later ones come later in the alphabet. */
export type KeptEntry = HistoryEntry & { id: string };

/** Takes entries. Rejects as the store does. */
export type HistoryLog = { note(entry: HistoryEntry): Promise<void> };

const PREFIX = 'history:';
const BEGAN_KEY = 'history-began';
/** As long as anybody might keep a store. */
const BEGAN_MS = 10 * 365 * 86_400_000;
/** Beyond that the oldest are forgotten before their time. */
const MOST_ENTRIES = 20_000;
/** So often a process looks whether there are too many. */
const LOOKED_EVERY = 500;
/** Of longer texts and lists the beginning is kept. */
const MOST = { operations: 60, told: 20, letters: 300 };
const PAGE = 500;

/** The log in this memory; an entry is kept for `keepMs` milliseconds. One write for each entry. */
export function historyLog(memory: Memory, keepMs: number): HistoryLog {
  let noted = 0;
  return {
    async note(entry) {
      await memory.write(PREFIX + idOf(entry), JSON.stringify(inShort(entry)), keepMs);
      if (noted % LOOKED_EVERY === 0) await memory.keepLast(PREFIX, MOST_ENTRIES);
      noted += 1;
    },
  };
}

/** What of a result is kept. */
export function historyResult(result: ReconcileResult): HistoryEntry['result'] {
  return { kind: result.kind, why: result.why ?? null };
}

/** Notes since when this store knows what was done, unless that is known. */
export async function noteHistoryBegan(memory: Memory, at: Instant): Promise<void> {
  await memory.writeIfAbsent(BEGAN_KEY, String(at), BEGAN_MS);
}

/** Since when this store knows what was done; null if nothing tells. */
export async function readHistoryBegan(memory: Memory): Promise<Instant | null> {
  const text = await memory.read(BEGAN_KEY);
  return text === null ? null : Number(text);
}

/**
 * What was done, the newest first: at most `limit` entries, of one card where `cardId` is given, not before `since`. What
 * cannot be read is passed over.
 */
export async function readHistory(
  memory: Memory,
  { limit, cardId = null, since = 0 }: { limit: number; cardId?: string | null; since?: Instant },
): Promise<KeptEntry[]> {
  const found: KeptEntry[] = [];
  // Without a card nothing is left out: whoever wants ten reads ten.
  const page = cardId === null ? Math.min(PAGE, limit) : PAGE;
  for (let before: string | undefined; found.length < limit; ) {
    const entries = await memory.readLast(PREFIX, page, before);
    for (const [key, text] of entries) {
      if (found.length === limit || key < PREFIX + stampOf(since)) return found;
      if (cardId !== null && !key.endsWith(`:${cardId}`)) continue;
      const entry = entryOf(HistoryEntry, text);
      if (entry) found.push({ ...entry, id: key.slice(PREFIX.length) });
    }
    before = entries.at(-1)?.[0];
    if (entries.length < page) return found;
  }
  return found;
}

function idOf({ at, card }: HistoryEntry): string {
  return `${stampOf(at)}:${card?.id ?? 'agenda'}`;
}

/** Instants in the order of the alphabet. */
function stampOf(at: Instant): string {
  return String(Math.max(0, Math.trunc(at))).padStart(15, '0');
}

function inShort(entry: HistoryEntry): HistoryEntry {
  const { cause, operations } = entry;
  return {
    ...entry,
    cause: { ...cause, told: cause.told.slice(-MOST.told) },
    operations: operations.slice(0, MOST.operations).map(operation => ({
      ...operation,
      summary: cut(operation.summary),
      ...(operation.about === undefined ? {} : { about: cut(operation.about) }),
      why: operation.why === null ? null : cut(operation.why),
    })),
  };
}

function cut(text: string): string {
  return text.length <= MOST.letters ? text : `${text.slice(0, MOST.letters - 1)}…`;
}
