// Who has how much managed work in which list, and when they were last given some: by person, so that of a board of many
// thousand lists a change in one costs a look at that one alone. Pure.
import type { Sequence } from '../base/chunked-array.ts';
import { LayeredMap } from '../base/layered-map.ts';
import type { Instant } from './day.ts';
import type { WorkItem } from './observation.ts';

/** What one person has in one list: open managed items, and when the latest that they alone have was made (0: none). */
type Share = { open: number; givenAt: Instant };

/** By person, what they have in each list in which they have or had something. */
export type Holdings = LayeredMap<number, ReadonlyMap<string, Share>>;

/** A list that differs: its items then and now. */
export type ListChange = { before: readonly WorkItem[]; after: readonly WorkItem[] };

const NONE: ReadonlyMap<string, Share> = new Map();

/** What everybody has in these items. */
export function holdingsIn(items: Sequence<WorkItem>): Holdings {
  const holdings = new Map<number, Map<string, Share>>();
  for (const item of items) {
    if (item.template === null) continue;
    for (const person of item.assignees) {
      let shares = holdings.get(person);
      if (!shares) {
        shares = new Map();
        holdings.set(person, shares);
      }
      shares.set(item.listId, withItem(shares.get(item.listId), item));
    }
  }
  return new LayeredMap(holdings);
}

/** The same once these lists, by their ids, hold something else. */
export function holdingsAfter(former: Holdings, changes: ReadonlyMap<string, ListChange>): Holdings {
  const changed = new Map<number, Map<string, Share>>();
  const sharesOf = (person: number): Map<string, Share> => {
    const known = changed.get(person);
    if (known) return known;
    const copied = new Map(former.get(person) ?? NONE);
    changed.set(person, copied);
    return copied;
  };
  for (const [listId, { before, after }] of changes) {
    for (const { assignees } of before) for (const person of assignees) sharesOf(person).delete(listId);
    for (const item of after) {
      if (item.template === null) continue;
      for (const person of item.assignees) {
        const shares = sharesOf(person);
        shares.set(listId, withItem(shares.get(listId), item));
      }
    }
  }
  return former.with(changed);
}

function withItem(share: Share | undefined, { isClosed, assignees, createdAt }: WorkItem): Share {
  const { open, givenAt } = share ?? { open: 0, givenAt: 0 };
  return {
    open: isClosed ? open : open + 1,
    givenAt: assignees.length === 1 ? Math.max(givenAt, createdAt) : givenAt,
  };
}
