// The order of cards on the board: ClickUp priority, then its order index compared as a decimal.
import type { Card } from './observation.ts';

/** Compares two cards for sorting, the more important one first; cards without a priority come last. */
export function compareCards(one: Card, other: Card): number {
  return comparePlaces(placeOf(one), placeOf(other));
}

/** Whatever has a card, in the order of the board. */
export function inBoardOrder<T extends { card: Card }>(all: readonly T[]): T[] {
  const placed = all.map(one => ({ one, place: placeOf(one.card) }));
  return placed.sort((one, other) => comparePlaces(one.place, other.place)).map(({ one }) => one);
}

/** Compares decimals of any length given as text, such as ClickUp's order index; what is no decimal counts as 0. */
export function compareDecimals(one: string, other: string): number {
  return compareParts(partsOf(one), partsOf(other));
}

type Parts = { sign: 1 | -1; whole: string; fraction: string };
type Place = { priority: number; order: Parts; id: string };

function placeOf({ priority, orderIndex, id }: Card): Place {
  return { priority: priority ?? Infinity, order: partsOf(orderIndex), id };
}

function comparePlaces(one: Place, other: Place): number {
  const byPriority = one.priority - other.priority;
  if (byPriority !== 0 && !Number.isNaN(byPriority)) return byPriority;
  return compareParts(one.order, other.order) || compareText(one.id, other.id);
}

function compareParts(left: Parts, right: Parts): number {
  if (left.sign !== right.sign) return left.sign - right.sign;
  const size =
    left.whole.length - right.whole.length ||
    compareText(left.whole, right.whole) ||
    compareText(left.fraction, right.fraction);
  return size === 0 ? 0 : left.sign * Math.sign(size);
}

function partsOf(text: string): Parts {
  const match = /^\s*(-?)(\d*)(?:\.(\d*))?\s*$/.exec(text);
  const whole = (match?.[2] ?? '').replace(/^0+/, '');
  const fraction = (match?.[3] ?? '').replace(/0+$/, '');
  const isZero = whole === '' && fraction === '';
  return { sign: match?.[1] === '-' && !isZero ? -1 : 1, whole, fraction };
}

function compareText(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
