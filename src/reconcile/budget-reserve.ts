// Requests are money: what sweeps and timers want must leave some for people who just changed something.
import type { Instant } from '../domain/day.ts';
import type { RequestBudget } from './observe-deps.ts';
import { RequeueAfter } from './requeue-after.ts';

/** The share of a window's requests, and the least of them, that only live work may use. */
const RESERVED_SHARE = 0.2;
const RESERVED_LEAST = 10;

/** How many of a window's requests only live work may use. */
export function budgetReserveOf(limit: number): number {
  return Math.min(limit / 2, Math.max(RESERVED_LEAST, limit * RESERVED_SHARE));
}

/** When the budget is whole again, if only the reserve is left; null if there is more, or nobody knows. */
export function reservedUntil({ limit, remaining, resetAt }: RequestBudget): Instant | null {
  if (limit === null || remaining === null || resetAt === null) return null;
  return remaining > budgetReserveOf(limit) ? null : resetAt;
}

/** Throws RequeueAfter, until the budget is whole again, if only the reserve is left. */
export function keepBudgetReserve(budget: RequestBudget): void {
  const until = reservedUntil(budget);
  if (until === null) return;
  const { limit, remaining } = budget;
  throw new RequeueAfter(
    until,
    `${remaining} of ${limit} requests are left, kept for what people do meanwhile`,
  );
}
