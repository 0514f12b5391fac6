// The user groups that a playbook names, held against those of the workspace.
import type { Group } from '../../domain/observation.ts';
import type { Playbook } from '../../domain/playbook/playbook.ts';
import { waivingGroups } from '../../domain/rules/needs.ts';
import { ROLES } from '../../domain/rules/rule.ts';
import { type Candidate, choose, isAbsent, nearestOf } from './choose.ts';
import type { PlaceProblem } from './place-problem.ts';

type Named = Pick<Playbook, 'people' | 'rules'>;

/** What the playbook names and the workspace does not have; the names of `groups` are what there is. */
export function missingGroups(playbook: Named, groups: readonly Group[]): PlaceProblem[] {
  const { supporters, functions, flocks } = playbook.people;
  const named: [string, string][] = [
    ['people.supporters', supporters],
    ...Object.entries(functions).map(([name, group]): [string, string] => [
      `people.functions.${name}`,
      group,
    ]),
    ...Object.entries(flocks).map(([name, group]): [string, string] => [`people.flocks.${name}`, group]),
  ];
  const found = groups.map(({ name }) => name);
  const problems = named.flatMap(([place, given]): PlaceProblem[] => {
    const choice = choose(groups, given, 'user group');
    return 'chosen' in choice ? [] : [{ place, given, found, ...choice }];
  });
  const waiving = waivingGroups(playbook).flatMap(({ rule, group: given }): PlaceProblem[] => {
    const choice = choose(groups, given, 'user group');
    if ('chosen' in choice) return [];
    const hint = hintForRole(groups, given, choice.hint);
    return [{ place: `rules.${rule}.waivableBy`, given, found, message: choice.message, hint }];
  });
  return [...problems, ...waiving];
}

/** What is neither a group nor a role may be meant as either. */
function hintForRole(groups: readonly Candidate[], given: string, hint: string): string {
  const roles = ROLES.map(name => ({ id: name, name }));
  const near = nearestOf([...groups, ...roles], given);
  return roles.some(({ name }) => name === near)
    ? `Did you mean "${near}"?`
    : `${hint} Or write a role: ${ROLES.join(', ')}.`;
}

const PLACE = /^people\.(supporters|functions\.|flocks\.)|^rules\..*\.waivableBy$/;

/** Whether a problem is that a group is not there: it harms only the rules that look at groups, and rights by that group. */
export function isOfLostGroup({ place, given }: PlaceProblem, groups: readonly Group[]): boolean {
  return PLACE.test(place) && isAbsent(groups, given);
}
