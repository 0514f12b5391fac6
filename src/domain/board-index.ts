// Work items of a board by the list they are in, people and groups by id. Remembered with the very arrays they come from, which change
// only when something was read or written.

import { memoizeByObject } from '../base/memoize.ts';
import type { Card, Group, Person, WorkItem } from './observation.ts';

const NONE: readonly never[] = [];

/** The work items in this list, subtasks too. */
export const itemsOfList = indexBy<WorkItem>(item => item.listId);

/** The card of this id, or null. */
export function cardIn(cards: readonly Card[], cardId: string): Card | null {
  return cards.find(card => card.id === cardId) ?? null;
}

/** People by their id. */
export const peopleById = memoizeByObject(byId<Person>);

/** Groups by their id. */
export const groupsById = memoizeByObject(byId<Group>);

function byId<T extends { id: string | number }>(all: readonly T[]): ReadonlyMap<T['id'], T> {
  return new Map(all.map(one => [one.id, one]));
}

function indexBy<T>(keyOf: (one: T) => string | null): (all: readonly T[], key: string) => readonly T[] {
  const known = new WeakMap<readonly T[], Map<string, T[]>>();
  return (all, key) => {
    let index = known.get(all);
    if (!index) {
      index = new Map();
      // What belongs together was often made together, and stands together.
      let last: string | null = null;
      let same: T[] | undefined;
      for (const one of all) {
        const of = keyOf(one);
        if (of === null) continue;
        if (of !== last) same = index.get(of);
        last = of;
        if (same) {
          same.push(one);
        } else {
          same = [one];
          index.set(of, same);
        }
      }
      known.set(all, index);
    }
    return index.get(key) ?? NONE;
  };
}
