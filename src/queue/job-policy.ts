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
 * - `comes again`: ClickUp answers nothing; the job runs again after `unansweredWaitMs`, and this counts as no attempt.
 * - `backs off`: the attempt failed; the job runs again later, until its attempts are used up.
 * - `set aside`: the job is kept among the failed ones with its reason and does not run again by itself.
 */
export type JobDecision =
  | { job: 'completes'; wakeUpAt: Instant | null }
  | { job: 'waits'; until: Instant }
  | { job: 'comes again'; why: string }
  | { job: 'backs off'; why: string }
  | { job: 'set aside'; why: string };

/** Where ClickUp names no end of a refusal: its windows last a minute. */
const WINDOW_MS = 60_000;
const LONGEST_WAIT_MS = 30_000;

/** How often a job was begun, this time included, and how long it waits after its first failure. */
export type Tries = { runs: number; backoffMs: number };

/** How long a job waits, in milliseconds, after ClickUp answered nothing: twice as long each time, for at most 30 seconds. */
export function unansweredWaitMs({ runs, backoffMs }: Tries): number {
  return Math.min(LONGEST_WAIT_MS, backoffMs * 2 ** Math.min(runs - 1, 20));
}

/**
 * Until when a delivery or a schedule waits that found no request left or a ClickUp that answers nothing, which is no
 * failure of its own; null for all other errors.
 */
export function postponedUntil(error: unknown, now: Instant, tries: Tries): Instant | null {
  if (!(error instanceof ClickUpFailure)) return null;
  if (error.isUnanswered) return now + unansweredWaitMs(tries);
  return error.kind === 'limited' ? (error.until ?? now + WINDOW_MS) : null;
}

/** Total over every result. */
export function jobPolicy(result: ReconcileResult): JobDecision {
  if (result.kind === 'done') return { job: 'completes', wakeUpAt: result.next };
  if (result.kind === 'retry')
    return { job: result.isUnanswered ? 'comes again' : 'backs off', why: result.why };
  if (result.kind === 'terminal') return { job: 'set aside', why: result.why };
  // Parked in the queue itself, the job would hold back live events for its card until its delay is over.
  return result.holds === 'card'
    ? { job: 'completes', wakeUpAt: result.at }
    : { job: 'waits', until: result.at };
}
