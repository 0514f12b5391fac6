// Who has left the workspace: somebody who was among its people before, and is missing from complete reads of it that lie
// an hour apart. Pure.
import { memoizeByObject } from '../../base/memoize.ts';
import type { Instant } from '../day.ts';
import type { Board, MissingPerson, Person } from '../observation.ts';

/** A complete read without somebody proves nothing until another one at least so much later lacks them as well. */
export const MISSING_FOR_MS = 60 * 60_000;

type Known = Pick<Board, 'people' | 'missing'>;

/**
 * Who is missing after a read of the people, in their order; undefined where nobody is, and the very array of before where
 * that is still true. Whoever is there again is missing no more; of a read in which somebody could not be read, or that
 * lacks the token's own user (not `isComplete`), nothing else follows.
 */
export function missingAfter(
  { people: former, missing = NOBODY }: Known,
  people: readonly Person[],
  read: { startedAt: Instant; at: Instant; isComplete: boolean },
): readonly MissingPerson[] | undefined {
  const isThere = new Set(people.map(({ id }) => id));
  const kept = missing.filter(({ person }) => !isThere.has(person.id));
  const still = read.isComplete ? kept.map(one => confirmed(one, read.startedAt)) : kept;
  const known = new Set(still.map(({ person }) => person.id));
  const added = read.isComplete
    ? former
        .filter(({ id }) => !isThere.has(id) && !known.has(id))
        .map(person => ({ person, since: read.at, hasLeft: false }))
    : [];
  const next = [...still, ...added];
  if (next.length === 0) return undefined;
  return next.length === missing.length && next.every((one, index) => one === missing[index])
    ? missing
    : next;
}

function confirmed(one: MissingPerson, readAt: Instant): MissingPerson {
  return one.hasLeft || readAt < one.since + MISSING_FOR_MS ? one : { ...one, hasLeft: true };
}

/** From when on another read of the people tells whether somebody has left; null where nobody is waited for. */
export function staffWorthReadingFrom({ missing = NOBODY }: Known): Instant | null {
  const waiting = missing.filter(({ hasLeft }) => !hasLeft);
  return waiting.length === 0 ? null : Math.min(...waiting.map(({ since }) => since)) + MISSING_FOR_MS;
}

/** The ids of those who have left. */
export function leftIn({ missing = NOBODY }: Known): ReadonlySet<number> {
  return leftOf(missing);
}

/** Those who are missing and do not count as gone: they keep what they have, and are asked nothing. */
export function missingIn({ missing = NOBODY }: Known): ReadonlyMap<number, Person> {
  return missingOf(missing);
}

const NOBODY: readonly MissingPerson[] = [];

const leftOf = memoizeByObject(
  (missing: readonly MissingPerson[]): ReadonlySet<number> =>
    new Set(missing.flatMap(({ person, hasLeft }) => (hasLeft ? [person.id] : []))),
);

const missingOf = memoizeByObject(
  (missing: readonly MissingPerson[]): ReadonlyMap<number, Person> =>
    new Map(missing.flatMap(({ person, hasLeft }) => (hasLeft ? [] : [[person.id, person]]))),
);
