// Work that comes again and again: `every week while running`, `every monday while running`. One task at a time, each
// with its number, so that the days may move and a task stays the same one.

import type { Day } from '../day.ts';
import { PHASES, type Phase } from '../phase.ts';
import {
  addDays,
  addWorkingDays,
  type Calendar,
  nearestWorkingDay,
  WEEKDAYS,
  type Weekday,
  weekdayOf,
} from './calendar.ts';
import { type Anchors, type Due, resolveDue } from './due.ts';

/** A parsed recurrence. It counts from the start of the phase; while running, from the card's own start date. */
export type Recurrence = {
  text: string;
  every: { count: number; unit: 'day' | 'working day' | 'week' } | { weekday: Weekday };
  during: Phase;
};

/** Later years are written with a sign, and would neither compare as text nor fit a record. */
const FOUR_DIGIT_YEAR = /^\d{4}-/;

export const RECURRENCE_EXAMPLES = ['every week while running', 'every monday while running'] as const;

const PERIOD = new RegExp(
  `^every (?:(\\d{1,2}) )?(days?|working days?|weeks?|${WEEKDAYS.join('|')}) while (${PHASES.join('|')})$`,
);

/** Parses a recurrence, forgiving case and extra spaces; null if it is none. */
export function parseRecurrence(expression: string): Recurrence | null {
  const text = expression.trim().toLowerCase().replace(/\s+/g, ' ');
  const [, number, unit, phase] = PERIOD.exec(text) ?? [];
  if (unit === undefined || phase === undefined) return null;
  const during = phase as Phase;
  const weekday = WEEKDAYS.find(day => day === unit);
  if (weekday !== undefined) return number === undefined ? { text, during, every: { weekday } } : null;
  const count = number === undefined ? 1 : Number(number);
  if (count === 0) return null;
  return { text, during, every: { count, unit: unit.replace(/s$/, '') as 'day' | 'working day' | 'week' } };
}

/**
 * The day of the occurrence with that number (from 1); null while nothing says where to count from (or where years end
 * that a day can name).
 */
export function occurrenceDay(
  recurrence: Recurrence,
  number: number,
  anchors: Anchors,
  calendar: Calendar,
): Day | null {
  const from = countedFrom(recurrence, anchors);
  return from === null ? null : nameable(dayCounted(from, recurrence.every, number, calendar));
}

function countedFrom({ during }: Recurrence, anchors: Anchors): Day | null {
  return (during === 'running' ? anchors.start : null) ?? anchors.entered[during] ?? null;
}

function nameable(day: Day): Day | null {
  return FOUR_DIGIT_YEAR.test(day) ? day : null;
}

function dayCounted(from: Day, every: Recurrence['every'], number: number, calendar: Calendar): Day {
  if ('weekday' in every) {
    const ahead = (WEEKDAYS.indexOf(every.weekday) - WEEKDAYS.indexOf(weekdayOf(from)) + 7) % 7;
    const first = addDays(from, ahead === 0 ? 7 : ahead);
    return nearestWorkingDay(calendar, addDays(first, (number - 1) * 7), 1);
  }
  const count = number * every.count;
  if (every.unit === 'working day') return addWorkingDays(calendar, from, count);
  return nearestWorkingDay(calendar, addDays(from, every.unit === 'week' ? count * 7 : count), 1);
}

/** The day of work that comes once or again; `number` says which time. */
export function scheduledDay(
  schedule: Due | Recurrence,
  number: number,
  anchors: Anchors,
  calendar: Calendar,
): Day | null {
  return 'during' in schedule
    ? occurrenceDay(schedule, number, anchors, calendar)
    : resolveDue(schedule, anchors, calendar);
}

/**
 * The number of the first occurrence on or after `day`; null while nothing says where to count from, and where that is
 * more than ten years away: something is wrong with the dates then.
 */
export function occurrenceFrom(
  recurrence: Recurrence,
  day: Day,
  anchors: Anchors,
  calendar: Calendar,
): number | null {
  return occurrencesOf(recurrence, anchors, calendar).from(day);
}

/** The occurrences of a recurrence for one card. */
export type Occurrences = {
  /** As `occurrenceDay`. */
  day(number: number): Day | null;
  /** As `occurrenceFrom`. */
  from(day: Day): number | null;
  /** Whether the recurrence falls on that day. */
  fallsOn(day: Day): boolean;
};

/** For whoever asks for many of them: each day is worked out once, and only as far as it is asked for. */
export function occurrencesOf(recurrence: Recurrence, anchors: Anchors, calendar: Calendar): Occurrences {
  const { every } = recurrence;
  const counted = countedFrom(recurrence, anchors);
  const days: Day[] = [];
  const among = new Set<Day>();

  const next = (): Day | null => {
    if (counted === null) return null;
    // Counted on from the last one: counting each from the start would walk all days before it again.
    const isByWorkingDays = 'unit' in every && every.unit === 'working day';
    return nameable(
      isByWorkingDays
        ? addWorkingDays(calendar, days.at(-1) ?? counted, every.count)
        : dayCounted(counted, every, days.length + 1, calendar),
    );
  };
  const day = (number: number): Day | null => {
    while (days.length < number) {
      const found = next();
      if (found === null) return null;
      days.push(found);
      if (days.length <= MOST) among.add(found);
    }
    return days[number - 1] ?? null;
  };
  const reach = (wanted: Day): void => {
    while (days.length < MOST && (days.at(-1) ?? '') < wanted) if (day(days.length + 1) === null) return;
  };

  return {
    day,
    from(wanted) {
      reach(wanted);
      const index = days.findIndex(found => found >= wanted);
      return index === -1 || index >= MOST ? null : index + 1;
    },
    fallsOn(wanted) {
      reach(wanted);
      return among.has(wanted);
    },
  };
}

/** Beyond this something is wrong with the dates: daily work for more than ten years. */
const MOST = 3_660;

/** The key of an occurrence, as it stands in tags and records. */
export function occurrenceKey(template: string, number: number): string {
  return `${template}-${number}`;
}

/** The number behind a key of this template; null if it is none of its occurrences. */
export function occurrenceNumber(template: string, key: string): number | null {
  if (key[template.length] !== '-' || !key.startsWith(template)) return null;
  const digits = key.slice(template.length + 1);
  return /^[1-9]\d{0,3}$/.test(digits) ? Number(digits) : null;
}
