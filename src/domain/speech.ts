// How Liaison speaks: the company's language over the texts in texts/, with what the playbook says differently.
import { Temporal } from 'temporal-polyfill';
import type { Day, Instant } from './day.ts';
import { DE } from './texts/de.ts';
import { EN } from './texts/en.ts';

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
export type Speech = {
  locale: Locale;
  say<K extends TextKey>(key: K, ...values: Values<K>): string;
  /** `Thu, 14 Jan 2027`: absolute, so that it stays true however long it stands there. */
  day(day: Day): string;
  /** `14:30 on Thu, 14 Jan 2027`, in the company's zone. */
  time(at: Instant, zone: string): string;
  /** `Ana`, `Ana and Ben`, `Ana, Ben and Cem`. */
  list(words: readonly string[]): string;
  names(people: readonly { name: string }[]): string;
  people(count: number): string;
};

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

/** Speech in a language; `own` are the texts that the playbook puts in the place of shipped ones. */
export function speechOf(locale: Locale, own: OwnTexts = {}): Speech {
  const texts = { ...TEXTS[locale], ...own } as Texts;
  const days = new Map<Day, string>();
  const dayFormat = new Intl.DateTimeFormat(TAGS[locale], {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });
  const listFormat = new Intl.ListFormat(TAGS[locale], { type: 'conjunction' });
  const plurals = new Intl.PluralRules(TAGS[locale]);

  const sayAny = (key: TextKey, values: Record<string, string | number> = {}): string => {
    const text = texts[key];
    const form =
      typeof text === 'string'
        ? text
        : text[plurals.select(Number(values['count'])) === 'one' ? 'one' : 'other'];
    return form.replace(PLACEHOLDER, (whole, name: string) =>
      Object.hasOwn(values, name) ? String(values[name]) : whole,
    );
  };
  const day = (of: Day): string => {
    const known = days.get(of);
    if (known !== undefined) return known;
    const said = dayFormat.format(new Date(`${of}T00:00:00Z`));
    if (days.size >= REMEMBERED_DAYS) days.clear();
    days.set(of, said);
    return said;
  };
  const list = (words: readonly string[]): string =>
    words.length === 1 ? (words[0] ?? '') : listFormat.format(words);
  return {
    locale,
    say: (key, ...values) => sayAny(key, values[0]),
    day,
    time(at, zone) {
      const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
      const time = local.toPlainTime().round('minute').toString({ smallestUnit: 'minute' });
      return sayAny('time-on-day', { time, day: day(local.toPlainDate().toString()) });
    },
    list,
    names: people => list(people.map(({ name }) => name)),
    people: count => sayAny('people', { count }),
  };
}

/** A few years of days; a language says them all the same way again. */
const REMEMBERED_DAYS = 4_000;

const spoken = new WeakMap<object, Speech>();

/** The speech of a playbook; the same playbook gives the same one. */
export function speechFor(playbook: { locale: Locale; texts: OwnTexts }): Speech {
  const known = spoken.get(playbook);
  if (known) return known;
  const speech = speechOf(playbook.locale, playbook.texts);
  spoken.set(playbook, speech);
  return speech;
}
