// What changed between two forms of a board, so that processes share that and not the whole board. Pure.
import { isDeepStrictEqual } from 'node:util';
import { differences, type Sequence } from '../../base/chunked-array.ts';
import type { Instant } from '../../domain/day.ts';
import type { Board, Card, Group, Person, TeamList, WorkItem } from '../../domain/observation.ts';
import type { Unreadable } from '../../domain/unreadable.ts';
import type { CachedBoard } from './cached-board.ts';
import { merge, mergeItems } from './merge-reads.ts';

/** Objects that are new or have another form, and the ids of those that are there no more; absent is what did not change. */
export type BoardChanges = {
  cards?: Card[];
  items?: WorkItem[];
  lists?: TeamList[];
  gone?: string[];
  /** All of them, as read at `at`. */
  staff?: { at: Instant; people: Person[]; groups: Group[]; missing?: Board['missing'] };
  /** All of it. */
  unreadable?: Unreadable[];
  /** Of the cards whose supporters changed. */
  supportersBefore?: Record<string, Person[]>;
};

type WithId = { id: string };

/** What of `next` is not in `former`; null where nothing is. */
export function changesBetween(former: CachedBoard, next: CachedBoard): BoardChanges | null {
  const [before, after] = [former.board, next.board];
  const cards = changedIn(before.cards, after.cards);
  const items = changedIn(before.items, after.items);
  const lists = changedIn(before.lists, after.lists);
  const gone = [...cards.gone, ...items.gone, ...lists.gone];
  const supporters = changedSupporters(former, next);
  const changes: BoardChanges = {
    ...(cards.changed.length > 0 ? { cards: cards.changed } : {}),
    ...(items.changed.length > 0 ? { items: items.changed } : {}),
    ...(lists.changed.length > 0 ? { lists: lists.changed } : {}),
    ...(gone.length > 0 ? { gone } : {}),
    ...(isSameStaff(before, after)
      ? {}
      : {
          staff: {
            at: next.staffAt,
            people: after.people,
            groups: after.groups,
            ...(after.missing ? { missing: after.missing } : {}),
          },
        }),
    ...(isSame(before.unreadable ?? [], after.unreadable ?? [])
      ? {}
      : { unreadable: after.unreadable ?? [] }),
    ...(supporters.length > 0 ? { supportersBefore: Object.fromEntries(supporters) } : {}),
  };
  return Object.keys(changes).length > 0 ? changes : null;
}

/** Several changes, the oldest first, as one. */
export function joinChanges(all: readonly BoardChanges[]): BoardChanges {
  const [cards, items, lists] = [
    new Map<string, Card>(),
    new Map<string, WorkItem>(),
    new Map<string, TeamList>(),
  ];
  const gone = new Set<string>();
  const joined: BoardChanges = {};
  for (const changes of all) {
    for (const id of changes.gone ?? []) {
      gone.add(id);
      for (const objects of [cards, items, lists]) objects.delete(id);
    }
    putNewer(cards, changes.cards, gone);
    putNewer(items, changes.items, gone);
    for (const list of changes.lists ?? []) {
      gone.delete(list.id);
      lists.set(list.id, list);
    }
    const { staff, unreadable } = changes;
    Object.assign(joined, staff && { staff }, unreadable && { unreadable });
    if (changes.supportersBefore)
      joined.supportersBefore = { ...joined.supportersBefore, ...changes.supportersBefore };
  }
  return {
    ...joined,
    cards: [...cards.values()],
    items: [...items.values()],
    lists: [...lists.values()],
    gone: [...gone],
  };
}

/**
 * A board with these changes: of a card or an item the newer form counts, and nothing goes or changes that `isKept` keeps
 * (what this process has written since). The very arrays where nothing in them changed.
 */
export function withChanges(
  board: Board,
  changes: BoardChanges,
  isKept: (id: string) => boolean = () => false,
): Board {
  const { cards = [], items = [], lists = [], gone = [], staff, unreadable } = changes;
  const isGone = new Set(gone.filter(id => !isKept(id)));
  const left = <T extends WithId, S extends Sequence<T>>(all: S & Sequence<T>): S | T[] =>
    isGone.size > 0 && all.some(({ id }) => isGone.has(id)) ? all.filter(({ id }) => !isGone.has(id)) : all;
  return {
    ...board,
    ...(staff ? { people: staff.people, groups: staff.groups, missing: staff.missing } : {}),
    ...(unreadable ? { unreadable } : {}),
    cards: merge(left(board.cards), cards),
    items: mergeItems(left(board.items), items),
    lists: withLists(
      left(board.lists),
      lists.filter(({ id }) => !isKept(id)),
    ),
  };
}

function withLists(former: TeamList[], changed: TeamList[]): TeamList[] {
  if (changed.length === 0) return former;
  const byId = new Map(changed.map(list => [list.id, list]));
  const lists = former.map(list => {
    const other = byId.get(list.id);
    byId.delete(list.id);
    return other ?? list;
  });
  return [...lists, ...byId.values()];
}

function putNewer<T extends WithId & { updatedAt: number }>(
  known: Map<string, T>,
  changed: readonly T[] = [],
  gone: Set<string>,
): void {
  for (const one of changed) {
    gone.delete(one.id);
    const other = known.get(one.id);
    if (!other || other.updatedAt <= one.updatedAt) known.set(one.id, one);
  }
}

/** Compared by identity first, and by place: reading hands on what it did not change, where it was. */
function changedIn<T extends WithId>(
  former: Sequence<T>,
  next: Sequence<T>,
): { changed: T[]; gone: string[] } {
  if (former === next) return { changed: [], gone: [] };
  const before = new Map<string, T>();
  const others: T[] = [];
  for (const [one, other] of differences(former, next)) {
    if (one) before.set(one.id, one);
    if (other) others.push(other);
  }
  const changed = others.filter(other => {
    const one = before.get(other.id);
    before.delete(other.id);
    return one !== other && !isDeepStrictEqual(one, other);
  });
  return { changed, gone: [...before.keys()] };
}

function changedSupporters(
  { supportersBefore: former }: CachedBoard,
  { supportersBefore: next }: CachedBoard,
): [cardId: string, Person[]][] {
  return former === next ? [] : Object.entries(next).filter(([id, people]) => former[id] !== people);
}

function isSameStaff(one: Board, other: Board): boolean {
  return (
    isSame(one.people, other.people) &&
    isSame(one.groups, other.groups) &&
    isSame(one.missing ?? [], other.missing ?? [])
  );
}

function isSame<T>(one: readonly T[], other: readonly T[]): boolean {
  return one === other || isDeepStrictEqual(one, other);
}
