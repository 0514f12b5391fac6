// Days as people write them in a comment: `2027-01-15`, `15 Jan`, `15.1.`, `friday`, `2 weeks`; English or German.
import { Temporal } from 'temporal-polyfill';
import { addDays, addWorkingDays, type Calendar, WEEKDAYS, weekdayOf } from './calendar.ts';
import { type Day, isDay } from './day.ts';

const LANGUAGES = ['en', 'de'];
/** A name may be cut down to this: `Sept`, `Thurs`. What a language itself writes may be shorter still: `Fr`. */
const SHORTEST_NAME = 3;
/** Month → number, weekday → number, long and shortened, as both languages write them. */
const MONTHS = namesBy('month', 12, index => Date.UTC(2024, index, 1));
const DAYS_OF_WEEK = namesBy('weekday', 7, index => Date.UTC(2024, 0, 1 + index));
const COUNTS = new Map([
  ...['a', 'an', 'one', 'ein', 'eine', 'einen', 'einer'].map(word => [word, 1] as const),
  ...[
    ['two', 'zwei'],
    ['three', 'drei'],
    ['four', 'vier'],
    ['five', 'fünf'],
    ['six', 'sechs'],
  ].flatMap((words, index) => words.map(word => [word, index + 2] as const)),
]);

/** Nobody writes a day at greater length, in letters. */
const LONGEST = 100;
const NAME = '([a-zäöü]+)\\.?';
const YEAR = '(?:,? (\\d{4}))?';
const DAY_FIRST = new RegExp(`^(\\d{1,2})(?:\\.|st|nd|rd|th)? (?:of )?${NAME}${YEAR}$`);
const MONTH_FIRST = new RegExp(`^${NAME} (\\d{1,2})(?:st|nd|rd|th)?${YEAR}$`);
const IN_NUMBERS = /^(\d{1,2})\. ?(\d{1,2})(?:\. ?(\d{4}|\d{2}))?$/;
const WITH_WEEKDAY = new RegExp(`^${NAME},? (.+)$`);
const COMING = /^(next|this|on|nächsten|nächster|diesen|dieser|kommenden|kommender) /;
const LENGTH = /^(\d{1,3}|[a-zäöü]+) ([a-zäöü ]+)$/;

/** The day that somebody means on `today`; a day without its year is the next such one. Null if it is none. */
export function readSpokenDay(spoken: string, today: Day): Day | null {
  const text = squeezed(spoken).replace(/^(the|zum|am|den|dem) /, '');
  if (isDay(text)) return text;
  if (text === 'today' || text === 'heute') return today;
  if (text === 'tomorrow' || text === 'morgen') return addDays(today, 1);
  const weekday = DAYS_OF_WEEK.get(text.replace(COMING, ''));
  if (weekday !== undefined) {
    const ahead = (weekday - numberOf(today) + 7) % 7;
    return addDays(today, ahead === 0 ? 7 : ahead);
  }
  const [, name, rest] = WITH_WEEKDAY.exec(text) ?? [];
  const said = DAYS_OF_WEEK.get(name ?? '');
  if (said === undefined || rest === undefined) return readDate(text, today);
  const day = readDate(rest, today);
  // Somebody who says “Friday, 16 January” of a Saturday may mean either.
  return day !== null && numberOf(day) === said ? day : null;
}

/** The day that is so long after `today`: `2 weeks`, `3 working days`, `eine Woche`. Null if it is no length. */
export function readSpokenLength(spoken: string, today: Day, calendar: Calendar): Day | null {
  const match = LENGTH.exec(squeezed(spoken).replace(/^(the next|die nächsten|den nächsten) /, ''));
  if (!match?.[1] || !match[2]) return null;
  const count = /^\d/.test(match[1]) ? Number(match[1]) : COUNTS.get(match[1]);
  const unit = match[2];
  if (count === undefined || count === 0) return null;
  if (/^(working days?|arbeitstage?n?)$/.test(unit)) return addWorkingDays(calendar, today, count);
  if (/^(days?|tage?n?)$/.test(unit)) return addDays(today, count);
  if (/^(weeks?|wochen?)$/.test(unit)) return addDays(today, count * 7);
  if (!/^(months?|monate?n?)$/.test(unit)) return null;
  return Temporal.PlainDate.from(today).add({ months: count }).toString();
}

function readDate(text: string, today: Day): Day | null {
  if (isDay(text)) return text;
  const [day, month, year] = partsOf(text) ?? [];
  if (day === undefined || month === undefined) return null;
  if (year !== undefined) return dayOf(year.padStart(4, '20'), month, day);
  const thisYear = Number(today.slice(0, 4));
  // 29 February may be some years away.
  for (let ahead = 0; ahead <= 8; ahead++) {
    const found = dayOf(String(thisYear + ahead), month, day);
    if (found !== null && found >= today) return found;
  }
  return null;
}

function partsOf(text: string): [day: string, month: number, year: string | undefined] | null {
  const numbers = IN_NUMBERS.exec(text);
  if (numbers?.[1] && numbers[2]) return [numbers[1], Number(numbers[2]), numbers[3]];
  const first = DAY_FIRST.exec(text);
  const second = MONTH_FIRST.exec(text);
  const [day, name, year] = first ? [first[1], first[2], first[3]] : [second?.[2], second?.[1], second?.[3]];
  const month = MONTHS.get(name ?? '');
  return day === undefined || month === undefined ? null : [day, month + 1, year];
}

function dayOf(year: string, month: number, day: string): Day | null {
  const text = `${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDay(text) ? text : null;
}

/** One space between words, umlauts as one letter each, no full stop at the end. */
function squeezed(text: string): string {
  if (text.length > LONGEST) return '';
  return text.normalize('NFC').trim().toLowerCase().replace(/\s+/g, ' ').replace(/ ?\.$/, '');
}

function numberOf(day: Day): number {
  return WEEKDAYS.indexOf(weekdayOf(day));
}

function namesBy(
  what: 'month' | 'weekday',
  count: number,
  instantOf: (index: number) => number,
): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const language of LANGUAGES) {
    for (const length of ['long', 'short'] as const) {
      const format = new Intl.DateTimeFormat(language, { [what]: length, timeZone: 'UTC' });
      for (let index = 0; index < count; index++) {
        const name = format
          .format(new Date(instantOf(index)))
          .toLowerCase()
          .replace(/\.$/, '');
        found.set(name, index);
        for (let letters = SHORTEST_NAME; letters < name.length; letters++) {
          found.set(name.slice(0, letters), index);
        }
      }
    }
  }
  return found;
}
