// How the last reconcile of each card ended, for the status page, `sync` and the agenda. May be lost like all memory. Plans are
// long: beside each result stands when it came and a digest of it, so that nobody has to read them all to see which are new,
// and one that has come out as before is not written again.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { yieldToEventLoop } from '../../base/yield-to-event-loop.ts';
import type { Instant } from '../../domain/day.ts';
import type { Plan } from '../../domain/plan.ts';
import type { Summary } from '../../domain/summary.ts';
import type { Unreadable } from '../../domain/unreadable.ts';
import type { ReconcileResult } from '../result.ts';
import { entryOf } from './entry.ts';
import type { Memory } from './memory.ts';

const DAY_MS = 86_400_000;
const KEEP_MS = 30 * DAY_MS;
/** What came out as before is written again all the same once it is so old. */
const REWRITTEN_AFTER_MS = 15 * DAY_MS;
const PREFIX = 'outcome:';
const END_PREFIX = 'looked:';
/** Read at once; the process has deliveries to acknowledge in between. */
const BATCH = 50;

/**
 * `startedAt` is when the reconcile began, `at` when it ended; `plan` is the last one decided (after a run that settled it
 * wants nothing), `summary` tells more of what it was decided from; `applied` the operations done; `unreadable` what could not
 * be read beside the board's.
 */
export type LastResult = {
  startedAt: Instant;
  at: Instant;
  result: ReconcileResult;
  plan: Plan | null;
  summary?: Summary;
  applied: Applied[];
  unreadable?: Unreadable[];
};

/** An operation that was done, as people read it. */
export type Applied = { kind: string; target: string; summary: string };

/** What results were called before this release. */
const FORMER_KINDS = new Map([
  ['again', 'requeueAfter'],
  ['stop', 'terminal'],
]);

const Outline = z.object({
  startedAt: z.number(),
  at: z.number(),
  result: z.looseObject({ kind: z.enum(['done', 'requeueAfter', 'retry', 'terminal']) }),
  plan: z.looseObject({ id: z.string(), operations: z.array(z.unknown()) }).nullable(),
  applied: z.array(z.object({ kind: z.string(), target: z.string(), summary: z.string() })),
});

/** Written by ourselves and by nobody else: the outline is checked, the inside is trusted. */
const Entry = z.preprocess(
  withPresentWords,
  z.custom<LastResult>(value => Outline.safeParse(value).success),
);

/** When a reconcile began and ended; `digest` tells its result from others, null where that is not known. */
export type End = Pick<LastResult, 'startedAt' | 'at'> & { digest: string | null };

/** Notes it, in a few characters where it came out as the one before. Rejects as the store does. */
export async function noteLastResult(memory: Memory, cardId: string, last: LastResult): Promise<void> {
  const { startedAt, at, ...rest } = last;
  const digest = createHash('sha256').update(JSON.stringify(rest)).digest('base64url').slice(0, 16);
  const former = endIn(await memory.read(END_PREFIX + cardId));
  const isWritten = former?.digest === digest && at - former.writtenAt < REWRITTEN_AFTER_MS;
  const end = [startedAt, at, digest, isWritten ? former.writtenAt : at].join(' ');
  const result = { key: PREFIX + cardId, value: JSON.stringify(last), ttlMs: KEEP_MS };
  // Together: whoever sees that there is a new result finds it, and nobody takes it for the former one.
  await memory.writeAll([
    ...(isWritten ? [] : [result]),
    { key: END_PREFIX + cardId, value: end, ttlMs: KEEP_MS },
  ]);
}

type WrittenEnd = End & { writtenAt: Instant };

/** The last result of a card; null if nothing is remembered. */
export async function readLastResult(memory: Memory, cardId: string): Promise<LastResult | null> {
  const [text, end] = await Promise.all([memory.read(PREFIX + cardId), memory.read(END_PREFIX + cardId)]);
  return endedAt(entryOf(Entry, text), endIn(end));
}

/** When the last reconcile of each card was. */
export async function readEnds(memory: Memory): Promise<Map<string, End>> {
  const ends = new Map<string, End>();
  for (const [key, text] of await memory.readAll(END_PREFIX)) {
    const end = endIn(text);
    if (end) ends.set(key.slice(END_PREFIX.length), end);
  }
  return ends;
}

/** The last results that ended so, as far as there are any; without ends those of all cards. */
export async function readLastResults(
  memory: Memory,
  ends?: ReadonlyMap<string, End>,
): Promise<Map<string, LastResult>> {
  const meant = ends ?? (await readEnds(memory));
  const ids = [...meant.keys()];
  const results = new Map<string, LastResult>();
  for (let from = 0; from < ids.length; from += BATCH) {
    if (from > 0) await yieldToEventLoop();
    const batch = ids.slice(from, from + BATCH);
    const texts = await Promise.all(batch.map(id => memory.read(PREFIX + id)));
    for (const [position, id] of batch.entries()) {
      const last = endedAt(entryOf(Entry, texts[position]), meant.get(id) ?? null);
      if (last) results.set(id, last);
    }
  }
  return results;
}

/** A result that came out again later than it was written. */
function endedAt(last: LastResult | null, end: End | null): LastResult | null {
  return last && end && end.at > last.at ? { ...last, startedAt: end.startedAt, at: end.at } : last;
}

/** `writtenAt` is when its result was written. */
function endIn(text: string | null): WrittenEnd | null {
  const [startedAt = '', at = '', digest = '-', writtenAt] = (text ?? '').split(' ');
  const end = { startedAt: Number(startedAt), at: Number(at), digest: digest === '-' ? null : digest };
  return at === '' || Number.isNaN(end.startedAt + end.at)
    ? null
    : { ...end, writtenAt: Number(writtenAt ?? 0) };
}

/** What an earlier release wrote with other words. */
function withPresentWords(value: unknown): unknown {
  const former = z.looseObject({ verdict: z.looseObject({ kind: z.string() }) }).safeParse(value);
  if (!former.success) return value;
  const { verdict, ...rest } = former.data;
  const kind = FORMER_KINDS.get(verdict.kind) ?? verdict.kind;
  return { ...rest, result: { ...verdict, kind } };
}
