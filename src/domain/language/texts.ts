// How Liaison speaks: the company's language over the texts of en.ts and de.ts, with what the playbook says differently.
import { Temporal } from 'temporal-polyfill';
import { memoize, memoizeByObject } from '../../base/memoize.ts';
import type { Day, Instant } from '../day.ts';
import { DE } from './de.ts';
import { EN } from './en.ts';

export const LOCALES = ['en', 'de'] as const;
export type Locale = (typeof LOCALES)[number];

export type TextKey = keyof typeof EN;
export const TEXT_KEYS = Object.keys(EN) as TextKey[];
/** A text as it is kept: one form, or one for each number that `count` may be. */
export type Text = string | { one: string; other: string };
export type Texts = Record<TextKey, Text>;
/** Texts of the playbook's own. */
type OwnTexts = { [K in TextKey]?: Text | undefined };

type NamesIn<T> = T extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;
type FormsOf<T> = T extends string
  ? T
  : T extends { other: infer Other; one: infer One }
    ? Other | One
    : never;
type Plural<T> = T extends string ? never : 'count';
/** The placeholders of a text; texts that have forms need `count` to choose one. */
export type PlaceholderOf<K extends TextKey> = NamesIn<FormsOf<(typeof EN)[K]>> | Plural<(typeof EN)[K]>;
type Values<K extends TextKey> = [PlaceholderOf<K>] extends [never]
  ? []
  : [Record<PlaceholderOf<K>, string | number>];

/** The texts of a language together with its way of writing days and lists. */
export type CompanyTexts = {
  locale: Locale;
  render<K extends TextKey>(key: K, ...values: Values<K>): string;
  /** `Thu, 14 Jan 2027`: absolute, so that it stays true however long it stands there. */
  day(day: Day): string;
  /** `14:30 on Thu, 14 Jan 2027`, in the company's zone. */
  time(at: Instant, zone: string): string;
  /** `Ana`, `Ana and Ben`, `Ana, Ben and Cem`. */
  list(words: readonly string[]): string;
  /** `Ana or Ben`, for those of whom there is none. */
  eitherOf(words: readonly string[]): string;
  names(people: readonly { name: string }[]): string;
  /** The same of a crowd: the first few, and how many more there are. */
  someNames(people: readonly { name: string }[]): string;
  /** The same of things, in quotation marks. */
  someQuoted(things: readonly { name: string }[]): string;
  people(count: number): string;
  /** What stood for `{name}` where a text without forms was said, in whatever language; null if it was not. */
  heard<K extends TextKey>(key: K, name: PlaceholderOf<K>, said: string): string | null;
};

/** A piece of a text and the placeholder behind it; null at the end. */
type Part = { words: string; name: string | null };

const TEXTS: Record<Locale, Texts> = { en: EN, de: DE };
/** English as it is written outside America: the day before the month. */
const TAGS: Record<Locale, string> = { en: 'en-GB', de: 'de-DE' };
const PLACEHOLDER = /\{([a-z]+)\}/g;

/** The names of the placeholders of a text, in all its forms. */
export function placeholdersOf(text: Text): Set<string> {
  const forms = typeof text === 'string' ? [text] : [text.one, text.other];
  return new Set(forms.flatMap(form => [...form.matchAll(PLACEHOLDER)].map(([, name]) => name ?? '')));
}

/** What a text of that key may use, and whether it has forms. */
export function shippedText(key: TextKey): Text {
  return EN[key];
}

/** Nobody reads more names than these. */
const MOST_NAMES = 5;

