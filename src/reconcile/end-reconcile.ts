// How a look's result is kept and told. Told it is also where it can't be kept: what was done is done.

import { reasonOf } from '../base/reason-of.ts';
import type { Plan } from '../domain/plan.ts';
import type { Unreadable } from '../domain/unreadable.ts';
import { type Cause, noteLastChange } from './memory/last-change.ts';
import { type Applied, type LastResult, noteLastResult } from './memory/last-results.ts';
import type { ReconcileDeps } from './reconcile-deps.ts';
import type { ReconcileResult } from './result.ts';

/** What a look has come to so far; it is filled while the look goes on. */
export type SoFar = { plan: Plan | null; applied: Applied[]; cause: Cause; unreadable?: Unreadable[] };

export type ResultReporter = {
  /** Keeps the result and tells it. Rejects if the store fails. */
  end(result: ReconcileResult): Promise<ReconcileResult>;
  /** The store failed, or the job is not ours any more: the next look can't tell what this one did. */
  tellOfBreak(error: unknown): void;
};

/** Tells the result of the look at this card that begins now. */
export function resultReporter(
  deps: Pick<ReconcileDeps, 'memory' | 'clock' | 'reports'>,
  cardId: string,
  soFar: SoFar,
): ResultReporter {
  const startedAt = deps.clock.now();
  let isTold = false;
  const outcomeOf = (result: ReconcileResult): LastResult => {
    const { cause: _, ...rest } = soFar;
    return { startedAt, at: deps.clock.now(), result, ...rest };
  };
  const tell = (last: LastResult): void => {
    isTold = true;
    deps.reports.reported(cardId, last);
  };
  const tellOfBreak = (error: unknown): void => {
    if (isTold || soFar.applied.length === 0) return;
    tell(outcomeOf({ kind: 'retry', why: reasonOf(error) }));
  };
  const note = async (last: LastResult): Promise<void> => {
    const { applied, cause } = soFar;
    await noteLastResult(deps.memory, cardId, last);
    if (applied.length === 0) return;
    await noteLastChange(deps.memory, cardId, { at: last.at, cause, operations: applied });
  };
  return {
    tellOfBreak,
    async end(result) {
      const last = outcomeOf(result);
      await note(last).catch((error: unknown) => {
        tellOfBreak(error);
        throw error;
      });
      tell(last);
      return result;
    },
  };
}
