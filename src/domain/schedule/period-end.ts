// The last day of a month, a year or a week, as people write it: `end of month`, `Ende Januar`, `KW 3`; English or German.
import { Temporal } from 'temporal-polyfill';
import type { Day } from '../day.ts';
import { addDays, WEEKDAYS, weekdayOf } from './calendar.ts';
import { monthNamed } from './day-words.ts';

const NEXT = '(?:next|(?:des )?(?:nächste[nrs]?|naechste[nrs]?|kommende[nrs]?))';
const THIS = '(?:the|this|der|des|dieses?r?)';
const END = '^(?:the )?(?:end of|end|ende|zum ende)';
const MONTH_END = new RegExp(`${END} (?:${THIS} )?(?:month|monats?)$|^(?:eom|monatsende)$`);
const NEXT_MONTH_END = new RegExp(`${END} ${NEXT} (?:month|monats?)$`);
const YEAR_END = new RegExp(`${END} (?:${THIS} )?(?:year|jahres)$|^(?:eoy|jahresende)$`);
const NEXT_YEAR_END = new RegExp(`${END} ${NEXT} (?:year|jahres)$`);
const WEEK_END = new RegExp(`${END} (?:${THIS} )?(?:week|woche)$`);
const NEXT_WEEK_END = new RegExp(`${END} ${NEXT} (?:week|woche)$`);
const NAMED_MONTH_END = new RegExp(`${END} (?:of )?([a-zäöü]+)\\.?(?: (\\d{4}))?$`);
/** `KW 3`, `calendar week 3`, `Ende KW 3/2027`, `2027-W03`. */
const WEEK = new RegExp(
  '^(?:(?:the )?(?:end of|ende|end)(?: der)? )?(?:kw|cw|wk|w|week|calendar week|kalenderwoche|woche) ?(\\d{1,2})(?:(?: ?/ ?| of | )(\\d{4}))?$',
);
const ISO_WEEK = /^(\d{4})-?w(\d{1,2})$/;
const LAST_WEEK = 53;

/** The last day of the period that is meant on `today`, in squeezed small letters; null if it is none. */
export function readPeriodEnd(text: string, today: Day): Day | null {
  const date = Temporal.PlainDate.from(today);
  if (MONTH_END.test(text)) return lastOfMonth(date);
  if (NEXT_MONTH_END.test(text)) return lastOfMonth(date.with({ day: 1 }).add({ months: 1 }));
  if (YEAR_END.test(text)) return `${today.slice(0, 4)}-12-31`;
  if (NEXT_YEAR_END.test(text)) return date.add({ years: 1 }).with({ month: 12, day: 31 }).toString();
  if (WEEK_END.test(text)) return sundayOf(today);
  if (NEXT_WEEK_END.test(text)) return sundayOf(addDays(today, 7));
  const [, number, inYear] = WEEK.exec(text) ?? [];
  if (number !== undefined) return lastOfWeek(Number(number), inYear, today);
  const [, ofYear, week] = ISO_WEEK.exec(text) ?? [];
  if (week !== undefined) return lastOfWeek(Number(week), ofYear, today);
  const [, name = '', year] = NAMED_MONTH_END.exec(text) ?? [];
  const month = monthNamed(name);
  if (month === undefined) return null;
  const first = date.with({ day: 1, month: month + 1 });
  if (year !== undefined) return lastOfMonth(first.with({ year: Number(year) }));
  const end = lastOfMonth(first);
  return end >= today ? end : lastOfMonth(first.add({ years: 1 }));
}

function lastOfMonth(date: Temporal.PlainDate): Day {
  return date.with({ day: date.daysInMonth }).toString();
}

/** The Sunday of that calendar week (ISO 8601): of the year that is named, else the next such one. */
function lastOfWeek(week: number, year: string | undefined, today: Day): Day | null {
  if (week < 1 || week > LAST_WEEK) return null;
  if (year !== undefined) return sundayOfWeek(week, Number(year));
  const thisYear = Number(today.slice(0, 4));
  // The first days of a year may be in the last week of the year before; few years have a week 53.
  for (let ahead = -1; ahead <= 7; ahead++) {
    const found = sundayOfWeek(week, thisYear + ahead);
    if (found !== null && found >= today) return found;
  }
  return null;
}

function sundayOfWeek(week: number, year: number): Day | null {
  // 4 January is always in the first week.
  const sunday = addDays(sundayOf(`${String(year).padStart(4, '0')}-01-04`), (week - 1) * 7);
  return week === LAST_WEEK && sunday >= sundayOf(`${year + 1}-01-04`) ? null : sunday;
}

function sundayOf(day: Day): Day {
  return addDays(day, 6 - WEEKDAYS.indexOf(weekdayOf(day)));
}
