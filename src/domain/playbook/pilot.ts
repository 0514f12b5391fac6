// A gentle start: which cards Liaison acts on while the others are only observed.
import type { Playbook } from './playbook.ts';

/** Whether what a plan wants is to be done, as far as the playbook's pilot says. A playbook without one leaves no card out. */
export function isInPilot(cardId: string, { pilot }: Pick<Playbook, 'pilot'>): boolean {
  return pilot === undefined || pilot.includes(cardId);
}
