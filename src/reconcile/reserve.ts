// Requests are money: what sweeps and timers want must leave some for people who just changed something.
import type { Instant } from '../domain/day.ts';
import { NotYet } from './once.ts';

/** Requests left to the token in this window, as far as the last answers said. */
export type RequestBudget = { limit: number | null; remaining: number | null; resetAt: Instant | null };

/** The share of a window's requests, and the least of them, that only live work may use. */
const RESERVED_SHARE = 0.2;
const RESERVED_LEAST = 10;

/** Whether all that is left belongs to live work. */
export function isOnlyReserveLeft({ limit, remaining, resetAt }: RequestBudget): boolean {
  if (limit === null || remaining === null || resetAt === null) return false;
  return remaining <= Math.min(limit / 2, Math.max(RESERVED_LEAST, limit * RESERVED_SHARE));
}

/** Throws NotYet, until the budget is whole again, if only the reserve is left. */
export function leaveReserve(budget: RequestBudget): void {
  const { limit, remaining, resetAt } = budget;
  if (resetAt === null || !isOnlyReserveLeft(budget)) return;
  throw new NotYet(resetAt, `${remaining} of ${limit} requests are left, kept for what people do meanwhile`);
}
