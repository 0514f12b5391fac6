// What of a plan is done, where the playbook lets Liaison act.
import type { Operation } from './operation.ts';
import { takesBack } from './operations/undo.ts';
import type { Plan } from './plan.ts';
import type { Playbook } from './playbook/playbook.ts';

/** The operations of a plan that are done with `mode: act`: of a card that is only observed none. */
export function toBeDone({
  operations,
  isObservedOnly,
}: Pick<Plan, 'operations' | 'isObservedOnly'>): Operation[] {
  return isObservedOnly ? [] : operations;
}

/** Whether Liaison is going to take back what somebody did, and does not only see that it would. */
export function isTakingBack(
  plan: Pick<Plan, 'operations' | 'isObservedOnly'>,
  { mode }: Pick<Playbook, 'mode'>,
): boolean {
  return mode === 'act' && toBeDone(plan).some(takesBack);
}
