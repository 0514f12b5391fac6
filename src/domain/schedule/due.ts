// Due expressions that read like speech: `3 working days after start`, `next all-hands after start + 1 week`.

import { memoize, memoizeByObject } from '../../base/memoize.ts';
import type { Day } from '../day.ts';
import { PHASES, type Phase } from '../phase.ts';
import {
  addDays,
  addWorkingDays,
  allHandsOnOrAfter,
  allHandsOnOrBefore,
  type Calendar,
  nearestWorkingDay,
} from './calendar.ts';

type Anchor = 'start' | 'due' | Phase;
type Unit = 'day' | 'working day' | 'week';
/** `direction` is told apart from the count, which may be 0. */
type Shift = { count: number; unit: Unit; direction: 1 | -1 };

/** A parsed due expression. `entering PHASE` anchors at the day on which Liaison first saw the phase. */
export type Due = {
  text: string;
  anchor: Anchor;
  shift: Shift | null;
  allHands: 'next' | 'last' | null;
  /** From the all-hands on: `2 working days before next all-hands after start`. */
  further: Shift | null;
};

/** The days that expressions count from; null where the card has none (yet). */
export type Anchors = { start: Day | null; due: Day | null; entered: Partial<Record<Phase, Day>> };

export const DUE_EXAMPLES = [
  'start',
  '3 working days after start',
  '2 weeks before due',
  '1 working day after entering evaluating',
  'next all-hands after start + 1 week',
  'last all-hands before due',
  '1 working day before next all-hands after start',
] as const;

const ANCHOR = `start|due|entering (?:${PHASES.join('|')})`;
const COUNT = '(\\d{1,3}) (days?|working days?|weeks?)';
/** Later and earlier years are written with a sign, and would neither compare as text nor fit a record. */
const FOUR_DIGIT_YEAR = /^\d{4}-/;
const PLAIN = new RegExp(`^(${ANCHOR})$`);
const SHIFTED = new RegExp(`^${COUNT} (before|after) (${ANCHOR})$`);
const ALL_HANDS = new RegExp(
  `^(?:${COUNT} (before|after) )?(next all-hands after|last all-hands before) (${ANCHOR})(?: ([+-]) ${COUNT})?$`,
);

/** Parses an expression, forgiving case and extra spaces; null if it is none. `DUE_EXAMPLES` shows every form. */
export function parseDue(expression: string): Due | null {
  const text = expression.trim().toLowerCase().replace(/\s+/g, ' ');
  const plain = PLAIN.exec(text);
  if (plain?.[1]) return { text, anchor: anchorOf(plain[1]), shift: null, allHands: null, further: null };
  const shifted = SHIFTED.exec(text);
  if (shifted?.[1] && shifted[2] && shifted[4]) {
    const sign = shifted[3] === 'before' ? -1 : 1;
    return {
      text,
      anchor: anchorOf(shifted[4]),
      shift: shiftOf(shifted[1], shifted[2], sign),
      allHands: null,
      further: null,
    };
  }
  const meeting = ALL_HANDS.exec(text);
  const [, count, unit, direction, which, anchor, sign, more, moreUnit] = meeting ?? [];
  if (which && anchor) {
    return {
      text,
      anchor: anchorOf(anchor),
      shift: more && moreUnit ? shiftOf(more, moreUnit, sign === '-' ? -1 : 1) : null,
      allHands: which.startsWith('next') ? 'next' : 'last',
      further: count && unit ? shiftOf(count, unit, direction === 'before' ? -1 : 1) : null,
    };
  }
  return null;
}

/**
 * The day that an expression means, or null while its anchor has no day (or where years end that a day can name).
 * A shifted day that falls on a day of rest moves on in the direction of the shift, so that nothing falls due
 * on a Sunday; the card's own dates are people's and stay as they are.
 */
export function resolveDue(due: Due, anchors: Anchors, calendar: Calendar): Day | null {
  const anchor =
    due.anchor === 'start' || due.anchor === 'due'
      ? anchors[due.anchor]
      : (anchors.entered[due.anchor] ?? null);
  return anchor === null ? null : meanings(calendar)(due)(anchor);
}

/** What an expression means with an anchor: the same for every card of the company. */
const meanings = memoizeByObject((calendar: Calendar) =>
  memoizeByObject((due: Due) =>
    memoize((anchor: Day): Day | null => {
      const day = dayMeant(due, due.shift ? applyShift(anchor, due.shift, calendar) : anchor, calendar);
      return day !== null && FOUR_DIGIT_YEAR.test(day) ? day : null;
    }),
  ),
);

function dayMeant(due: Due, shifted: Day, calendar: Calendar): Day | null {
  if (due.allHands !== null) {
    const meeting =
      due.allHands === 'next'
        ? allHandsOnOrAfter(calendar, addDays(shifted, 1))
        : allHandsOnOrBefore(calendar, addDays(shifted, -1));
    if (meeting === null || due.further === null) return meeting;
    return nearestWorkingDay(calendar, applyShift(meeting, due.further, calendar), due.further.direction);
  }
  return due.shift ? nearestWorkingDay(calendar, shifted, due.shift.direction) : shifted;
}

function applyShift(from: Day, shift: Shift, calendar: Calendar): Day {
  if (shift.unit === 'working day') return addWorkingDays(calendar, from, shift.count);
  return addDays(from, shift.unit === 'week' ? shift.count * 7 : shift.count);
}

function anchorOf(text: string): Anchor {
  return text.replace(/^entering /, '') as Anchor;
}

function shiftOf(count: string, unit: string, direction: 1 | -1): Shift {
  return { count: direction * Number(count), unit: unit.replace(/s$/, '') as Unit, direction };
}
