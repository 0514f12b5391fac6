// Forms of the same object, from reads and from answers to our own writes: which one counts. Pure.
import { isDeepStrictEqual } from 'node:util';
import { ChunkedArray, isChunked, type Sequence } from '../../base/chunked-array.ts';
import { handOnIndex, type ItemReplacement, itemIn, placeOfItem } from '../../domain/board-index.ts';
import type { Instant } from '../../domain/day.ts';
import type { Board, Card, Person, WorkItem } from '../../domain/observation.ts';
import type { CachedBoard } from './cached-board.ts';

/** A board with more work items than this keeps them chunked. */
const FEWEST_CHUNKED = 1_000;

/**
 * The newest instant that reads have shown. ClickUp's own times, not ours: the two clocks need not agree. Only what such a
 * read has shown counts: the answers to our own writes may be later than something that no read has shown yet.
 */
export function latestChange(
  former: Instant | null,
  read: readonly { updatedAt: Instant }[],
): Instant | null {
  return read.reduce((at: Instant | null, { updatedAt }) => Math.max(at ?? updatedAt, updatedAt), former);
}

/** So much earlier than an instant, where there is one. */
export function earlierBy(at: Instant | null, ms: number): Instant | null {
  return at === null ? null : at - ms;
}

/** The later of two instants, where there are two. */
export function laterOf(one: Instant | null, other: Instant | null): Instant | null {
  return one === null || other === null ? (one ?? other) : Math.max(one, other);
}

/**
 * Both together; of an object in both, the newer form (of two alike the read one). The very array `former` where reading
 * has shown nothing new: deltas reach back, and whoever compares boards must not take what was read again for a change.
 */
export function merge<T extends { id: string; updatedAt: Instant }>(former: T[], read: readonly T[]): T[] {
  if (read.length === 0) return former;
  const readById = newestById(read);
  const changed = new Map<number, T>();
  for (let place = 0; place < former.length && readById.size > 0; place++) {
    const other = former[place];
    const one = readById.get(other?.id ?? '');
    if (!one || !other) continue;
    readById.delete(one.id);
    if (isNews(one, other)) changed.set(place, one);
  }
  return withForms(former, changed, [...readById.values()]);
}

/** The same for work items, of which there may be very many: each is put in its place without a look at the others. */
export function mergeItems(former: Sequence<WorkItem>, read: Sequence<WorkItem>): Sequence<WorkItem> {
  if (read.length === 0) return former;
  const changed = new Map<number, WorkItem>();
  const added: WorkItem[] = [];
  const changes: ItemReplacement[] = [];
  for (const one of newestById(read).values()) {
    const place = placeOfItem(former, one.id);
    const before = place === -1 ? null : (former.at(place) ?? null);
    if (before === null) added.push(one);
    else if (isNews(one, before)) changed.set(place, one);
    else continue;
    changes.push({ before, after: one });
  }
  if (changes.length === 0) return former;
  const isLarge = isChunked(former) || former.length > FEWEST_CHUNKED;
  const items = isLarge
    ? ChunkedArray.of(former).with(changed, added)
    : withForms([...former], changed, added);
  handOnIndex(former, items, changes);
  return items;
}

/** Whether what was read is another form of this, and no older one. */
function isNews<T extends { updatedAt: Instant }>(one: T, other: T): boolean {
  return other.updatedAt <= one.updatedAt && !isDeepStrictEqual(one, other);
}

/** The same with these forms in their places, and these after the last; the very array where there are none. */
function withForms<T>(former: T[], changed: ReadonlyMap<number, T>, added: readonly T[]): T[] {
  if (changed.size === 0 && added.length === 0) return former;
  const all = [...former, ...added];
  for (const [place, one] of changed) all[place] = one;
  return all;
}

function newestById<T extends { id: string; updatedAt: Instant }>(read: Iterable<T>): Map<string, T> {
  const byId = new Map<string, T>();
  for (const one of read) {
    const other = byId.get(one.id);
    if (!other || other.updatedAt <= one.updatedAt) byId.set(one.id, one);
  }
  return byId;
}

