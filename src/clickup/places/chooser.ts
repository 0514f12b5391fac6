// Chooses places by the playbook's names, and gathers a problem for each that is not there.
import { type Candidate, type ChosenName, choose } from './choose.ts';
import type { PlaceProblem } from './place-problem.ts';

/** `place` is where the name stands in the playbook. What is not found is null, and one more problem. */
export type Chooser = {
  /** What was chosen already. */
  take<T extends Candidate>(
    place: string,
    given: string,
    from: readonly T[],
    choice: ChosenName<T>,
  ): T | null;
  find<T extends Candidate>(place: string, given: string, from: readonly T[], kind: string): T | null;
  /** One that bears the name of something of the other kind is most likely written in the place of the other. */
  findOfKind<T extends Candidate>(
    place: string,
    given: string,
    among: { from: readonly T[]; kind: 'list' | 'folder'; others: readonly Candidate[] },
  ): T | null;
};

/** Adds to these problems. */
export function createChooser(problems: PlaceProblem[]): Chooser {
  const take: Chooser['take'] = (place, given, from, choice) => {
    if ('chosen' in choice) return choice.chosen;
    problems.push({ place, given, found: from.map(({ name }) => name), ...choice });
    return null;
  };
  return {
    take,
    find: (place, given, from, kind) => take(place, given, from, choose(from, given, kind)),
    findOfKind(place, given, { from, kind, others }) {
      const choice = choose(from, given, kind);
      const isOther = !('chosen' in choice) && 'chosen' in choose(others, given, '');
      if (!isOther) return take(place, given, from, choice);
      const other = kind === 'list' ? 'folder' : 'list';
      const hint = `"${given}" is a ${other}: places.board names a list, places.folder a folder. ${choice.hint}`;
      return take(place, given, from, { ...choice, hint });
    },
  };
}
