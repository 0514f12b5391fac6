// The requests that are left, as ClickUp's rate-limit headers tell. One budget belongs to one token.
import type { Instant } from '../domain/day.ts';
import type { Clock } from '../reconcile/ports.ts';

/** What is known of the budget; null where ClickUp has not said. `resetAt` is null once its window is over. */
export type BudgetState = { limit: number | null; remaining: number | null; resetAt: Instant | null };

/** Reads one header of an answer by its lower-case name. */
type ReadHeader = (name: string) => string | undefined;

export type Budget = {
  state(): BudgetState;
  /** Takes over what another process with the same token knows, where that is newer or less. */
  adopt(others: BudgetState): void;
  /** Takes one request; answers null, or the instant until which nothing may be sent. */
  take(): Instant | null;
  /** Notes what an answer's headers say. */
  learn(header: ReadHeader): void;
  /** Notes that ClickUp refused for lack of budget; answers the instant at which it may be tried again. */
  exhaust(header: ReadHeader): Instant;
};

const WINDOW_MS = 60_000;
/** Windows last a minute; a reset farther away than this is a clock that disagrees, not a budget. */
const FARTHEST_RESET_MS = 5 * WINDOW_MS;
/** Answers of one window may round its end differently. */
const SAME_WINDOW_MS = 1_000;
/** Later than any second count and earlier than any current millisecond count. */
const FIRST_PLAUSIBLE_MS = 100_000_000_000;

/** A budget about which nothing is known yet. */
export function createBudget(clock: Clock): Budget {
  let known: BudgetState = { limit: null, remaining: null, resetAt: null };

  const state = () => {
    if (known.resetAt !== null && clock.now() >= known.resetAt) {
      known = { limit: known.limit, remaining: known.limit, resetAt: null };
    }
    return known;
  };

  const note = ({ limit, remaining, resetAt }: BudgetState & { remaining: number; resetAt: Instant }) => {
    const current = state();
    const isOlder = current.resetAt !== null && resetAt < current.resetAt - SAME_WINDOW_MS;
    if (isOlder) return;
    // Requests of ours that are still on the way are only counted here, those of others only there.
    const isSame = current.resetAt !== null && resetAt <= current.resetAt + SAME_WINDOW_MS;
    const least = isSame ? Math.min(current.remaining ?? remaining, remaining) : remaining;
    known = { limit: limit ?? current.limit, remaining: least, resetAt };
  };

  return {
    state: () => ({ ...state() }),

    adopt(others) {
      if (others.remaining === null || others.resetAt === null || others.resetAt <= clock.now()) return;
      note({ limit: others.limit, remaining: others.remaining, resetAt: others.resetAt });
    },

    take() {
      const { limit, remaining, resetAt } = state();
      if (remaining === null) return null;
      if (remaining <= 0 && resetAt !== null) return resetAt;
      known = { limit, remaining: Math.max(0, remaining - 1), resetAt };
      return null;
    },

    learn(header) {
      const limit = numberIn(header('x-ratelimit-limit')) ?? state().limit;
      const remaining = numberIn(header('x-ratelimit-remaining'));
      const resetAt = resetIn(header, clock.now());
      if (remaining === null || resetAt === null) {
        known = { ...state(), limit };
        return;
      }
      note({ limit, remaining, resetAt });
    },

    exhaust(header) {
      const now = clock.now();
      const limit = numberIn(header('x-ratelimit-limit')) ?? state().limit;
      const resetAt = resetIn(header, now);
      const until = resetAt !== null && resetAt > now ? resetAt : now + retryAfterMs(header);
      known = { limit, remaining: 0, resetAt: until };
      return until;
    },
  };
}

function resetIn(header: ReadHeader, now: Instant): Instant | null {
  const given = numberIn(header('x-ratelimit-reset'));
  if (given === null) return null;
  const resetAt = given < FIRST_PLAUSIBLE_MS ? given * 1_000 : given;
  return resetAt - now > FARTHEST_RESET_MS ? null : resetAt;
}

function retryAfterMs(header: ReadHeader): number {
  const seconds = numberIn(header('retry-after'));
  return seconds !== null && seconds > 0 ? Math.min(seconds * 1_000, FARTHEST_RESET_MS) : WINDOW_MS;
}

function numberIn(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,15}(\.\d+)?$/.test(text.trim()) ? Number(text) : null;
}
