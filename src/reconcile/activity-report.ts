// What `history`, `deliveries` and `failed` tell, on the terminal, at the admin address and on the pages. Fields may be added,
// never renamed. Instants are ISO 8601 in UTC.
import { z } from 'zod';
import type { ReportedChange } from '../domain/observation.ts';
import { DoneOperation, HistoryEntry } from './memory/history.ts';
import { TRIGGERS } from './trigger.ts';

const NamedCard = z.object({ id: z.string(), name: z.string(), url: z.string().nullable() });
const Person = z.object({ id: z.number(), name: z.string() });

/** Why something was done: what asked for it, and what deliveries had told of, oldest first. */
export const ActivityCause = z.object({
  kind: z.enum([...TRIGGERS, 'unknown']),
  told: z.array(
    z.object({
      at: z.string(),
      receivedAt: z.string(),
      event: z.string().nullable(),
      by: Person.nullable(),
      change: z.custom<ReportedChange['change']>(
        value => z.looseObject({ kind: z.string() }).safeParse(value).success,
      ),
    }),
  ),
});

/** What one reconcile did. `card` is null for the agenda of an all-hands. */
export const ActivityEntry = z.object({
  id: z.string(),
  at: z.string(),
  card: NamedCard.nullable(),
  cause: ActivityCause,
  operations: z.array(DoneOperation),
  result: HistoryEntry.shape.result,
});
export type ActivityEntry = z.infer<typeof ActivityEntry>;

/** A waiver that counts at present. `until` is its last day, null until further notice. */
export const CountingWaiver = z.object({
  card: NamedCard,
  rule: z.string(),
  until: z.string().nullable(),
  by: z.string(),
  because: z.string(),
});

/**
 * `knownSince` is since when everything is known: when this store began, or what its time has passed for; null where nothing
 * tells. `isCut`: there are older entries than those.
 */
export const HistoryReport = z.object({
  at: z.string(),
  zone: z.string(),
  knownSince: z.string().nullable(),
  card: NamedCard.nullable(),
  entries: z.array(ActivityEntry),
  isCut: z.boolean(),
  waivers: z.array(CountingWaiver),
});
export type HistoryReport = z.infer<typeof HistoryReport>;

/**
 * - `reconcile`: its card was looked at. `own-write`: Liaison's own write came back. `elsewhere`: it leads to no card of this
 *   board. `ignored`: nothing has to be done about it. `handled`: by a release that did not note what became of it.
 * - `waiting`: still to be handled. `failed`: set aside.
 */
export const DELIVERY_ENDS = [
  'reconcile',
  'own-write',
  'elsewhere',
  'ignored',
  'handled',
  'waiting',
  'failed',
] as const;

/** One delivery; `why` is the reason of an end that has one, or why it failed last. */
export const DeliveryReport = z.object({
  id: z.string(),
  receivedAt: z.string(),
  event: z.string(),
  taskId: z.string().nullable(),
  card: NamedCard.nullable(),
  by: Person.nullable(),
  outcome: z.enum(DELIVERY_ENDS),
  why: z.string().nullable(),
  isReplay: z.boolean(),
});
export type DeliveryReport = z.infer<typeof DeliveryReport>;

export const DeliveriesReport = z.object({
  at: z.string(),
  zone: z.string(),
  deliveries: z.array(DeliveryReport),
  /** There are older ones than these. */
  isCut: z.boolean(),
});
export type DeliveriesReport = z.infer<typeof DeliveriesReport>;

/** Something that was set aside: a card that could not be reconciled, or a delivery that could not be handled. */
export const FailedItem = z.object({
  /** By which it can be retried. */
  id: z.string(),
  kind: z.enum(['card', 'delivery']),
  at: z.string(),
  card: NamedCard.nullable(),
  event: z.string().nullable(),
  reason: z.string(),
});
export type FailedItem = z.infer<typeof FailedItem>;

export const FailedReport = z.object({ at: z.string(), zone: z.string(), failed: z.array(FailedItem) });
export type FailedReport = z.infer<typeof FailedReport>;

/** What is done anew. */
export const RetryReport = z.object({ retried: z.array(FailedItem) });
export type RetryReport = z.infer<typeof RetryReport>;

export const ReplayReport = z.object({ replayed: z.string() });
export type ReplayReport = z.infer<typeof ReplayReport>;

/** What is asked of the history; `since` as somebody gave it, an instant or a day. */
export type HistoryQuestion = { card: string | null; since: string | null; limit: number };

/** What the pages and the commands of other processes ask of a running Liaison. Rejects with errors that explain themselves. */
export type Activity = {
  history(question: HistoryQuestion): Promise<HistoryReport>;
  deliveries(question: Omit<HistoryQuestion, 'card'>): Promise<DeliveriesReport>;
  failed(): Promise<FailedReport>;
  /** `id` is one of what was set aside, or `all`. */
  retry(id: string): Promise<RetryReport>;
  replay(id: string): Promise<ReplayReport>;
};
