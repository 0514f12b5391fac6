// What of a plan is done, where the playbook lets Liaison act.
import type { Operation } from './operation.ts';
import type { Plan } from './plan.ts';

/** The operations of a plan that are done with `mode: act`: of a card that is only observed none. */
export function toBeDone({
  operations,
  isObservedOnly,
}: Pick<Plan, 'operations' | 'isObservedOnly'>): Operation[] {
  return isObservedOnly ? [] : operations;
}
