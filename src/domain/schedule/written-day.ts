// Days as people write them in a comment: `2027-01-15`, `15 Jan`, `15.1.`, `friday`, `2 weeks`; English or German.
import { Temporal } from 'temporal-polyfill';
import { type Day, isDay } from '../day.ts';
import { addDays, addWorkingDays, type Calendar, WEEKDAYS, weekdayOf } from './calendar.ts';
import { COUNTS, monthNamed, weekdayNamed, withoutSlips } from './day-words.ts';
import { readPeriodEnd } from './period-end.ts';

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
/** `2w`, `3d`: with one letter, not of months, which might be minutes. */
const SHORT_LENGTH = /^(\d{1,3}) ?(wo|wk|w|d|t|y|j)s?$/;
const UNITS: Record<string, string> = {
  w: 'weeks',
  wo: 'weeks',
  wk: 'weeks',
  d: 'days',
  t: 'days',
  y: 'years',
  j: 'years',
};
/** Kindness says nothing about a day. */
const POLITE = /,? ?\b(?:please|pls|thanks|thank you|bitte|danke)$/;

/** The day that somebody means on `today`; a day without its year is the next such one. Null if it is none. */
export function readSpokenDay(spoken: string, today: Day): Day | null {
  const said = squeezed(spoken);
  return readDay(said, today) ?? readPeriodEnd(said, today) ?? readSlipped(said, today);
}

function readSlipped(said: string, today: Day): Day | null {
  const meant = withoutSlips(said);
  return meant === said ? null : (readDay(meant, today) ?? readPeriodEnd(meant, today));
}

function readDay(said: string, today: Day): Day | null {
  if (ORDINAL.test(said)) return readDate(said, today);
  const text = said.replace(ARTICLE, '');
  if (isDay(text)) return text;
  if (text === 'today' || text === 'heute') return today;
  if (text === 'tomorrow' || text === 'morgen') return addDays(today, 1);
  if (/^(day after tomorrow|übermorgen|uebermorgen)$/.test(text)) return addDays(today, 2);
  const weekday = weekdayNamed(text.replace(COMING, ''));
  if (weekday !== undefined) {
    const ahead = (weekday - numberOf(today) + 7) % 7;
    return addDays(today, ahead === 0 ? 7 : ahead);
  }
  const [, name, rest] = WITH_WEEKDAY.exec(text) ?? [];
  const named = weekdayNamed(name ?? '');
  if (named === undefined || rest === undefined) return readDate(text, today);
  const day = readDate(ORDINAL.test(rest) ? rest : rest.replace(ARTICLE, ''), today);
  // Somebody who says “Friday, 16 January” of a Saturday may mean either.
  return day !== null && numberOf(day) === named ? day : null;
}

/** The day that is so long after `today`: `2 weeks`, `3 working days`, `eine Woche`. Null if it is no length. */
export function readSpokenLength(spoken: string, today: Day, calendar: Calendar): Day | null {
  const said = squeezed(spoken).replace(/^(the next|(?:die|den) (?:nächsten|naechsten)) /, '');
  return readLength(said, today, calendar) ?? readLength(withoutSlips(said), today, calendar);
}

function readLength(said: string, today: Day, calendar: Calendar): Day | null {
  const match = LENGTH.exec(said.replace(SHORT_LENGTH, (_, count, unit) => `${count} ${UNITS[unit]}`));
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
  const month = monthNamed(name ?? '');
  return day === undefined || month === undefined ? null : [day, month + 1, year];
}

function dayOf(year: string, month: number, day: string): Day | null {
  const text = `${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDay(text) ? text : null;
}

/** One space between words, umlauts as one letter each, plain hyphens, no quotes around, and nothing at the end but the day. */
function squeezed(text: string): string {
  if (text.length > LONGEST) return '';
  return (
    text
      .normalize('NFC')
      .toLowerCase()
      // A picture or a smile behind a day is no part of it.
      .replace(/[\p{Extended_Pictographic}\p{Emoji_Modifier}\uFE0F\u200D]|[:;]-?[)(DP]/giu, ' ')
      .replace(/\s+/g, ' ')
      .replace(/[‐‑–]/g, '-')
      .replace(/^[ `'"„“”‚‘’«»]+|[ `'"„“”‚‘’«»]+$/g, '')
      .replace(/ ?[.,;!?]+$/, '')
      .replace(POLITE, '')
  );
}

function numberOf(day: Day): number {
  return WEEKDAYS.indexOf(weekdayOf(day));
}
