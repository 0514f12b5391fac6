// When somebody is away, as they write it behind `/away`: `until 15 Jan`, `next week`, `from 3 Jan until 10 Jan`.
import type { Day } from '../day.ts';
import {
  addDays,
  type Calendar,
  daysBetween,
  nearestWorkingDay,
  WEEKDAYS,
  weekdayOf,
} from '../schedule/calendar.ts';
import { readSpokenDay, readSpokenLength } from '../schedule/written-day.ts';
import { shortened } from './command-parts.ts';

const FROM = /^(?:from|starting|ab|von|vom)\b:? */i;
const UNTIL = /(?:^|[ ,]+)(?:until|till|['’]?til|to|through|bis)\b:? */i;
const FOR = /(?:^|[ ,]+)(?:for|für|fuer)\b:? */i;
const WEEK = /^(?:(next|this)|(?:(nächste|naechste|kommende)|(diese))) (?:week|woche)$/i;
const ON = /^(?:on|am) /i;
/** What may stand before the day on which somebody will be back. */
const BACK = /^(?:again|wieder|erst|only|from|as of|on|in|by|until|till|ab|am|vom|von|bis|for|für)\b:? */i;
const FURTHER_NOTICE = /(?:^|[ ,])(?:until )?(?:further notice|(?:bis )?auf weiteres)$/i;
/** No year is left open by these. */
const WITH_YEAR = /\d{4}|\d\. ?\d{1,2}\. ?\d{2}$|year|jahr/i;
/** Nobody is away for longer without saying the year: such a day is a slip, or was in the past. */
const LONGEST_WITHOUT_YEAR_DAYS = 182;
const ONE_DAY = /^(?:today|heute|tomorrow|morgen)$/i;

/** When somebody is away; or what was not understood: no end, one before the beginning or far away, or no day at all. */
type Away =
  | { name: 'away'; from: Day | null; until: Day }
  | { name: 'unclear'; why: 'no-return' }
  | { name: 'unclear'; why: 'backwards'; from: Day; until: Day }
  | { name: 'unclear'; why: 'far-end'; from: Day; until: Day }
  | { name: 'unclear'; why: 'bad-absence'; given: string };

/** Reads it as it was meant on `today`. A day alone may be the first or the last one: then it is asked which. */
export function readAway(said: string, today: Day, calendar: Calendar, longest: number): Away {
  const text = said.replace(/[.,;!]+$/, '').trim();
  const bad = (given: string): Away => ({
    name: 'unclear',
    why: 'bad-absence',
    given: shortened(given, longest),
  });
  if (FURTHER_NOTICE.test(text)) return { name: 'unclear', why: 'no-return' };
  const week = WEEK.exec(text);
  if (week) return weekOf(today, week[1]?.toLowerCase() === 'next' || week[2] !== undefined, calendar);
  if (ONE_DAY.test(text) || ON.test(text)) {
    const day = readSpokenDay(text, today);
    return day === null ? bad(text) : { name: 'away', from: day, until: day };
  }
  const begins = FROM.test(text);
  const rest = text.replace(FROM, '');
  const [joint] = [UNTIL, FOR].flatMap(pattern => pattern.exec(rest) ?? []);
  if (joint === undefined) {
    const until = begins ? null : lastOf(text, today, calendar);
    return until ? { name: 'away', from: null, until } : { name: 'unclear', why: 'no-return' };
  }
  const at = rest.indexOf(joint);
  const [first, last] = [rest.slice(0, at).trim(), rest.slice(at + joint.length).trim()];
  if (last === '') return { name: 'unclear', why: 'no-return' };
  const from = first === '' ? null : readSpokenDay(first, today);
  if ((from === null) !== (first === '') || (begins && first === '')) return bad(first === '' ? text : first);
  const until = UNTIL.test(joint)
    ? readSpokenDay(last, from ?? today)
    : lastOf(last, from ?? today, calendar);
  if (until === null) return bad(last);
  if (from !== null && until < from) return { name: 'unclear', why: 'backwards', from, until };
  if (!UNTIL.test(joint)) return { name: 'away', from, until };
  return begunBefore(first, last, today) ?? nearEnd(from, until, WITH_YEAR.test(last) ? null : today);
}

/** A first day that was some days ago, and not the same day of next year. */
function begunBefore(first: string, last: string, today: Day): Away | null {
  const next = first === '' || WITH_YEAR.test(first) ? null : readSpokenDay(first, today);
  const until = readSpokenDay(last, today);
  if (next === null || until === null || daysBetween(today, next) <= LONGEST_WITHOUT_YEAR_DAYS) return null;
  const from = readSpokenDay(first, addDays(today, -LONGEST_WITHOUT_YEAR_DAYS));
  if (from === null || from > today || daysBetween(today, until) > LONGEST_WITHOUT_YEAR_DAYS) return null;
  return { name: 'away', from, until };
}

/** An end without its year is the next such day: where that is far away, it is asked whether it was meant. */
function nearEnd(from: Day | null, until: Day, today: Day | null): Away {
  const isFar = today !== null && daysBetween(from ?? today, until) > LONGEST_WITHOUT_YEAR_DAYS;
  return isFar
    ? { name: 'unclear', why: 'far-end', from: from ?? today, until }
    : { name: 'away', from, until };
}

/** Reads what stands behind `/back`: the day on which somebody will be back is no day to end an absence already. */
export function readBack(
  said: string,
  today: Day,
  calendar: Calendar,
): { name: 'back' } | { name: 'unclear'; why: 'not-back-yet'; day: Day } {
  let text = said.replace(/[.,;!]+$/, '').trim();
  while (BACK.test(text)) text = text.replace(BACK, '');
  const isNextWeek = WEEK.test(text) && !/^(?:this|diese) /i.test(text);
  const monday = addDays(today, 7 - WEEKDAYS.indexOf(weekdayOf(today)));
  const day = isNextWeek ? monday : (readSpokenDay(text, today) ?? readSpokenLength(text, today, calendar));
  return day !== null && day > today ? { name: 'unclear', why: 'not-back-yet', day } : { name: 'back' };
}

/** The first day counts as well. */
function lastOf(length: string, from: Day, calendar: Calendar): Day | null {
  const after = readSpokenLength(length, from, calendar);
  return after && addDays(after, -1);
}

/** From its Monday, or today, to its last working day. */
function weekOf(today: Day, isNext: boolean, calendar: Calendar): Away {
  const monday = addDays(today, (isNext ? 7 : 0) - WEEKDAYS.indexOf(weekdayOf(today)));
  const sunday = addDays(monday, 6);
  const last = nearestWorkingDay(calendar, sunday, -1);
  const from = monday < today ? today : monday;
  return { name: 'away', from, until: last < from ? sunday : last };
}
