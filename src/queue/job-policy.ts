// The one table from what a reconcile said, or how other work failed, to what becomes of its job. Pure; the workers
// carry it out.
import type { Instant } from '../domain/day.ts';
import { ClickUpFailure } from '../reconcile/ports.ts';
import type { ReconcileResult } from '../reconcile/result.ts';

/**
 * What becomes of a reconcile job.
 *
 * - `completes`: the job is done; the card's wake-up is set to `wakeUpAt`, or removed when that is null.
 * - `waits`: the whole queue stops until `until`, and the job goes on then; this counts as no attempt.
 * - `backs off`: the attempt failed; the job runs again later, until its attempts are used up.
 * - `set aside`: the job is kept among the failed ones with its reason and does not run again by itself.
 */
export type JobDecision =
  | { job: 'completes'; wakeUpAt: Instant | null }
  | { job: 'waits'; until: Instant }
  | { job: 'backs off'; why: string }
  | { job: 'set aside'; why: string };

/** Where ClickUp names no end of a refusal: its windows last a minute. */
const WINDOW_MS = 60_000;

/** Until when a delivery or a schedule waits that found no request left, which is no failure; null for all other errors. */
export function postponedUntil(error: unknown, now: Instant): Instant | null {
  if (!(error instanceof ClickUpFailure) || error.kind !== 'limited') return null;
  return error.until ?? now + WINDOW_MS;
}

/** Total over every result. */
export function jobPolicy(result: ReconcileResult): JobDecision {
  if (result.kind === 'done') return { job: 'completes', wakeUpAt: result.next };
  if (result.kind === 'retry') return { job: 'backs off', why: result.why };
  if (result.kind === 'terminal') return { job: 'set aside', why: result.why };
  // Parked in the queue itself, the job would hold back live events for its card until its delay is over.
  return result.holds === 'card'
    ? { job: 'completes', wakeUpAt: result.at }
    : { job: 'waits', until: result.at };
}
