// The order of cards on the board: ClickUp priority, then its order index compared as a decimal.
import type { Card } from './observation.ts';

/** Compares two cards for sorting, the more important one first; cards without a priority come last. */
export function compareCards(one: Card, other: Card): number {
  const byPriority = (one.priority ?? Infinity) - (other.priority ?? Infinity);
  if (byPriority !== 0 && !Number.isNaN(byPriority)) return byPriority;
  return (
    compareDecimals(one.orderIndex, other.orderIndex) || (one.id < other.id ? -1 : Number(one.id > other.id))
  );
}

/** Compares decimals of any length given as text, such as ClickUp's order index; what is no decimal counts as 0. */
export function compareDecimals(one: string, other: string): number {
  const left = partsOf(one);
  const right = partsOf(other);
  if (left.sign !== right.sign) return left.sign - right.sign;
  const size =
    left.whole.length - right.whole.length ||
    compareText(left.whole, right.whole) ||
    compareText(left.fraction, right.fraction);
  return size === 0 ? 0 : left.sign * Math.sign(size);
}

function partsOf(text: string): { sign: 1 | -1; whole: string; fraction: string } {
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
