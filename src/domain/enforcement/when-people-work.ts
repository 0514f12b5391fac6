// When something that had to wait is said.
import type { Instant } from '../day.ts';
import { type Calendar, dayOf, morningOf, nearestWorkingDay } from '../schedule/calendar.ts';

/** What had to wait may as well wait for the morning of a working day; a look may come at night, or days too late. */
export function whenPeopleWork(due: Instant, now: Instant, calendar: Calendar): Instant {
  const day = dayOf(Math.max(due, now), calendar.zone);
  return Math.max(due, morningOf(nearestWorkingDay(calendar, day, 1), calendar.zone));
}
