// How a look's outcome is kept and told. Told it is also where it can't be kept: what was done is done.

import type { Clock } from '../base/clock.ts';
import type { Plan } from '../domain/plan.ts';
import type { Unreadable } from '../domain/unreadable.ts';
import { type Cause, noteLastChange } from './memory/last-change.ts';
import { type Applied, noteOutcome, type Outcome } from './memory/last-results.ts';
import type { Memory } from './memory/memory.ts';
import type { Verdict } from './result.ts';

/** What a look has come to so far; it is filled while the look goes on. */
export type SoFar = { plan: Plan | null; applied: Applied[]; cause: Cause; unreadable?: Unreadable[] };

export type OutcomeTeller = {
  /** Keeps the outcome and tells it. Rejects if the store fails. */
  end(verdict: Verdict): Promise<Verdict>;
  /** The store failed, or the job is not ours any more: the next look can't tell what this one did. */
  tellOfBreak(error: unknown): void;
};

/** Tells the outcome of the look at this card that begins now. */
export function outcomeTeller(
  deps: { memory: Memory; clock: Clock; told(cardId: string, outcome: Outcome): void },
  cardId: string,
  soFar: SoFar,
): OutcomeTeller {
  const startedAt = deps.clock.now();
  let isTold = false;
  const outcomeOf = (verdict: Verdict): Outcome => {
    const { cause: _, ...rest } = soFar;
    return { startedAt, at: deps.clock.now(), verdict, ...rest };
  };
  const tell = (outcome: Outcome): void => {
    isTold = true;
    deps.told(cardId, outcome);
  };
  const tellOfBreak = (error: unknown): void => {
    if (isTold || soFar.applied.length === 0) return;
    tell(outcomeOf({ kind: 'retry', why: error instanceof Error ? error.message : String(error) }));
  };
  const note = async (outcome: Outcome): Promise<void> => {
    const { applied, cause } = soFar;
    await noteOutcome(deps.memory, cardId, outcome);
    if (applied.length === 0) return;
    await noteLastChange(deps.memory, cardId, { at: outcome.at, cause, operations: applied });
  };
  return {
    tellOfBreak,
    async end(verdict) {
      const outcome = outcomeOf(verdict);
      await note(outcome).catch((error: unknown) => {
        tellOfBreak(error);
        throw error;
      });
      tell(outcome);
      return verdict;
    },
  };
}
