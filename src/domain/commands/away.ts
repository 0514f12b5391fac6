// When somebody is away, as they write it behind `/away`: `until 15 Jan`, `next week`, `from 3 Jan until 10 Jan`.
import type { Day } from '../day.ts';
import { addDays, type Calendar, nearestWorkingDay, WEEKDAYS, weekdayOf } from '../schedule/calendar.ts';
import { readSpokenDay, readSpokenLength } from '../schedule/written-day.ts';
import { shortened } from './command-parts.ts';

const FROM = /^(?:from|starting|ab|von|vom)\b:? */i;
const UNTIL = /(?:^|[ ,]+)(?:until|till|['’]?til|to|through|bis)\b:? */i;
const FOR = /(?:^|[ ,]+)(?:for|für|fuer)\b:? */i;
const WEEK = /^(?:(next|this)|(?:(nächste|naechste|kommende)|(diese))) (?:week|woche)$/i;
const ON = /^(?:on|am) /i;
const ONE_DAY = /^(?:today|heute|tomorrow|morgen)$/i;

/** When somebody is away; or what was not understood: no end, one before the beginning, or no day at all. */
type Away =
  | { name: 'away'; from: Day | null; until: Day }
  | { name: 'unclear'; why: 'no-return' }
  | { name: 'unclear'; why: 'backwards'; from: Day; until: Day }
  | { name: 'unclear'; why: 'bad-date'; given: string };

/** Reads it as it was meant on `today`. A day alone may be the first or the last one: then it is asked which. */
export function readAway(said: string, today: Day, calendar: Calendar, longest: number): Away {
  const text = said.replace(/[.,;!]+$/, '').trim();
  const bad = (given: string): Away => ({
    name: 'unclear',
    why: 'bad-date',
    given: shortened(given, longest),
  });
  const week = WEEK.exec(text);
  if (week) return weekOf(today, week[1]?.toLowerCase() === 'next' || week[2] !== undefined, calendar);
  if (ONE_DAY.test(text) || ON.test(text)) {
    const day = readSpokenDay(text, today);
    return day === null ? bad(text) : { name: 'away', from: day, until: day };
  }
  const begins = FROM.test(text);
  const rest = text.replace(FROM, '');
  const [joint] = [UNTIL, FOR].flatMap(pattern => pattern.exec(rest) ?? []);
  if (joint === undefined) return { name: 'unclear', why: 'no-return' };
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
  return { name: 'away', from, until };
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
