// Where days stand on the timeline: one scale for all bars of a page, so that they can be compared. Pure arithmetic.
import type { Day } from '../domain/day.ts';
import { addDays, daysBetween } from '../domain/schedule/calendar.ts';
import type { CustomerResultStatus } from './board-status.ts';

/** Nobody plans further back or ahead than this; one odd date must not make all other bars invisible. */
const MOST_DAYS_BACK = 30 * 7;
const MOST_DAYS_AHEAD = 40 * 7;

export type Scale = {
  today: Day;
  from: Day;
  until: Day;
  /** The place of the beginning of a day, in percent of the width; days outside stand at the border. */
  at(day: Day): number;
  /** The first days of months, a few of them. */
  months: Day[];
};

/** The scale on which these stand; null where none has a date. */
export function scaleOf(results: readonly CustomerResultStatus[], today: Day): Scale | null {
  const days = results.flatMap(({ start, due, evaluation }) => [
    ...(start === null ? [] : [start]),
    ...(due === null ? [] : [addDays(due, 1)]),
    ...(evaluation === null || (start === null && due === null) ? [] : [addDays(evaluation.until, 1)]),
  ]);
  if (days.length === 0) return null;
  const [earliest, latest] = [addDays(today, -MOST_DAYS_BACK), addDays(today, MOST_DAYS_AHEAD)];
  const inside = days.filter(day => day >= earliest && day <= latest);
  const sorted = [...inside, today, addDays(today, 1)].sort();
  const from = addDays(sorted[0] ?? today, -2);
  const until = addDays(sorted.at(-1) ?? today, 2);
  const span = daysBetween(from, until);
  const at = (day: Day): number => {
    const share = (100 * daysBetween(from, day)) / span;
    return Math.round(Math.min(100, Math.max(0, share)) * 10) / 10;
  };
  return { today, from, until, at, months: monthsIn(from, until) };
}

function monthsIn(from: Day, until: Day): Day[] {
  const all: Day[] = [];
  let [year = 0, month = 0] = from.split('-').map(Number);
  for (;;) {
    month += 1;
    if (month > 12) [year, month] = [year + 1, 1];
    const first = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-01`;
    if (first >= until) break;
    all.push(first);
  }
  const step = Math.ceil(all.length / 8);
  return all.filter((_, index) => index % step === 0);
}
