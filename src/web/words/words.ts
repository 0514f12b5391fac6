// The words of the pages in the playbook's language, with its way of writing days and times in the company's zone.
import { memoize, memoizeByObject } from '../../base/memoize.ts';
import type { Day } from '../../domain/day.ts';
import { companyTextsOf, type Locale, TEXT_KEYS } from '../../domain/language/texts.ts';
import { DE } from './de.ts';
import { DE_OPERATIONS } from './de-operations.ts';
import { EN, type PageTexts, type PageWord } from './en.ts';

/** Whose pages these are: the playbook's language, zone and own texts, and the name of the workspace. */
export type PageCompany = {
  locale: Locale;
  zone: string;
  name: string;
  texts?: Parameters<typeof companyTextsOf>[1];
};

export type PageWords = {
  locale: Locale;
  /** The text of that key, its `{names}` filled in. */
  say(key: PageWord, values?: Record<string, string | number>): string;
  /** `Thu, 14 Jan 2027`. */
  day(day: Day): string;
  /** An instant (ISO 8601) as `14 Jan 2027, 13:00`, in the company's zone; as it is where it is no instant. */
  time(at: string): string;
  /** The same without the time. */
  dayOf(at: string): string;
  /** `14 Jan`, where the year goes without saying. */
  shortDay(day: Day): string;
  /** `Jan`, or `Jan 2027` in January. */
  month(day: Day): string;
  /** What an operation of that kind did; null where it says so itself in this language, or is not known. */
  did(kind: string): string | null;
  /** A number with the language's decimal mark. */
  number(value: number): string;
  /** What the rule is called; its key where it has no name. */
  rule(key: string): string;
};

const TEXTS: Record<Locale, PageTexts> = { en: EN, de: DE };
const DID: Record<Locale, Record<string, string> | null> = { en: null, de: DE_OPERATIONS };
const TAGS: Record<Locale, string> = { en: 'en-GB', de: 'de-DE' };

/** The same company gives the same words. */
export const pageWordsOf = memoizeByObject(({ locale, zone, texts }: PageCompany): PageWords => {
  const company = companyTextsOf(locale, texts);
  const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(TAGS[locale], options);
  const times = format({ dateStyle: 'medium', timeStyle: 'short', timeZone: zone });
  const daysThere = format({ dateStyle: 'medium', timeZone: zone });
  const shortDays = format({ day: 'numeric', month: 'short', timeZone: 'UTC' });
  const months = format({ month: 'short', timeZone: 'UTC' });
  const januaries = format({ month: 'short', year: 'numeric', timeZone: 'UTC' });
  const numbers = new Intl.NumberFormat(TAGS[locale]);
  const dateOf = (day: Day) => new Date(`${day}T00:00:00Z`);
  const written = (at: string, how: Intl.DateTimeFormat): string =>
    Number.isNaN(Date.parse(at)) ? at : how.format(new Date(at));
  return {
    locale,
    say: (key, values = {}) =>
      TEXTS[locale][key].replace(/\{([a-z]+)\}/g, (whole, name: string) =>
        Object.hasOwn(values, name) ? String(values[name]) : whole,
      ),
    day: company.day,
    time: at => written(at, times),
    dayOf: at => written(at, daysThere),
    shortDay: memoize(day => shortDays.format(dateOf(day))),
    month: day => (day.slice(5, 7) === '01' ? januaries : months).format(dateOf(day)),
    did: kind => DID[locale]?.[kind] ?? null,
    number: value => numbers.format(value),
    rule(key) {
      const named = TEXT_KEYS.find(text => text === `rule-name.${key}`);
      return named === undefined ? key : company.render(named as 'rule-name.timebox');
    },
  };
});
