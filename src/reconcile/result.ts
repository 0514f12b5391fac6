// What a reconcile says about its own job. The queue has one table from here to job results.
import type { Instant } from '../domain/day.ts';
import { ClickUpFailure } from './ports.ts';
import { RequeueAfter } from './requeue-after.ts';

/**
 * How a reconcile of one card ended.
 *
 * - `done`: ClickUp is as it should be, or the card can't be read, as `why` then says; `next` is the instant at which
 *   something would change, or null.
 * - `requeueAfter`: nothing failed, but the card must be looked at again at `at` (a budget, a read lag). With
 *   `holds: 'queue'` nothing in the queue can go on before `at` (the budget of the token is gone).
 * - `retry`: something failed that may pass by itself; the job backs off. With `isUnanswered` ClickUp, or the way to it,
 *   is down, which is no fault of the card.
 * - `terminal`: something failed that no repetition mends; the job is set aside with its reason.
 */
export type ReconcileResult =
  | { kind: 'done'; next: Instant | null; why?: string }
  | { kind: 'requeueAfter'; at: Instant; holds: 'card' | 'queue'; why: string }
  | { kind: 'retry'; why: string; isUnanswered?: true }
  | { kind: 'terminal'; why: string };

/** What a failure means for the card's job; null for failures that are not ClickUp's. */
export function resultOf(error: unknown, now: Instant): ReconcileResult | null {
  if (error instanceof RequeueAfter)
    return { kind: 'requeueAfter', at: error.until, holds: 'card', why: error.message };
  if (!(error instanceof ClickUpFailure)) return null;
  const why = error.message;
  switch (error.kind) {
    case 'limited':
      return { kind: 'requeueAfter', at: error.until ?? now + 60_000, holds: 'queue', why };
    case 'invalid':
      return { kind: 'terminal', why };
    case 'gone':
    case 'name-taken':
    case 'refused':
    case 'unavailable':
    case 'unreadable':
      return { kind: 'retry', why, ...(error.isUnanswered ? { isUnanswered: true } : {}) };
  }
}