/**
 * Looks up the object of `others` with the id of another at `place`. Two reads of a board show it in the same order, so
 * that mostly the place tells; of 100,000 work items no map is made then.
 */
function lookUpIn<T extends { id: string }>(
  others: Sequence<T>,
): (one: { id: string }, place: number) => T | undefined {
  let byId: Map<string, T> | null = null;
  return ({ id }, place) => {
    const other = others.at(place);
    if (other?.id === id) return other;
    byId ??= new Map(others.map(one => [one.id, one]));
    return byId.get(id);
  };
}

/** What was read, and nothing else; of an object in both, the newer form. The very array `read` where that is all. */
function keepNewer<T extends { id: string; updatedAt: Instant }, S extends Sequence<T>>(
  present: Sequence<T>,
  read: S,
): S | T[] {
  if (present === read) return read;
  const inPresent = lookUpIn(present);
  let found: T[] | null = null;
  for (const [place, one] of read.entries()) {
    const other = inPresent(one, place);
    if (!other || other.updatedAt <= one.updatedAt) continue;
    found ??= [...read];
    found[place] = other;
  }
  return found ?? read;
}

/** Adds what our own writes have shown: it may be missing in reads that began before them, or too soon after them. */
export function withOwnWrites(
  read: Board,
  present: Board | undefined,
  isShown: (id: string) => boolean,
): Board {
  if (!present) return read;
  const isOurs = ({ id }: { id: string }) => isShown(id);
  const ourLists = present.lists.filter(isOurs);
  const ourItems = present.items.filter(isOurs);
  const unread = notIn(read.items, ourItems);
  const { lists } = read;
  const items = keepNewer(present.items, read.items);
  return {
    ...read,
    cards: keepNewer(present.cards, read.cards),
    lists:
      ourLists.length === 0
        ? lists
        : [...lists.filter(({ id }) => ourLists.every(our => our.id !== id)), ...ourLists],
    items: unread.length === 0 ? items : [...items, ...unread],
  };
}

/** Those of these that are not among `all`. */
export function notIn<T extends { id: string }>(all: Sequence<T>, these: Sequence<T>): T[] {
  if (these.length === 0) return [];
  const inAll = lookUpIn(all);
  let place = 0;
  return these.filter(one => !inAll(one, place++));
}

/** The same for work items: a look at those alone. */
export function newerItems(present: Sequence<WorkItem>, others: Sequence<WorkItem>): WorkItem[] {
  return others.filter(
    ({ id, updatedAt }) => updatedAt > (itemIn(present, id)?.updatedAt ?? Number.NEGATIVE_INFINITY),
  );
}

/** Those of the others that are new, or newer than their present forms. */
export function newerThan<T extends { id: string; updatedAt: Instant }>(
  present: readonly T[],
  others: readonly T[],
): T[] {
  const byId = new Map(present.map(one => [one.id, one.updatedAt]));
  return others.filter(({ id, updatedAt }) => updatedAt > (byId.get(id) ?? Number.NEGATIVE_INFINITY));
}

/** Per card the supporters before they last changed, with what these cards show; the very former where they show none. */
export function changedSupporters(former: CachedBoard, cards: readonly Card[]): Record<string, Person[]> {
  const shown = new Map(cards.map(card => [card.id, card]));
  const changed: Record<string, Person[]> = {};
  for (const other of former.board.cards) {
    const card = shown.get(other.id);
    if (!card || other.updatedAt > card.updatedAt) continue;
    if (ids(other.supporters) !== ids(card.supporters)) changed[card.id] = other.supporters;
  }
  const isChanged = Object.keys(changed).length > 0;
  return isChanged ? { ...former.supportersBefore, ...changed } : former.supportersBefore;
}

function ids(people: readonly Person[]): string {
  return people
    .map(person => person.id)
    .sort((one, other) => one - other)
    .join();
}
