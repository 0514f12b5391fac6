// What is known of one webhook's deliveries, and the rules by which it counts as heard. Kept in the memory, in three
// notes with different writers, so that none takes back what another just noted.
import { z } from 'zod';
import { entryOf } from '../reconcile/memory/entry.ts';
import type { Memory } from '../reconcile/memory/memory.ts';
import type { KeptWebhook } from './keep-place.ts';

/** An unbroken row of deliveries to `endpoint`: the first and the latest that is noted. */
const DeliveryRow = z.object({ endpoint: z.string(), since: z.number(), at: z.number() });
export type DeliveryRow = z.infer<typeof DeliveryRow>;

/**
 * What the latest look saw: how many failures ClickUp counted afterwards, since when deliveries fail while we listen
 * (`deafSince`) or failed while we perhaps did not (`doubtSince`), and how many were lost since the last that came.
 */
const Sighting = z.object({
  at: z.number(),
  failures: z.number(),
  deafSince: z.number().nullable(),
  doubtSince: z.number().nullable(),
  lost: z.number(),
});
export type Sighting = z.infer<typeof Sighting>;

/**
 * `heard`: a delivery came, and none was lost since. `unproven`: none has come yet, or some were lost while perhaps
 * nobody listened. `deaf`: ClickUp failed to deliver while we listened, and nothing came. `missing`: there is no webhook.
 */
export type HearingState = 'heard' | 'unproven' | 'deaf' | 'missing';

/** How a place is heard; `lost` is how many deliveries ClickUp gave up since the last that came. */
export type PlaceHearing = {
  state: HearingState;
  webhookId: string | null;
  lastAt: number | null;
  lost: number;
};

/** `caughtUp` is the `since` of the row before whose beginning everything has been asked for. */
export type Known = { heard: DeliveryRow | null; sighting: Sighting | null; caughtUp: number | null };
export const KNOWN_NOTHING: Known = { heard: null, sighting: null, caughtUp: null };

const PREFIX = 'hearing:';
const KEEP_MS = 90 * 86_400_000;

/** Whether a delivery came to that endpoint, and none was lost since. */
export function isProven({ heard, sighting }: Known, endpoint: string): boolean {
  return heard !== null && heard.endpoint === endpoint && heard.at > brokenAt(sighting);
}

/** Whether deliveries were lost while we listened, and none came since. */
function isDeaf({ heard, sighting }: Known): boolean {
  const deafSince = sighting?.deafSince ?? null;
  return deafSince !== null && (heard?.at ?? 0) <= deafSince;
}

/** How a place is heard, by what is known of its webhook. */
export function hearingOf(webhook: Pick<KeptWebhook, 'id' | 'endpoint'> | null, known: Known): PlaceHearing {
  if (webhook === null) return { state: 'missing', webhookId: null, lastAt: null, lost: 0 };
  const isThere = isProven(known, webhook.endpoint);
  return {
    state: isThere ? 'heard' : isDeaf(known) ? 'deaf' : 'unproven',
    webhookId: webhook.id,
    lastAt: known.heard?.at ?? null,
    lost: isThere ? 0 : (known.sighting?.lost ?? 0),
  };
}

/** A delivery at `at` goes on with an unbroken row, or begins one. */
export function withArrival(known: Known, endpoint: string, at: number): Known {
  const { heard } = known;
  const since = heard !== null && isProven(known, endpoint) ? heard.since : at;
  return { ...known, heard: { endpoint, since, at: Math.max(at, heard?.at ?? 0) } };
}

/**
 * What a look makes of ClickUp's count of failures. A success takes the count back to nothing, so what is counted after
 * one was lost after it. With `isFirst` the process may not have been there to listen.
 */
export function withSighting(
  { heard, sighting: before, caughtUp }: Known,
  { failures, failuresBefore }: Pick<KeptWebhook, 'failures' | 'failuresBefore'>,
  { at, isFirst }: { at: number; isFirst: boolean },
): { sighting: Sighting; isLoss: boolean } {
  const hasHeardSince = heard !== null && before !== null && heard.at > before.at;
  const counted = hasHeardSince ? 0 : (before?.failures ?? 0);
  const lost = failuresBefore >= counted ? failuresBefore - counted : failuresBefore;
  const isMended = heard !== null && heard.at > brokenAt(before);
  // Until everything was asked for that was lost, that it was lost must not be forgotten.
  const isOver = isMended && caughtUp === heard.since;
  const sighting: Sighting = {
    at,
    failures,
    deafSince: isOver ? null : (before?.deafSince ?? null),
    doubtSince: isOver ? null : (before?.doubtSince ?? null),
    lost: lost + (isMended ? 0 : (before?.lost ?? 0)),
  };
  const isDeafAlready = !isMended && sighting.deafSince !== null;
  if (lost > 0 && !isDeafAlready) {
    if (isFirst) sighting.doubtSince = at;
    else if (!hasHeardSince) sighting.deafSince = at;
  }
  return { sighting, isLoss: lost > 0 };
}

/** The notes in the memory. Each method rejects where the memory is away. */
export function hearingNotes(memory: Memory) {
  const write = (what: string, id: string, value: unknown): Promise<void> =>
    memory.write(`${PREFIX}${what}:${id}`, JSON.stringify(value), KEEP_MS);
  return {
    /** Everything that is known, by webhook id. */
    async load(): Promise<ReadonlyMap<string, Known>> {
      const entries = await memory.readAll(PREFIX);
      const ids = new Set([...entries.keys()].map(key => key.slice(PREFIX.length).replace(/^\w+:/, '')));
      const entry = <T>(schema: z.ZodType<T>, what: string, id: string): T | null =>
        entryOf(schema, entries.get(`${PREFIX}${what}:${id}`));
      return new Map(
        [...ids].map(id => [
          id,
          {
            heard: entry(DeliveryRow, 'heard', id),
            sighting: entry(Sighting, 'sighting', id),
            caughtUp: entry(z.number(), 'caughtUp', id),
          },
        ]),
      );
    },
    noteHeard: (id: string, heard: DeliveryRow | null) => write('heard', id, heard),
    noteSighting: (id: string, sighting: Sighting) => write('sighting', id, sighting),
    noteCaughtUp: (id: string, since: number) => write('caughtUp', id, since),
  };
}

function brokenAt(sighting: Sighting | null): number {
  return Math.max(sighting?.deafSince ?? 0, sighting?.doubtSince ?? 0);
}
