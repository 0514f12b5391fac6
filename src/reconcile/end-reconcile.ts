// How a reconcile's result is kept and reported; reported also where it can't be kept: what was done is done.

import { reasonOf } from '../base/reason-of.ts';
import type { Observation } from '../domain/observation.ts';
import type { Plan } from '../domain/plan.ts';
import { summaryOf } from '../domain/summary.ts';
import type { Unreadable } from '../domain/unreadable.ts';
import { type DoneOperation, historyResult } from './memory/history.ts';
import { type Cause, noteLastChange } from './memory/last-change.ts';
import { type Applied, type LastResult, noteLastResult } from './memory/last-results.ts';
import type { ReconcileDeps } from './reconcile-deps.ts';
import type { ReconcileResult } from './result.ts';

/** What a reconcile has come to so far; it is filled while it goes on. `observation` is what the plan was decided from. */
export type SoFar = {
  plan: Plan | null;
  observation?: Observation;
  applied: Applied[];
  /** The same operations with what called for them. */
  done: DoneOperation[];
  cause: Cause;
  unreadable?: Unreadable[];
};

/** Nothing yet. */
export function nothingSoFar(cause: Cause): SoFar {
  return { plan: null, applied: [], done: [], cause };
}

export type ResultReporter = {
  /** Keeps the result and reports it. Rejects if the store fails. */
  end(result: ReconcileResult): Promise<ReconcileResult>;
  /** The store failed, or the job is not ours any more: the next reconcile can't tell what this one did. */
  reportBreak(error: unknown): void;
};

/** Reports the result of the reconcile of this card that begins now. */
export function resultReporter(
  deps: Pick<ReconcileDeps, 'memory' | 'clock' | 'reports' | 'company'>,
  cardId: string,
  soFar: SoFar,
): ResultReporter {
  const startedAt = deps.clock.now();
  let isReported = false;
  const lastResultOf = (result: ReconcileResult): LastResult => {
    const { plan, applied, observation, unreadable } = soFar;
    const { playbook, calendar } = deps.company;
    return {
      startedAt,
      at: deps.clock.now(),
      result,
      plan,
      applied,
      ...(unreadable ? { unreadable } : {}),
      ...(plan && observation
        ? { summary: summaryOf(observation, plan, playbook, calendar(observation.at)) }
        : {}),
    };
  };
  const report = (last: LastResult): void => {
    isReported = true;
    deps.reports.reported(cardId, last);
  };
  const reportBreak = (error: unknown): void => {
    if (isReported || soFar.applied.length === 0) return;
    report(lastResultOf({ kind: 'retry', why: reasonOf(error) }));
  };
  const note = async (last: LastResult): Promise<void> => {
    const { applied, cause, done: operations, plan } = soFar;
    const { at } = last;
    await noteLastResult(deps.memory, cardId, last);
    if (applied.length === 0) return;
    const card = { id: cardId, name: plan?.name ?? cardId, url: plan?.url ?? '' };
    await Promise.all([
      noteLastChange(deps.memory, cardId, { at, cause, operations: applied }),
      deps.reports.history.note({ at, card, cause, operations, result: historyResult(last.result) }),
    ]);
  };
  return {
    reportBreak,
    async end(result) {
      const last = lastResultOf(result);
      await note(last).catch((error: unknown) => {
        reportBreak(error);
        throw error;
      });
      report(last);
      return result;
    },
  };
}
