// What can't be read beside what could be: its last readable form counts on, and it is named until it is readable again.

import type { Log } from '../../base/log.ts';
import type { Instant } from '../../domain/day.ts';
import type { Board, Group } from '../../domain/observation.ts';
import { isSameThing, type SetAside, type Unreadable, type UnreadableKind } from '../../domain/unreadable.ts';

const STAFF: readonly UnreadableKind[] = ['person', 'group'];
const LISTS: readonly UnreadableKind[] = ['list'];
/** What a delta is about. */
export type DeltaPart = 'all' | 'cards' | 'items';

/** What can't be read may be of these kinds, by what was read; `all` is what a delta shows. */
export const KINDS = {
  everything: ['card', 'item', ...LISTS, ...STAFF],
  all: ['card', 'item'],
  cards: ['card'],
  items: ['item'],
  lists: LISTS,
  staff: STAFF,
} satisfies Record<string, readonly UnreadableKind[]>;

/** A reading of some kinds of things: of everything there is of them (`isWhole`), or of the things `shown`. */
export type KindsRead = {
  kinds: readonly UnreadableKind[];
  isWhole: boolean;
  shown: readonly { id: string }[];
  odd: readonly Unreadable[];
};

/** A reading of everything that there is of these kinds. */
export function ofAll(kinds: readonly UnreadableKind[], odd: readonly Unreadable[]): KindsRead {
  return { kinds, isWhole: true, shown: [], odd };
}

/** A reading that showed these things, and nothing of others. */
export function ofSome(
  kinds: readonly UnreadableKind[],
  shown: KindsRead['shown'],
  odd: readonly Unreadable[],
): KindsRead {
  return { kinds, isWhole: false, shown, odd };
}

/** Gathers what a read can't understand. */
export function gathering(): { odd: Unreadable[]; setAside: SetAside } {
  const odd: Unreadable[] = [];
  return { odd, setAside: one => void odd.push(one) };
}

/** A board as these readings leave it: with the last readable forms of what they could not read, and with its name. */
export function afterReading(
  read: Board,
  former: Board | undefined,
  readings: readonly KindsRead[],
  { at, log }: { at: Instant; log: Log | undefined },
): Board {
  const all = readings.flatMap(({ odd }) => odd);
  const unreadable = unreadableAfter(former?.unreadable, readings, former ?? read, at);
  tellUnreadable(log, former?.unreadable, unreadable);
  const of = (kind: UnreadableKind) => all.filter(one => one.kind === kind);
  const board = {
    ...read,
    cards: withLastForms(former?.cards, read.cards, of('card')),
    lists: withLastForms(former?.lists, read.lists, of('list')),
    items: withLastForms(former?.items, read.items, of('item')),
    people: withLastForms(former?.people, read.people, of('person')),
    groups: withLastMembers(
      former?.groups,
      withLastForms(former?.groups, read.groups, of('group')),
      of('group'),
    ),
  };
  return unreadable === undefined ? board : { ...board, unreadable };
}

/** A group that can only be read in part keeps the members that it had. */
function withLastMembers(
  former: readonly Group[] | undefined,
  read: Group[],
  odd: readonly Unreadable[],
): Group[] {
  if (odd.length === 0) return read;
  return read.map(group => {
    const before = odd.some(({ id }) => id === group.id) && former?.find(({ id }) => id === group.id);
    return before ? { ...group, members: [...new Set([...group.members, ...before.members])] } : group;
  });
}

/**
 * What was read together with the last readable forms of what could not be; the very array `read` where there are none.
 * Of something without an id nobody knows which it is: then nothing of the former counts as gone.
 */
function withLastForms<T extends { id: string | number; listId?: string }>(
  former: readonly T[] | undefined,
  read: T[],
  odd: readonly Unreadable[],
): T[] {
  if (odd.length === 0 || !former) return read;
  const isRead = new Set(read.map(({ id }) => id));
  const kept = former.filter(
    one => !isRead.has(one.id) && odd.some(other => mayBe(other, String(one.id), one.listId)),
  );
  return kept.length === 0 ? read : [...read, ...kept];
}

function mayBe(odd: Unreadable, id: string, listId: string | undefined): boolean {
  if (odd.id !== null) return odd.id === id;
  return odd.listId === undefined || listId === undefined || odd.listId === listId;
}

/** What can't be read after these readings, `board` being what is known; the very array `former` where it is the same. */
function unreadableAfter(
  former: Unreadable[] | undefined,
  readings: readonly KindsRead[],
  board: Board,
  at: Instant,
): Unreadable[] | undefined {
  const known = former ?? [];
  const still = known.filter(one => readings.every(reading => !isAnsweredBy(reading, one)));
  const odd = readings.flatMap(reading => reading.odd.map(one => named(one, board, at)));
  const next = [...still, ...odd].map(one => known.find(other => isSame(one, other)) ?? one);
  const isUnchanged = next.length === known.length && next.every((one, index) => one === known[index]);
  return isUnchanged ? former : next;
}

function isAnsweredBy({ kinds, isWhole, shown, odd }: KindsRead, one: Unreadable): boolean {
  if (!kinds.includes(one.kind)) return false;
  return isWhole || shown.some(({ id }) => id === one.id) || odd.some(other => isSameThing(one, other));
}

function isSame(one: Unreadable, other: Unreadable): boolean {
  return isSameThing(one, other) && one.where === other.where && one.reason === other.reason;
}

/** With what its last readable form tells: its name, and whose it is. */
function named(one: Unreadable, board: Board, at: Instant): Unreadable {
  const since = board.unreadable?.find(other => isSameThing(one, other))?.since ?? at;
  const of = <T extends { id: string | number }>(all: readonly T[]): T | undefined =>
    all.find(({ id }) => String(id) === one.id);
  switch (one.kind) {
    case 'card':
      return { ...one, name: one.name ?? of(board.cards)?.name ?? null, since };
    case 'item': {
      const item = of(board.items);
      const listId = one.listId ?? item?.listId;
      const name = one.name ?? item?.name ?? null;
      return { ...one, name, ...(listId === undefined ? {} : { listId }), since };
    }
    case 'list': {
      const list = of(board.lists);
      const cardId = one.cardId ?? list?.cardId ?? undefined;
      const name = one.name ?? list?.name ?? null;
      return { ...one, name, ...(cardId === undefined ? {} : { cardId }), since };
    }
    case 'person':
      return { ...one, name: one.name ?? of(board.people)?.name ?? null, since };
    case 'group':
      return { ...one, name: one.name ?? of(board.groups)?.name ?? null, since };
    case 'comment':
    case 'webhook':
      return { ...one, since };
  }
}

/** One line for each thing that can't be read from now on, and for each that can be read again. */
function tellUnreadable(
  log: Log | undefined,
  former: readonly Unreadable[] = [],
  next: readonly Unreadable[] = [],
): void {
  if (!log || former === next) return;
  const has = (all: readonly Unreadable[], one: Unreadable) => all.some(other => isSameThing(one, other));
  const target = ({ kind, id }: Unreadable) => `${kind} ${id ?? 'without id'}`;
  for (const one of next) {
    if (has(former, one)) continue;
    const { where: path, reason } = one;
    log.warn({ target: target(one), path, reason }, 'this can not be read; everything else goes on');
  }
  for (const one of former) {
    if (!has(next, one))
      log.info({ target: target(one) }, 'what could not be read can be read again, or is gone');
  }
}
