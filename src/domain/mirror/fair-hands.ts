// Whom work of one person goes to: whoever has the least open managed work across the board, or whose turn it is.
import { memoizeByObject } from '../../base/memoize.ts';
import { holdingsOf } from '../board-index.ts';
import type { Instant } from '../day.ts';
import type { Board, TeamList } from '../observation.ts';

/** Why it was this one of several; `by` is null where it made no difference. `open` is how many open tasks they had then. */
export type Choice = { person: number; by: 'least work' | 'longest ago' | 'turn' | null; open: number };

export type Hands = {
  /**
   * Of several people the one with the least open work; of those who have as little, whoever was given work last the longest
   * ago, and then who comes first. With `hadAt` (0 for never) whoever had this very work the longest ago goes before.
   */
  choose(people: readonly number[], hadAt?: (person: number) => number): Choice | null;
  /** Counts what this very plan gives somebody. */
  give(people: readonly number[]): void;
};

/** What this very plan gives counts as later than everything that was given before, whenever that was. */
const THIS_PLAN: Instant = Date.UTC(9999, 0);

/** The hands of a board. Nothing is counted before somebody has to choose. */
export function handsOn({ items, lists }: Pick<Board, 'items' | 'lists'>): Hands {
  const given = new Map<number, { count: number; last: number }>();
  let turns = 0;
  const loadOf = (person: number): { open: number; givenAt: number } => {
    const over = finishedIn(lists);
    let open = given.get(person)?.count ?? 0;
    let givenAt = 0;
    for (const [listId, share] of holdingsOf(items).get(person) ?? []) {
      // What is left in the list of an ended customer result waits for nobody.
      if (!over.has(listId)) open += share.open;
      givenAt = Math.max(givenAt, share.givenAt);
    }
    const last = given.get(person)?.last;
    return { open, givenAt: last === undefined ? givenAt : THIS_PLAN + last };
  };
  return {
    choose(people, hadAt) {
      const [first, another] = people;
      if (first === undefined) return null;
      if (another === undefined) return { person: first, by: null, open: 0 };
      const loads = people.map(person => ({ person, had: hadAt?.(person) ?? 0, ...loadOf(person) }));
      const next = loads.reduce((best, one) => {
        const before = one.had - best.had || one.open - best.open || one.givenAt - best.givenAt;
        return before < 0 ? one : best;
      });
      const isFirst = (of: 'had' | 'open' | 'givenAt'): boolean => loads.some(one => one[of] > next[of]);
      const by = isFirst('had')
        ? 'turn'
        : isFirst('open')
          ? 'least work'
          : isFirst('givenAt')
            ? 'longest ago'
            : null;
      return { person: next.person, by, open: next.open };
    },
    give(people) {
      turns += 1;
      for (const person of people)
        given.set(person, { count: (given.get(person)?.count ?? 0) + 1, last: turns });
    },
  };
}

const finishedIn = memoizeByObject(
  (lists: readonly TeamList[]): ReadonlySet<string> =>
    new Set(lists.flatMap(({ id, isFinished }) => (isFinished ? [id] : []))),
);
