// The company's calendar: zone, working week, holidays, all-hands. Pure arithmetic on days; it never asks what time it is.
import { Temporal } from 'temporal-polyfill';
import type { Day, Instant } from './day.ts';

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

/** The calendar day on which `at` falls in `zone`. */
export function dayOf(at: Instant, zone: string): Day {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate().toString();
}

/** The instant at which `day` begins in `zone` (00:00, or the first time that exists that day). */
export function startOfDay(day: Day, zone: string): Instant {
  return Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds;
}

/** Noon of `day` in `zone`: how a day is written to ClickUp, safe from any viewer's zone within ±11 hours. */
export function noonOf(day: Day, zone: string): Instant {
  return Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: zone, plainTime: NOON }).epochMilliseconds;
}

/** Nine in the morning of `day` in `zone`: when people are reminded. */
export function morningOf(day: Day, zone: string): Instant {
  return Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: zone, plainTime: MORNING })
    .epochMilliseconds;
}

/** `day` shifted by `count` calendar days; negative goes back. */
export function addDays(day: Day, count: number): Day {
  return Temporal.PlainDate.from(day).add({ days: count }).toString();
}

/** Calendar days from `from` to `to`; negative if `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'day' }).days;
}

/** The weekday of `day`. */
export function weekdayOf(day: Day): Weekday {
  return WEEKDAYS[Temporal.PlainDate.from(day).dayOfWeek - 1] ?? 'monday';
}

/** Whether people work on `day`: in the working week and no holiday. */
export function isWorkingDay(calendar: Calendar, day: Day): boolean {
  return calendar.workingWeek.has(weekdayOf(day)) && !calendar.holidays.has(day);
}

/** `day` itself if people work then, else the nearest working day in `direction` (1 later, -1 earlier). */
export function nearestWorkingDay(calendar: Calendar, day: Day, direction: 1 | -1): Day {
  return search(day, direction, candidate => isWorkingDay(calendar, candidate)) ?? day;
}

/** `day` shifted by `count` working days; the day itself is not counted. Negative goes back. */
export function addWorkingDays(calendar: Calendar, day: Day, count: number): Day {
  const direction = count < 0 ? -1 : 1;
  let reached = day;
  for (let left = Math.abs(count); left > 0; left--) {
    reached = nearestWorkingDay(calendar, addDays(reached, direction), direction);
  }
  return reached;
}

/** The first all-hands on a working day on or after `day`; null if the company has none within a year. */
export function allHandsOnOrAfter(calendar: Calendar, day: Day): Day | null {
  return search(day, 1, candidate => isAllHands(calendar, candidate));
}

/** The last all-hands on a working day on or before `day`; null if the company has none within a year. */
export function allHandsOnOrBefore(calendar: Calendar, day: Day): Day | null {
  return search(day, -1, candidate => isAllHands(calendar, candidate));
}

function isAllHands(calendar: Calendar, day: Day): boolean {
  return calendar.allHands.has(weekdayOf(day)) && isWorkingDay(calendar, day);
}

function search(from: Day, direction: 1 | -1, holds: (day: Day) => boolean): Day | null {
  let day = Temporal.PlainDate.from(from);
  for (let step = 0; step <= LONGEST_REST_DAYS; step++) {
    const text = day.toString();
    if (holds(text)) return text;
    day = day.add({ days: direction });
  }
  return null;
}
