// The words of the pages in the playbook's language, with its way of writing days and times in the company's zone.
import { memoizeByObject } from '../../base/memoize.ts';
import type { Day } from '../../domain/day.ts';
import type { Locale } from '../../domain/language/texts.ts';
import { DE } from './de.ts';
import { EN } from './en.ts';

export type PageWord = keyof typeof EN;
export type PageTexts = Record<PageWord, string>;

/** Whose pages these are: the playbook's language and zone, and the name of the workspace. */
export type PageCompany = { locale: Locale; zone: string; name: string };

export type PageWords = {
  locale: Locale;
  /** The text of that key, its `{names}` filled in. */
  say(key: PageWord, values?: Record<string, string | number>): string;
  /** `Thu, 14 Jan 2027`. */
  day(day: Day): string;
  /** An instant (ISO 8601) as `14 Jan 2027, 13:00`, in the company's zone; as it is where it is no instant. */
  time(at: string): string;
};

const TEXTS: Record<Locale, PageTexts> = { en: EN, de: DE };
const TAGS: Record<Locale, string> = { en: 'en-GB', de: 'de-DE' };

/** The same company gives the same words. */
export const pageWordsOf = memoizeByObject(({ locale, zone }: PageCompany): PageWords => {
  const days = new Intl.DateTimeFormat(TAGS[locale], {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });
  const times = new Intl.DateTimeFormat(TAGS[locale], {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: zone,
  });
  return {
    locale,
    say: (key, values = {}) =>
      TEXTS[locale][key].replace(/\{([a-z]+)\}/g, (whole, name: string) =>
        Object.hasOwn(values, name) ? String(values[name]) : whole,
      ),
    day: day => days.format(new Date(`${day}T00:00:00Z`)),
    time: at => (Number.isNaN(Date.parse(at)) ? at : times.format(new Date(at))),
  };
});
