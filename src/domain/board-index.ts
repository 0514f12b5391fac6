// Work items of a board by the list they are in, people and groups by id. Remembered with the very arrays they come from, which change
// only when something was read or written.

import type { Sequence } from '../base/chunked-array.ts';
import { LayeredMap } from '../base/layered-map.ts';
import { memoizeByObject } from '../base/memoize.ts';
import { type Holdings, holdingsAfter, holdingsIn } from './holdings.ts';
import type { Card, Group, Person, WorkItem } from './observation.ts';

const NONE: readonly never[] = [];

type ItemIndex = {
  byList: LayeredMap<string, readonly WorkItem[]>;
  /** The about items among them. */
  abouts: readonly WorkItem[];
  /** Where the first item of an id is; shared with the arrays from which or to which this was handed on. */
  places: Map<string, number>;
  /** Who has what, as of when somebody last asked, and what the lists that differ since then held. */
  holdings: { known: Holdings; since: ReadonlyMap<string, readonly WorkItem[]> } | null;
};

const itemIndexes = new WeakMap<Sequence<WorkItem>, ItemIndex>();

/** The work items in this list, subtasks too. */
export function itemsOfList(items: Sequence<WorkItem>, listId: string): readonly WorkItem[] {
  return indexOf(items).byList.get(listId) ?? NONE;
}

/** Works the index of these out now, so that whoever needs it in the midst of something longer has it. */
export function indexItems(items: Sequence<WorkItem>): void {
  indexOf(items);
}

/** The about items among these; the very array of before where others alone have changed. */
export function aboutItems(items: Sequence<WorkItem>): readonly WorkItem[] {
  return indexOf(items).abouts;
}

/** Who has how much managed work in which list. */
export function holdingsOf(items: Sequence<WorkItem>): Holdings {
  const index = indexOf(items);
  const { holdings } = index;
  if (holdings && holdings.since.size === 0) return holdings.known;
  const changes = [...(holdings?.since ?? [])].map(
    ([id, before]) => [id, { before, after: index.byList.get(id) ?? NONE }] as const,
  );
  const known = holdings ? holdingsAfter(holdings.known, new Map(changes)) : holdingsIn(items);
  index.holdings = { known, since: new Map() };
  return known;
}

/** Where in the array the item of this id is; -1 if it is not there. */
export function placeOfItem(items: Sequence<WorkItem>, id: string): number {
  const place = indexOf(items).places.get(id);
  return place !== undefined && items.at(place)?.id === id ? place : -1;
}

/** The work item of this id, or null. */
export function itemIn(items: Sequence<WorkItem>, id: string): WorkItem | null {
  const place = placeOfItem(items, id);
  return place === -1 ? null : (items.at(place) ?? null);
}

/** A work item in its former form, null where there was none, and as it is now. */
export type ItemReplacement = { before: WorkItem | null; after: WorkItem };

/** Beyond that an index is sooner made anew. */
const MOST_CHANGES = 500;

/**
 * Hands the index of `former` on to `items`, which differ in these changes alone, each in its place and what is new in the
 * end: a write on a board of a hundred thousand work items must not cost a look at each.
 */
export function handOnIndex(
  former: Sequence<WorkItem>,
  items: Sequence<WorkItem>,
  changes: readonly ItemReplacement[],
): void {
  const index = itemIndexes.get(former);
  const isMoved = changes.some(({ before, after }) => before !== null && before.listId !== after.listId);
  if (!index || isMoved || changes.length > MOST_CHANGES) return;
  const changed = new Map<string, readonly WorkItem[]>();
  let { abouts } = index;
  for (const change of changes) {
    const { listId } = change.after;
    changed.set(listId, withChange(changed.get(listId) ?? index.byList.get(listId) ?? NONE, change));
    if (change.before?.isAbout !== true && !change.after.isAbout) continue;
    // One that became a page stands where it stood, which only a look at all of them tells.
    if (change.before !== null && change.before.isAbout !== change.after.isAbout) return;
    abouts = withChange(abouts, change);
  }
  const { places } = index;
  for (let place = former.length; place < items.length; place++) {
    const id = items.at(place)?.id ?? '';
    const known = places.get(id);
    if (known === undefined) places.set(id, place);
    // Another array that came from the same one has it elsewhere.
    else if (items.at(known)?.id !== id) return;
  }
  const holdings = holdingsSince(index, changed);
  itemIndexes.set(items, { byList: index.byList.with(changed), abouts, places, holdings });
}

/** What was last known of who has what, with what these lists held then. */
function holdingsSince(
  { holdings, byList }: ItemIndex,
  changed: ReadonlyMap<string, unknown>,
): ItemIndex['holdings'] {
  if (!holdings) return null;
  const since = new Map(holdings.since);
  for (const id of changed.keys()) if (!since.has(id)) since.set(id, byList.get(id) ?? NONE);
  return since.size > MOST_CHANGES ? null : { known: holdings.known, since };
}

function withChange(all: readonly WorkItem[], { before, after }: ItemReplacement): readonly WorkItem[] {
  return before === null ? [...all, after] : all.map(one => (one === before ? after : one));
}

function indexOf(items: Sequence<WorkItem>): ItemIndex {
  let index = itemIndexes.get(items);
  if (!index) {
    const places = new Map<string, number>();
    for (const [place, { id }] of items.entries()) if (!places.has(id)) places.set(id, place);
    const byList = new LayeredMap<string, readonly WorkItem[]>(byListOf(items));
    index = { byList, abouts: items.filter(({ isAbout }) => isAbout), places, holdings: null };
    itemIndexes.set(items, index);
  }
  return index;
}

function byListOf(items: Sequence<WorkItem>): Map<string, WorkItem[]> {
  const byList = new Map<string, WorkItem[]>();
  // What belongs together was often made together, and stands together.
  let last: string | null = null;
  let same: WorkItem[] | undefined;
  for (const item of items) {
    if (item.listId !== last) same = byList.get(item.listId);
    last = item.listId;
    if (same) {
      same.push(item);
    } else {
      same = [item];
      byList.set(item.listId, same);
    }
  }
  return byList;
}

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
