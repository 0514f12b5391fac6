// Days as people write them in a comment: `2027-01-15`, `15 Jan`, `15.1.`, `friday`, `2 weeks`; English or German.
import { Temporal } from 'temporal-polyfill';
import { type Day, isDay } from '../day.ts';
import { addDays, addWorkingDays, type Calendar, WEEKDAYS, weekdayOf } from './calendar.ts';

const LANGUAGES = ['en', 'de'];
/** A name may be cut down to this: `Sept`, `Thurs`. What a language itself writes may be shorter still: `Fr`. */
const SHORTEST_NAME = 3;
/** Month → number, weekday → number, long and shortened, as both languages write them. */
const MONTHS = new Map([
  ...namesBy('month', 12, index => Date.UTC(2024, index, 1)),
  ...(['jänner', 'jaenner', 'jän'] as const).map(name => [name, 0] as const),
  ['feber', 1],
  ['maerz', 2],
]);
const DAYS_OF_WEEK = new Map([
  ...namesBy('weekday', 7, index => Date.UTC(2024, 0, 1 + index)),
  ['sonnabend', 5],
]);
const COUNTS = new Map([
  ...['a', 'an', 'one', 'ein', 'eine', 'einen', 'einer'].map(word => [word, 1] as const),
  ...[
    ['two', 'zwei'],
    ['three', 'drei'],
    ['four', 'vier'],
    ['five', 'fünf'],
    ['six', 'sechs'],
    ['seven', 'sieben'],
    ['eight', 'acht'],
    ['nine', 'neun'],
    ['ten', 'zehn'],
    ['eleven', 'elf'],
    ['twelve', 'zwölf'],
  ].flatMap((words, index) => words.map(word => [word, index + 2] as const)),
  ['fuenf', 5],
  ['zwoelf', 12],
]);

/** Nobody writes a day at greater length, in letters. */
const LONGEST = 100;
const NAME = '([a-zäöü]+)\\.?';
const YEAR = '(?:,? (\\d{4}))?';
const DAY_FIRST = new RegExp(`^(\\d{1,2})(?:\\.|st|nd|rd|th)? (?:of )?${NAME}${YEAR}$`);
const MONTH_FIRST = new RegExp(`^${NAME} (\\d{1,2})(?:st|nd|rd|th)?${YEAR}$`);
const IN_NUMBERS = /^(\d{1,2})\. ?(\d{1,2})(?:\. ?(\d{4}|\d{2}))?$/;
const WITH_WEEKDAY = new RegExp(`^${NAME},? (.+)$`);
const COMING = /^(next|this|on|(?:nächste|naechste|diese|kommende)[nr]) /;
const ARTICLE = /^(the|zum|am|den|dem) /;
/** Only an article or its ending makes a number a day of the month. */
const ORDINAL = /^(?:(?:the|zum|am|den|dem) (\d{1,2})(?:\.|st|nd|rd|th)?|(\d{1,2})(?:st|nd|rd|th))$/;
const LENGTH = /^(\d{1,3}|[a-zäöü]+) ([a-zäöü ]+)$/;

/** The day that somebody means on `today`; a day without its year is the next such one. Null if it is none. */
export function readSpokenDay(spoken: string, today: Day): Day | null {
  const said = squeezed(spoken);
  if (ORDINAL.test(said)) return readDate(said, today);
  const text = said.replace(ARTICLE, '');
  if (isDay(text)) return text;
  if (text === 'today' || text === 'heute') return today;
  if (text === 'tomorrow' || text === 'morgen') return addDays(today, 1);
  if (/^(day after tomorrow|übermorgen|uebermorgen)$/.test(text)) return addDays(today, 2);
  const weekday = DAYS_OF_WEEK.get(text.replace(COMING, ''));
  if (weekday !== undefined) {
    const ahead = (weekday - numberOf(today) + 7) % 7;
    return addDays(today, ahead === 0 ? 7 : ahead);
  }
  const [, name, rest] = WITH_WEEKDAY.exec(text) ?? [];
  const named = DAYS_OF_WEEK.get(name ?? '');
  if (named === undefined || rest === undefined) return readDate(text, today);
  const day = readDate(ORDINAL.test(rest) ? rest : rest.replace(ARTICLE, ''), today);
  // Somebody who says “Friday, 16 January” of a Saturday may mean either.
  return day !== null && numberOf(day) === named ? day : null;
}

/** The day that is so long after `today`: `2 weeks`, `3 working days`, `eine Woche`. Null if it is no length. */
export function readSpokenLength(spoken: string, today: Day, calendar: Calendar): Day | null {
  const match = LENGTH.exec(squeezed(spoken).replace(/^(the next|(?:die|den) (?:nächsten|naechsten)) /, ''));
  if (!match?.[1] || !match[2]) return null;
  const count = /^\d/.test(match[1]) ? Number(match[1]) : COUNTS.get(match[1]);
  const unit = match[2];
  if (count === undefined || count === 0) return null;
  if (/^(working days?|workdays?|business days?|arbeitstage?n?|werktage?n?)$/.test(unit))
    return addWorkingDays(calendar, today, count);
  if (/^(days?|tage?n?)$/.test(unit)) return addDays(today, count);
  if (/^(weeks?|wochen?)$/.test(unit)) return addDays(today, count * 7);
  if (/^(years?|jahre?n?)$/.test(unit)) {
    return Temporal.PlainDate.from(today).add({ years: count }).toString();
  }
  if (!/^(months?|monate?n?)$/.test(unit)) return null;
  return Temporal.PlainDate.from(today).add({ months: count }).toString();
}

function readDate(text: string, today: Day): Day | null {
  if (isDay(text)) return text;
  const [, one, other] = ORDINAL.exec(text) ?? [];
  const number = one ?? other;
  if (number !== undefined) return dayOfMonth(number, today);
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

/** The next such day of a month, today included. */
function dayOfMonth(number: string, today: Day): Day | null {
  const thisMonth = Temporal.PlainDate.from(today).toPlainYearMonth();
  // No two months in a row are too short for a day that some month has.
  for (let ahead = 0; ahead <= 2; ahead++) {
    const { year, month } = thisMonth.add({ months: ahead });
    const found = dayOf(String(year), month, number);
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

/** One space between words, umlauts as one letter each, plain hyphens, no quotes around and no full stop at the end. */
function squeezed(text: string): string {
  if (text.length > LONGEST) return '';
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/[‐‑–]/g, '-')
    .replace(/^[ `'"„“”‚‘’«»]+|[ `'"„“”‚‘’«»]+$/g, '')
    .replace(/ ?\.$/, '');
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