/** Speech in a language; `own` are the texts that the playbook puts in the place of shipped ones. */
export function companyTextsOf(locale: Locale, own: OwnTexts = {}): CompanyTexts {
  const texts = { ...TEXTS[locale], ...own } as Texts;
  const dayFormat = new Intl.DateTimeFormat(TAGS[locale], {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });
  const plurals = new Intl.PluralRules(TAGS[locale]);
  const isOne = memoize((count: number) => plurals.select(count) === 'one');
  const forms = memoize((key: TextKey) => formsOf(texts[key]));

  const sayAny = (key: TextKey, values: Record<string, string | number> = {}): string => {
    const { one, other } = forms(key);
    const parts = one !== null && isOne(Number(values['count'])) ? one : other;
    let said = '';
    for (const { words, name } of parts) {
      said += words;
      if (name !== null) said += Object.hasOwn(values, name) ? String(values[name]) : `{${name}}`;
    }
    return said;
  };
  const day = memoize((of: Day) => dayFormat.format(new Date(`${of}T00:00:00Z`)));
  const list = listIn(locale, 'conjunction');
  const some = (
    things: readonly { name: string }[],
    wordFor: (name: string) => string,
    andMore: 'more' | 'more-people',
  ): string => {
    const more = things.length - MOST_NAMES;
    const words = (more < 2 ? things : things.slice(0, MOST_NAMES)).map(({ name }) => wordFor(name));
    return list(more < 2 ? words : [...words, sayAny(andMore, { count: more })]);
  };
  return {
    locale,
    render: (key, ...values) => sayAny(key, values[0]),
    day,
    time(at, zone) {
      const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
      const time = local.toPlainTime().round('minute').toString({ smallestUnit: 'minute' });
      return sayAny('time-on-day', { time, day: day(local.toPlainDate().toString()) });
    },
    list,
    eitherOf: listIn(locale, 'disjunction'),
    names: people => list(people.map(({ name }) => name)),
    someNames: people => some(people, name => name, 'more-people'),
    someQuoted: things => some(things, name => sayAny('quoted', { name }), 'more'),
    people: count => sayAny('people', { count }),
    heard(key, name, said) {
      for (const text of [texts[key], ...LOCALES.map(other => TEXTS[other][key])]) {
        const found = typeof text === 'string' ? patternOf(text, name).exec(said)?.[1] : undefined;
        if (found !== undefined) return found;
      }
      return null;
    },
  };
}

/** `one` is null where a text has one form for every number. */
function formsOf(text: Text): { one: Part[] | null; other: Part[] } {
  if (typeof text === 'string') return { one: null, other: partsOf(text) };
  return { one: partsOf(text.one), other: partsOf(text.other) };
}

/** What stands before each placeholder of a text, and after the last one. */
function partsOf(form: string): Part[] {
  const parts: Part[] = [];
  let end = 0;
  for (const match of form.matchAll(PLACEHOLDER)) {
    parts.push({ words: form.slice(end, match.index), name: match[1] ?? '' });
    end = match.index + match[0].length;
  }
  return [...parts, { words: form.slice(end), name: null }];
}

/** Matches a text as it is said, and what stands in the place of `{name}` in it. */
function patternOf(form: string, name: string): RegExp {
  const parts = partsOf(form).map(
    part =>
      part.words.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&') +
      (part.name === null ? '' : part.name === name ? '(.+)' : '.+'),
  );
  return new RegExp(`^${parts.join('')}$`);
}

/** Lists of words: what stands between two of them depends on the language and on their number alone. */
function listIn(locale: Locale, type: 'conjunction' | 'disjunction'): (words: readonly string[]) => string {
  const format = new Intl.ListFormat(TAGS[locale], { type });
  const between = (words: string[]) =>
    format.formatToParts(words).flatMap(({ type, value }) => (type === 'literal' ? [value] : []));
  const [ofTwo = ''] = between(['a', 'b']);
  const [comma = '', , last = ''] = between(['a', 'b', 'c', 'd']);
  return words => {
    if (words.length < 3) return words.join(ofTwo);
    return words.slice(0, -1).join(comma) + last + words.at(-1);
  };
}

/** The speech of a playbook; the same playbook gives the same one. */
export const textsFor = memoizeByObject(
  (playbook: { locale: Locale; texts: OwnTexts }): CompanyTexts =>
    companyTextsOf(playbook.locale, playbook.texts),
);
