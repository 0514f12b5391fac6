// What a reconcile says about its own job. The queue has one table from here to job outcomes.
import type { Instant } from '../domain/day.ts';
import { NotYet } from './apply/create-once.ts';
import { ClickUpFailure } from './ports.ts';

/**
 * How a reconcile of one card ended.
 *
 * - `done`: ClickUp is as it should be, or the card can't be read, as `why` then says; `next` is the instant at which
 *   something would change, or null.
 * - `again`: nothing failed, but the card must be looked at again at `at` (a budget, a read lag). With
 *   `holds: 'queue'` nothing in the queue can go on before `at` (the budget of the token is gone).
 * - `retry`: something failed that may pass by itself; the job backs off.
 * - `stop`: something failed that no repetition mends; the job is set aside with its reason.
 */
export type Verdict =
  | { kind: 'done'; next: Instant | null; why?: string }
  | { kind: 'again'; at: Instant; holds: 'card' | 'queue'; why: string }
  | { kind: 'retry'; why: string }
  | { kind: 'stop'; why: string };

/** What a failure means for the card's job; null for failures that are not ClickUp's. */
export function verdictOf(error: unknown, now: Instant): Verdict | null {
  if (error instanceof NotYet) return { kind: 'again', at: error.until, holds: 'card', why: error.message };
  if (!(error instanceof ClickUpFailure)) return null;
  const why = error.message;
  switch (error.kind) {
    case 'limited':
      return { kind: 'again', at: error.until ?? now + 60_000, holds: 'queue', why };
    case 'invalid':
      return { kind: 'stop', why };
    case 'gone':
    case 'name-taken':
    case 'refused':
    case 'unavailable':
    case 'unreadable':
      return { kind: 'retry', why };
  }
}
