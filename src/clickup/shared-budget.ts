// One token, one budget: what the headers say is told to the other processes that use the same token.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { entryOf } from '../reconcile/entry.ts';
import type { Memory } from '../reconcile/memory.ts';
import type { Clock, Log } from '../reconcile/ports.ts';
import type { Budget, BudgetState } from './budget.ts';

const State = z.object({
  limit: z.number().nullable(),
  remaining: z.number().nullable(),
  resetAt: z.number().nullable(),
});

/** How old the others' word may be, and how often ours is told, in milliseconds. */
const FRESH_MS = 500;
const KEEP_MS = 5 * 60_000;

export type SharedBudget = {
  /** From now on the memory is read and told; before, this process is alone. */
  shareThrough(memory: Memory): void;
  /** Before a request: takes over what the others know. Never rejects: not knowing costs at most a refusal. */
  beforeRequest(): Promise<void>;
  /** After an answer: tells the others. */
  afterAnswer(): void;
};

/** Shares the budget of one token; the memory holds a digest of the token, never the token. */
export function createSharedBudget(
  budget: Budget,
  { token, clock, log }: { token: string; clock: Clock; log: Log },
): SharedBudget {
  const key = `budget:${createHash('sha256').update(token).digest('hex').slice(0, 16)}`;
  let memory: Memory | null = null;
  let readAt = Number.NEGATIVE_INFINITY;
  let told: BudgetState & { at: number } = { limit: null, remaining: null, resetAt: null, at: readAt };

  const complain = (error: unknown) =>
    log.debug(
      { reason: error instanceof Error ? error.message : String(error) },
      'the budget could not be shared with other processes',
    );

  return {
    shareThrough: shared => {
      memory = shared;
    },
    async beforeRequest() {
      const now = clock.now();
      if (!memory || now - readAt < FRESH_MS) return;
      readAt = now;
      const text = await memory.read(key).catch(complain);
      const state = entryOf(State, text || null);
      if (state) budget.adopt(state);
    },
    afterAnswer() {
      const state = budget.state();
      if (!memory || state.remaining === null || state.resetAt === null) return;
      const at = clock.now();
      const isNews = state.remaining === 0 || state.resetAt !== told.resetAt || at - told.at >= FRESH_MS;
      if (!isNews) return;
      told = { ...state, at };
      memory.write(key, JSON.stringify(state), KEEP_MS).catch(complain);
    },
  };
}
