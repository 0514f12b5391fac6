// Work that comes again and again: `every week while running`, `every monday while running`. One task at a time, each
// with its number, so that the days may move and a task stays the same one.
import {
  addDays,
  addWorkingDays,
  type Calendar,
  daysBetween,
  nearestWorkingDay,
  WEEKDAYS,
  type Weekday,
  weekdayOf,
} from './calendar.ts';
import type { Day } from './day.ts';
import { type Anchors, type Due, resolveDue } from './due.ts';
import { PHASES, type Phase } from './phase.ts';

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
  { every, during }: Recurrence,
  number: number,
  anchors: Anchors,
  calendar: Calendar,
): Day | null {
  const from = (during === 'running' ? anchors.start : null) ?? anchors.entered[during] ?? null;
  const day = from === null ? null : dayCounted(from, every, number, calendar);
  return day !== null && FOUR_DIGIT_YEAR.test(day) ? day : null;
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
  const first = occurrenceDay(recurrence, 1, anchors, calendar);
  if (first === null || daysBetween(first, day) > LONGEST_DAYS) return null;
  const hasCome = (number: number): boolean => {
    const on = occurrenceDay(recurrence, number, anchors, calendar);
    return on === null || on >= day;
  };
  // Later occurrences fall on later days: between one that is too early and one that is not, halve.
  let [early, late] = [0, 1];
  while (!hasCome(late)) [early, late] = [late, late * 2];
  while (late - early > 1) {
    const middle = Math.floor((early + late) / 2);
    if (hasCome(middle)) late = middle;
    else early = middle;
  }
  return occurrenceDay(recurrence, late, anchors, calendar) === null ? null : late;
}

/** Ten years. */
const LONGEST_DAYS = 3_660;

/** The key of an occurrence, as it stands in tags and records. */
export function occurrenceKey(template: string, number: number): string {
  return `${template}-${number}`;
}

/** The number behind a key of this template; null if it is none of its occurrences. */
export function occurrenceNumber(template: string, key: string): number | null {
  if (!key.startsWith(`${template}-`)) return null;
  const digits = key.slice(template.length + 1);
  return /^[1-9]\d{0,3}$/.test(digits) ? Number(digits) : null;
}
