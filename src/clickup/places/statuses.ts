// The statuses that a playbook maps to phases, held against those of the board.
import { PHASES } from '../../domain/phase.ts';
import type { Playbook } from '../../domain/playbook/playbook.ts';
import { choose } from './choose.ts';
import type { PlaceProblem } from './place-problem.ts';

/** What the playbook names and the board does not have; `found` are the board's statuses, in lower case. */
export function missingStatuses(
  { phases }: Pick<Playbook, 'phases'>,
  found: readonly string[],
): PlaceProblem[] {
  const named = found.map(status => ({ id: status, name: status }));
  return PHASES.flatMap(phase =>
    phases[phase].flatMap((given): PlaceProblem[] => {
      const choice = choose(named, given, 'status on the board');
      return 'chosen' in choice ? [] : [{ place: `phases.${phase}`, given, found: [...found], ...choice }];
    }),
  );
}

/** Whether a problem is that a status is missing: it harms only the cards that would be in it. */
export function isOfStatus({ place }: PlaceProblem): boolean {
  return place.startsWith('phases.');
}
