// One operation of a plan, tried: done as far as ClickUp allows it, or found not to fit what is there.
import type { Observation } from '../../domain/observation.ts';
import type { Operation } from '../../domain/operation.ts';
import { ClickUpFailure } from '../ports.ts';
import type { ReconcileRun } from '../reconcile-run.ts';
import { applyOperation } from './apply.ts';
import { StalePlan } from './create-item.ts';
import { effectOf } from './effects.ts';
import { actAsFarAsAllowed, isRefusedForGood } from './refusals.ts';

/** How an attempt ended; `left out` is what ClickUp refuses altogether. */
export type Attempted = 'done' | 'without people' | 'left out' | 'name taken' | 'stale plan';

/**
 * Tries one operation. Where neither `done` nor `without people` is answered the rest of the plan no longer fits, and
 * another one is decided. Rejects with whatever says nothing of the operation itself.
 */
export async function tryOperation(
  { deps, known, refusals }: ReconcileRun,
  observation: Observation,
  operation: Operation,
): Promise<Attempted> {
  const actOrWarn = async (one: Operation): Promise<void> => {
    await applyOperation(deps, observation, known, one).catch((error: unknown) => {
      if (isRefusedForGood(error)) {
        const fields = { card: known.cardId, operation: one.kind, reason: error.message };
        deps.log.warn(fields, 'ClickUp refuses this; the rest goes on');
      }
      throw error;
    });
  };
  try {
    const came = await actAsFarAsAllowed(operation, actOrWarn, refusals);
    await refusals.keep();
    return came === 'whole' ? 'done' : came;
  } catch (error) {
    if (error instanceof StalePlan) return 'stale plan';
    if (!effectOf(operation).namesList) throw error;
    if (!(error instanceof ClickUpFailure) || error.kind !== 'name-taken') throw error;
    return 'name taken';
  }
}
