// What a reconcile says about its own job. The queue has one table from here to job outcomes.
import type { Instant } from '../domain/day.ts';

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
