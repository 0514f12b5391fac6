// Finds what a name or id of the playbook means among what ClickUp has, and words the problem where it is unclear.
import { distance } from 'fastest-levenshtein';

export type Candidate = { id: string; name: string };

/** More names than this in a hint help nobody. */
const SHOWN = 20;

export type ChosenName<T> = { chosen: T } | { message: string; hint: string };

/** The candidate with this id or name (any case); a name that several bear is a problem, never a guess. */
export function choose<T extends Candidate>(
  candidates: readonly T[],
  given: string,
  kind: string,
): ChosenName<T> {
  const wanted = given.trim().toLowerCase();
  const byId = candidates.find(candidate => candidate.id === given);
  if (byId) return { chosen: byId };
  const named = candidates.filter(candidate => candidate.name.trim().toLowerCase() === wanted);
  const exact = named.filter(candidate => candidate.name === given);
  const [one, another] = exact.length === 1 ? exact : named;
  if (one && !another) return { chosen: one };
  if (one) {
    const ids = named.map(candidate => candidate.id).join(', ');
    return {
      message: `There is more than one ${kind} "${given}" (${ids}).`,
      hint: 'Write the id of the one you mean.',
    };
  }
  return { message: `There is no ${kind} "${given}".`, hint: namesHint(candidates, given, kind) };
}

/** Whether a problem is that nothing has that name or id, and not that several have. */
export function isAbsent(candidates: readonly Candidate[], given: string): boolean {
  const wanted = given.trim().toLowerCase();
  return candidates.every(({ id, name }) => id !== given && name.trim().toLowerCase() !== wanted);
}

/** The name that a slip of the keyboard turns into `given`; null if none is close. */
export function nearestOf(candidates: readonly Candidate[], given: string): string | null {
  const close = candidates
    .map(({ name }) => ({ name, far: distance(name.toLowerCase(), given.trim().toLowerCase()) }))
    .filter(({ name, far }) => far <= Math.max(1, Math.floor(Math.max(name.length, given.length) / 3)))
    .sort((one, other) => one.far - other.far)[0];
  return close?.name ?? null;
}

/** What there is, with a "did you mean" where a name is close. */
export function namesHint(candidates: readonly Candidate[], given: string, kind: string): string {
  const close = nearestOf(candidates, given);
  if (candidates.length === 0) {
    return `This token sees no ${kind} there; create it, or share it with the token's owner.`;
  }
  const names = candidates.slice(0, SHOWN).map(({ name }) => name);
  const more = candidates.length > SHOWN ? ` and ${candidates.length - SHOWN} more` : '';
  const there = `${names.join(', ')}${more}`;
  return close
    ? `Did you mean "${close}"? This token sees: ${there}.`
    : `Choose one that this token sees, or create it: ${there}.`;
}
