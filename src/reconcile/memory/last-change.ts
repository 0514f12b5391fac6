// The last reconcile that changed something for a card: when, what it did, and what it was asked for by. May be lost like all memory.
import { z } from 'zod';
import type { Instant } from '../../domain/day.ts';
import type { Person, ReportedChange } from '../../domain/observation.ts';
import { TRIGGERS, type Trigger } from '../trigger.ts';
import { entryOf } from './entry.ts';
import type { Applied } from './last-results.ts';
import type { Memory } from './memory.ts';

const KEEP_MS = 90 * 86_400_000;
const PREFIX = 'last-change:';

/** What a delivery had reported: who changed what, and when it was received. `event` is ClickUp's word for it. */
export type ReportedBefore = {
  at: Instant;
  receivedAt: Instant;
  event: string | null;
  /** Null where ClickUp did not say, or named nobody of the workspace. */
  by: { id: number; name: string } | null;
  change: ReportedChange['change'];
};

/** Why a reconcile took place: `delivery` wherever it used what deliveries had reported, else what it was asked for by. */
export type Cause = { kind: Trigger | 'unknown'; told: ReportedBefore[] };

export type LastChange = { at: Instant; cause: Cause; operations: Applied[] };

/** A cause as it is remembered. */
export const Cause: z.ZodType<Cause> = z.object({
  kind: z.enum([...TRIGGERS, 'unknown']),
  told: z.array(
    z.object({
      at: z.number(),
      receivedAt: z.number(),
      event: z.string().nullable(),
      by: z.object({ id: z.number(), name: z.string() }).nullable(),
      change: z.custom<ReportedChange['change']>(
        value => z.looseObject({ kind: z.string() }).safeParse(value).success,
      ),
    }),
  ),
});

/** A change as it is remembered, and as a running Liaison answers with it. */
export const LastChange: z.ZodType<LastChange> = z.object({
  at: z.number(),
  cause: Cause,
  operations: z.array(z.object({ kind: z.string(), target: z.string(), summary: z.string() })),
});

/** Why a reconcile takes place: `reported changes` are what it uses, `reason` is what its job says. */
export function causeOf(
  reportedChanges: readonly ReportedChange[],
  reason: Trigger | null,
  people: readonly Person[],
): Cause {
  const nameOf = new Map(people.map(({ id, name }) => [id, name]));
  const told = reportedChanges.map(({ at, receivedAt, event = null, by, change }): ReportedBefore => {
    const name = by === null ? undefined : nameOf.get(by);
    return { at, receivedAt, event, by: by === null || name === undefined ? null : { id: by, name }, change };
  });
  return { kind: told.length > 0 ? 'delivery' : (reason ?? 'unknown'), told };
}

export async function noteLastChange(memory: Memory, cardId: string, change: LastChange): Promise<void> {
  await memory.write(PREFIX + cardId, JSON.stringify(change), KEEP_MS);
}

/** Null if nothing is remembered; an entry that cannot be read counts as lost. */
export async function readLastChange(memory: Memory, cardId: string): Promise<LastChange | null> {
  return entryOf(LastChange, await memory.read(PREFIX + cardId));
}
