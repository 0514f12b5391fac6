// What can't be read beside what could be: its last readable form counts on, and it is named until it is readable again.

import type { Sequence } from '../../base/chunked-array.ts';
import type { Log } from '../../base/log.ts';
import type { Instant } from '../../domain/day.ts';
import type { Board, Group } from '../../domain/observation.ts';
import { isSameThing, type Unreadable, type UnreadableKind } from '../../domain/unreadable.ts';
import type { KindsRead } from './kinds-read.ts';

/** A board after these reads: with the last readable forms of what they could not read, and with its name. */
export function keepLastForms(
  read: Board,
  former: Board | undefined,
  readings: readonly KindsRead[],
  { at, log }: { at: Instant; log: Log | undefined },
): Board {
  const all = readings.flatMap(({ unreadable }) => unreadable);
  const unreadable = unreadableAfter(former?.unreadable, readings, former ?? read, at);
  logUnreadable(log, former?.unreadable, unreadable);
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
  unreadable: readonly Unreadable[],
): Group[] {
  if (unreadable.length === 0) return read;
  return read.map(group => {
    const before = unreadable.some(({ id }) => id === group.id) && former?.find(({ id }) => id === group.id);
    return before ? { ...group, members: [...new Set([...group.members, ...before.members])] } : group;
  });
}

/**
 * What was read together with the last readable forms of what could not be; the very array `read` where there are none.
 * Of something without an id nobody knows which it is: then nothing of the former counts as deleted.
 */
function withLastForms<T extends { id: string | number; listId?: string }, S extends Sequence<T>>(
  former: Sequence<T> | undefined,
  read: S & Sequence<T>,
  unreadable: readonly Unreadable[],
): S | T[] {
  if (unreadable.length === 0 || !former) return read;
  const isRead = new Set(read.map(({ id }) => id));
  const kept = former.filter(
    one => !isRead.has(one.id) && unreadable.some(other => mayBe(other, String(one.id), one.listId)),
  );
  return kept.length === 0 ? read : [...read, ...kept];
}

function mayBe(unreadable: Unreadable, id: string, listId: string | undefined): boolean {
  if (unreadable.id !== null) return unreadable.id === id;
  return unreadable.listId === undefined || listId === undefined || unreadable.listId === listId;
}

/** What can't be read after these reads, `board` being what is known; the very array `former` where it is the same. */
function unreadableAfter(
  former: Unreadable[] | undefined,
  readings: readonly KindsRead[],
  board: Board,
  at: Instant,
): Unreadable[] | undefined {
  const known = former ?? [];
  const still = known.filter(one => readings.every(reading => !isAnsweredBy(reading, one)));
  const unreadable = readings.flatMap(reading => reading.unreadable.map(one => named(one, board, at)));
  const next = [...still, ...unreadable].map(one => known.find(other => isSame(one, other)) ?? one);
  const isUnchanged = next.length === known.length && next.every((one, index) => one === known[index]);
  return isUnchanged ? former : next;
}

function isAnsweredBy({ kinds, isWhole, shown, unreadable }: KindsRead, one: Unreadable): boolean {
  if (!kinds.includes(one.kind)) return false;
  return (
    isWhole || shown.some(({ id }) => id === one.id) || unreadable.some(other => isSameThing(one, other))
  );
}

function isSame(one: Unreadable, other: Unreadable): boolean {
  return isSameThing(one, other) && one.where === other.where && one.reason === other.reason;
}

/** With what its last readable form tells: its name, and whose it is. */
function named(one: Unreadable, board: Board, at: Instant): Unreadable {
  const since = board.unreadable?.find(other => isSameThing(one, other))?.since ?? at;
  const of = <T extends { id: string | number }>(all: Sequence<T>): T | undefined =>
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
function logUnreadable(
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
