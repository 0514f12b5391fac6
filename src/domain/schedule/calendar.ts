// The company's calendar: zone, working week, holidays, all-hands. Pure arithmetic on days; it never asks what time it is.
import { Temporal } from 'temporal-polyfill';
import { memoize, memoizeByObject } from '../../base/memoize.ts';
import type { Day, Instant } from '../day.ts';

export const WEEKDAYS = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** Everything that date arithmetic needs; public holidays arrive as data. */
export type Calendar = {
  zone: string;
  workingWeek: ReadonlySet<Weekday>;
  holidays: ReadonlySet<Day>;
  allHands: ReadonlySet<Weekday>;
};

const NOON = Temporal.PlainTime.from('12:00');
const MORNING = Temporal.PlainTime.from('09:00');
/** No company rests longer than this in one go; it bounds every search for a working day. */
const LONGEST_REST_DAYS = 366;
const DAY_MS = 86_400_000;
/** 1 January 1970, from which days are counted, was a Thursday. */
const FIRST_WEEKDAY = WEEKDAYS.indexOf('thursday');

/** The calendar day on which `at` falls in `zone`. */
export function dayOf(at: Instant, zone: string): Day {
  const offset = clockIn(zone).offsetDuring(Math.floor(at / DAY_MS));
  if (offset !== null) return dayAt(Math.floor((at + offset) / DAY_MS));
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate().toString();
}

/** The instant at which `day` begins in `zone` (00:00, or the first time that exists that day). */
export function startOfDay(day: Day, zone: string): Instant {
  return clockIn(zone).startOf(day);
}

/** Noon of `day` in `zone`: how a day is written to ClickUp, safe from any viewer's zone within ±11 hours. */
export function noonOf(day: Day, zone: string): Instant {
  return Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: zone, plainTime: NOON }).epochMilliseconds;
}

/** Nine in the morning of `day` in `zone`: when people are reminded. */
export function morningOf(day: Day, zone: string): Instant {
  return clockIn(zone).morningOf(day);
}

/** `day` shifted by `count` calendar days; negative goes back. */
export function addDays(day: Day, count: number): Day {
  return dayAt(numberOf(day) + count);
}

/** Calendar days from `from` to `to`; negative if `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return numberOf(to) - numberOf(from);
}

/** The weekday of `day`. */
export function weekdayOf(day: Day): Weekday {
  return WEEKDAYS[weekdayAt(numberOf(day))] ?? 'monday';
}

/** Whether people work on `day`: in the working week and no holiday. */
export function isWorkingDay(calendar: Calendar, day: Day): boolean {
  return rhythmOf(calendar).works(numberOf(day));
}

/** `day` itself if people work then, else the nearest working day in `direction` (1 later, -1 earlier). */
export function nearestWorkingDay(calendar: Calendar, day: Day, direction: 1 | -1): Day {
  return dayAt(nearest(numberOf(day), direction, rhythmOf(calendar).works) ?? numberOf(day));
}

/** `day` shifted by `count` working days; the day itself is not counted. Negative goes back. */
export function addWorkingDays(calendar: Calendar, day: Day, count: number): Day {
  const { works } = rhythmOf(calendar);
  const direction = count < 0 ? -1 : 1;
  let reached = numberOf(day);
  for (let left = Math.abs(count); left > 0; left--) {
    const next = reached + direction;
    reached = nearest(next, direction, works) ?? next;
  }
  return dayAt(reached);
}

/** The first all-hands on a working day on or after `day`; null if the company has none within a year. */
export function allHandsOnOrAfter(calendar: Calendar, day: Day): Day | null {
  const found = nearest(numberOf(day), 1, rhythmOf(calendar).meets);
  return found === null ? null : dayAt(found);
}

/** The last all-hands on a working day on or before `day`; null if the company has none within a year. */
export function allHandsOnOrBefore(calendar: Calendar, day: Day): Day | null {
  const found = nearest(numberOf(day), -1, rhythmOf(calendar).meets);
  return found === null ? null : dayAt(found);
}

/** A day has no zone: counted in days since 1 January 1970, plain numbers reckon with it exactly. */
const numberOf = memoize((day: Day) => Date.parse(`${day}T00:00:00Z`) / DAY_MS);

/** The day of that number; years beyond four digits are written with a sign. */
const dayAt = memoize((number: number): Day => {
  const text = new Date(number * DAY_MS).toISOString();
  return text.slice(0, text.indexOf('T'));
});

function weekdayAt(number: number): number {
  return (((number + FIRST_WEEKDAY) % 7) + 7) % 7;
}

function nearest(from: number, direction: 1 | -1, holds: (number: number) => boolean): number | null {
  for (let step = 0; step <= LONGEST_REST_DAYS; step++) {
    const number = from + step * direction;
    if (holds(number)) return number;
  }
  return null;
}

/** On which days a company works and meets, by their numbers. */
const rhythmOf = memoizeByObject(({ workingWeek, holidays, allHands }: Calendar) => {
  const inWeek = WEEKDAYS.map(weekday => workingWeek.has(weekday));
  const inAllHands = WEEKDAYS.map(weekday => allHands.has(weekday));
  const atRest = new Set([...holidays].map(numberOf));
  const works = (number: number) => inWeek[weekdayAt(number)] === true && !atRest.has(number);
  const meets = (number: number) => inAllHands[weekdayAt(number)] === true && works(number);
  return { works, meets };
});

/** What a zone's clocks show; asking for it anew is slow. */
const clockIn = memoize((zone: string) => ({
  startOf: memoize(
    (day: Day): Instant => Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds,
  ),
  morningOf: memoize(
    (day: Day): Instant =>
      Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: zone, plainTime: MORNING }).epochMilliseconds,
  ),
  /** Milliseconds ahead of UTC throughout that day of UTC; null where clocks change then. */
  offsetDuring: memoize((number: number): number | null => {
    const offset = offsetAt(number * DAY_MS, zone);
    return offset === offsetAt((number + 1) * DAY_MS, zone) ? offset : null;
  }),
}));

function offsetAt(at: Instant, zone: string): number {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).offsetNanoseconds / 1e6;
}
