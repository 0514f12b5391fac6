// How the last reconcile of each card ended, for the status page, `sync` and the agenda. May be lost like all memory. Plans are
// long: beside each result stands when it came, so that nobody has to read them all to see which are new.
import { z } from 'zod';
import { yieldToEventLoop } from '../../base/yield-to-event-loop.ts';
import type { Instant } from '../../domain/day.ts';
import type { Plan } from '../../domain/plan.ts';
import type { Unreadable } from '../../domain/unreadable.ts';
import type { ReconcileResult } from '../result.ts';
import { entryOf } from './entry.ts';
import type { Memory } from './memory.ts';

const KEEP_MS = 30 * 86_400_000;
const PREFIX = 'outcome:';
const END_PREFIX = 'looked:';
/** Read at once; the process has deliveries to acknowledge in between. */
const BATCH = 50;

/**
 * `startedAt` is when the reconcile began, `at` when it ended; `plan` is the last one decided (after a run that settled it
 * wants nothing); `applied` the operations done; `unreadable` what could not be read beside the board's.
 */
export type LastResult = {
  startedAt: Instant;
  at: Instant;
  result: ReconcileResult;
  plan: Plan | null;
  applied: Applied[];
  unreadable?: Unreadable[];
};

/** An operation that was done, as people read it. */
export type Applied = { kind: string; target: string; summary: string };

const Outline = z.object({
  startedAt: z.number(),
  at: z.number(),
  result: z.looseObject({ kind: z.enum(['done', 'requeueAfter', 'retry', 'terminal']) }),
  plan: z.looseObject({ id: z.string(), operations: z.array(z.unknown()) }).nullable(),
  applied: z.array(z.object({ kind: z.string(), target: z.string(), summary: z.string() })),
});

/** Written by ourselves and by nobody else: the outline is checked, the inside is trusted. */
const Entry = z.custom<LastResult>(value => Outline.safeParse(value).success);

/** When a reconcile began and ended. */
export type End = Pick<LastResult, 'startedAt' | 'at'>;

export async function noteLastResult(memory: Memory, cardId: string, last: LastResult): Promise<void> {
  await memory.write(PREFIX + cardId, JSON.stringify(last), KEEP_MS);
  // Afterwards: whoever sees that there is a new result finds it.
  await memory.write(END_PREFIX + cardId, `${last.startedAt} ${last.at}`, KEEP_MS);
}

/** The last result of a card; null if nothing is remembered. */
export async function readLastResult(memory: Memory, cardId: string): Promise<LastResult | null> {
  return entryOf(Entry, await memory.read(PREFIX + cardId));
}

/** When the last reconcile of each card was. */
export async function readEnds(memory: Memory): Promise<Map<string, End>> {
  const ends = new Map<string, End>();
  for (const [key, text] of await memory.readAll(END_PREFIX)) {
    const [startedAt = Number.NaN, at = Number.NaN] = text.split(' ').map(Number);
    if (!Number.isNaN(startedAt + at)) ends.set(key.slice(END_PREFIX.length), { startedAt, at });
  }
  return ends;
}

/** The last results of these cards, as far as there are any; without ids of all cards. */
export async function readLastResults(
  memory: Memory,
  cardIds?: Iterable<string>,
): Promise<Map<string, LastResult>> {
  const ids = [...(cardIds ?? (await readEnds(memory)).keys())];
  const results = new Map<string, LastResult>();
  for (let from = 0; from < ids.length; from += BATCH) {
    if (from > 0) await yieldToEventLoop();
    const batch = ids.slice(from, from + BATCH);
    const texts = await Promise.all(batch.map(id => memory.read(PREFIX + id)));
    for (const [position, id] of batch.entries()) {
      const last = entryOf(Entry, texts[position]);
      if (last) results.set(id, last);
    }
  }
  return results;
}
