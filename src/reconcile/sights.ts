// Sights of the same object, from reads and from our own writes: which one counts. Pure.
import type { Instant } from '../domain/day.ts';
import type { Card, Person } from '../domain/observation.ts';
import type { Snapshot } from './stored-snapshot.ts';

/**
 * The newest instant that reads have shown. ClickUp's own times, not ours: the two clocks need not agree. Only what such a read has shown counts: the answers to
 * our own writes may be later than something that no read has shown yet.
 */
export function latest(former: Instant | null, read: readonly { updatedAt: Instant }[]): Instant | null {
  return read.reduce((at: Instant | null, { updatedAt }) => Math.max(at ?? updatedAt, updatedAt), former);
}

/** From when on a delta reads, `overlapMs` before what was seen last; null reads everything. */
export function since(seenUpTo: Instant | null, overlapMs: number): Instant | null {
  return seenUpTo === null ? null : seenUpTo - overlapMs;
}

/** The later of two instants, where there are two. */
export function newer(one: Instant | null, other: Instant | null): Instant | null {
  return one === null || other === null ? (one ?? other) : Math.max(one, other);
}

/** Both together; of an object in both, the later sight (of two alike the read one). */
export function merge<T extends { id: string; updatedAt: Instant }>(
  former: readonly T[],
  read: readonly T[],
): T[] {
  const byId = new Map(former.map(one => [one.id, one]));
  for (const one of read) {
    const other = byId.get(one.id);
    if (!other || other.updatedAt <= one.updatedAt) byId.set(one.id, one);
  }
  return [...byId.values()];
}

/** What was read, and nothing else; of an object in both, the later sight. */
export function newest<T extends { id: string; updatedAt: Instant }>(
  present: readonly T[],
  read: readonly T[],
): T[] {
  const byId = new Map(present.map(one => [one.id, one]));
  return read.map(one => {
    const other = byId.get(one.id);
    return other && other.updatedAt > one.updatedAt ? other : one;
  });
}

/** Those of the other sights that are new or later than the present ones. */
export function later<T extends { id: string; updatedAt: Instant }>(
  present: readonly T[],
  others: readonly T[],
): T[] {
  const byId = new Map(present.map(one => [one.id, one.updatedAt]));
  return others.filter(({ id, updatedAt }) => updatedAt > (byId.get(id) ?? Number.NEGATIVE_INFINITY));
}

/** Per card the supporters before they last changed, with what these cards show. */
export function changedSupporters(former: Snapshot, cards: readonly Card[]): Record<string, Person[]> {
  const before = { ...former.supportersBefore };
  const known = new Map(former.board.cards.map(card => [card.id, card]));
  for (const card of cards) {
    const other = known.get(card.id);
    if (!other || other.updatedAt > card.updatedAt) continue;
    if (ids(other.supporters) !== ids(card.supporters)) before[card.id] = other.supporters;
  }
  return before;
}

function ids(people: readonly Person[]): string {
  return people
    .map(person => person.id)
    .sort((one, other) => one - other)
    .join();
}
