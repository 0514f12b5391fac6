// Days as people write them in a comment: `2027-01-15`, `15 Jan`, `15.1.`, `friday`, `in 2 weeks`; English or German.
import { addDays, addWorkingDays, type Calendar, WEEKDAYS, weekdayOf } from './calendar.ts';
import { type Day, isDay } from './day.ts';

export const DAY_EXAMPLES = ['2027-01-15', '15 Jan', '15.1.2027', 'friday', 'tomorrow'] as const;
export const LENGTH_EXAMPLES = ['2 weeks', '3 working days'] as const;

const LANGUAGES = ['en', 'de'];
/** Month → number, weekday → number, long and short, as both languages write them. */
const MONTHS = namesBy('month', 12, index => Date.UTC(2024, index, 1));
const DAYS_OF_WEEK = namesBy('weekday', 7, index => Date.UTC(2024, 0, 1 + index));

const NAME = '([a-zäöü]+)\\.?';
const DAY_FIRST = new RegExp(`^(\\d{1,2})(?:\\.|st|nd|rd|th)? ${NAME}(?:,? (\\d{4}))?$`);
const MONTH_FIRST = new RegExp(`^${NAME} (\\d{1,2})(?:st|nd|rd|th)?(?:,? (\\d{4}))?$`);
const IN_NUMBERS = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})?$/;
const LENGTH = /^(\d{1,3}|a|an|one|ein|eine|einen|einer) ([a-zäöü ]+)$/;

/** The day that somebody means on `today`; a day without its year is the next such one. Null if it is none. */
export function readSpokenDay(spoken: string, today: Day): Day | null {
  const text = squeezed(spoken);
  if (isDay(text)) return text;
  if (text === 'today' || text === 'heute') return today;
  if (text === 'tomorrow' || text === 'morgen') return addDays(today, 1);
  const weekday = DAYS_OF_WEEK.get(text.replace(/^(next|this|on|nächsten|nächster|diesen|kommenden) /, ''));
  if (weekday !== undefined) {
    const ahead = (weekday - WEEKDAYS.indexOf(weekdayOf(today)) + 7) % 7;
    return addDays(today, ahead === 0 ? 7 : ahead);
  }
  const [, day, month, year] = partsOf(text) ?? [];
  if (day === undefined || month === undefined) return null;
  if (year !== undefined) return dayOf(year, month, day);
  const thisYear = Number(today.slice(0, 4));
  // 29 February may be some years away.
  for (let ahead = 0; ahead <= 8; ahead++) {
    const found = dayOf(String(thisYear + ahead), month, day);
    if (found !== null && found >= today) return found;
  }
  return null;
}

/** The day that is so long after `today`: `2 weeks`, `3 working days`, `eine Woche`. Null if it is no length. */
export function readSpokenLength(spoken: string, today: Day, calendar: Calendar): Day | null {
  const match = LENGTH.exec(squeezed(spoken));
  if (!match?.[1] || !match[2]) return null;
  const count = /^\d/.test(match[1]) ? Number(match[1]) : 1;
  const unit = match[2];
  if (count === 0) return null;
  if (/^(working days?|arbeitstage?n?)$/.test(unit)) return addWorkingDays(calendar, today, count);
  if (/^(days?|tage?n?)$/.test(unit)) return addDays(today, count);
  return /^(weeks?|wochen?)$/.test(unit) ? addDays(today, count * 7) : null;
}

function partsOf(text: string): [string, string, number, string | undefined] | null {
  const numbers = IN_NUMBERS.exec(text);
  if (numbers?.[1] && numbers[2]) return [text, numbers[1], Number(numbers[2]), numbers[3]];
  const first = DAY_FIRST.exec(text);
  const second = MONTH_FIRST.exec(text);
  const [day, name, year] = first ? [first[1], first[2], first[3]] : [second?.[2], second?.[1], second?.[3]];
  const month = MONTHS.get(name ?? '');
  return day === undefined || month === undefined ? null : [text, day, month + 1, year];
}

function dayOf(year: string, month: number, day: string): Day | null {
  const text = `${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDay(text) ? text : null;
}

function squeezed(text: string): string {
  return text.trim().toLowerCase().replace(/\s+/g, ' ');
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
        if (what === 'month' && name.length > 3) found.set(name.slice(0, 3), index);
      }
    }
  }
  return found;
}
