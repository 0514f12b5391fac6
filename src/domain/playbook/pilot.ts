// A gentle start: which cards Liaison acts on while the others are only observed.
import type { Plan } from '../plan.ts';
import type { Playbook } from './playbook.ts';

/** Whether what a plan wants is to be done, as far as the playbook's pilot says. A playbook without one leaves no card out. */
export function isInPilot(cardId: string, { pilot }: Pick<Playbook, 'pilot'>): boolean {
  return pilot === undefined || pilot.includes(cardId);
}

/** The operations of a plan that are done where the playbook says `mode: act`. */
export function toBeDone({ operations, isObservedOnly }: Plan): Plan['operations'] {
  return isObservedOnly ? [] : operations;
}
