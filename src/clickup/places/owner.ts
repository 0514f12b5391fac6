// The board's owner: whether the person whom the playbook names is among those of the workspace, and what is the matter if not.
import { findPerson } from '../../domain/board-view.ts';
import type { Person } from '../../domain/observation.ts';
import type { Unreadable } from '../../domain/unreadable.ts';
import { choose } from './choose.ts';
import type { PlaceProblem } from './place-problem.ts';

/** Where the playbook names the owner. */
const OWNER = 'people.owner';

/**
 * Why nobody is the person of that id, e-mail or name; null where somebody is, or nobody is named. Whoever can't be read
 * may be the one.
 */
export function ownerProblem(
  given: string | undefined,
  people: readonly Person[],
  unreadable: readonly Unreadable[] = [],
): PlaceProblem | null {
  if (given === undefined || findPerson(people, given)) return null;
  const candidates = people.map(({ id, name }) => ({ id: String(id), name }));
  const choice = choose(candidates, given, 'person');
  if ('chosen' in choice) return null;
  const odd = unreadable.filter(({ kind }) => kind === 'person');
  const whom = odd.map(({ id, name, where }) => `${name ?? id ?? 'one without id'} at ${where}`).join(', ');
  const doubt = odd.length === 0 ? '' : ` It may be one of those who can't be read: ${whom}.`;
  const found = candidates.map(({ name }) => name);
  return { place: OWNER, given, found, message: `${choice.message}${doubt}`, hint: choice.hint };
}

/** Whether a problem is that the owner is not found: then nobody is asked as the owner, and all else goes on. */
export function isOfOwner({ place }: PlaceProblem): boolean {
  return place === OWNER;
}
