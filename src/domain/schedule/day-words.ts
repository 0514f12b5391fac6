// The words of days and lengths in English and German: months, weekdays, numbers; and those that a slip turned into another.
import { once } from '../../base/memoize.ts';
import { nearestOf } from '../../base/nearest.ts';

const LANGUAGES = ['en', 'de'];
/** A name may be cut down to this: `Sept`, `Thurs`. What a language itself writes may be shorter still: `Fr`. */
const SHORTEST_NAME = 3;
/** Made when somebody first writes a day: asking the languages takes longer than reading a playbook. */
const months = once(
  () =>
    new Map([
      ...namesBy('month', 12, index => Date.UTC(2024, index, 1)),
      ...(['jänner', 'jaenner', 'jän'] as const).map(name => [name, 0] as const),
      ['feber', 1],
      ['maerz', 2],
    ]),
);
const daysOfWeek = once(
  () => new Map([...namesBy('weekday', 7, index => Date.UTC(2024, 0, 1 + index)), ['sonnabend', 5] as const]),
);

/** The number of a month, from 0, by its name in either language, long or shortened. */
export function monthNamed(name: string): number | undefined {
  return months().get(name);
}

/** The number of a weekday, Monday being 0, by its name in either language, long or shortened. */
export function weekdayNamed(name: string): number | undefined {
  return daysOfWeek().get(name);
}

export const COUNTS = new Map([
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

/** Shorter words are too near to each other. */
const SHORTEST_SLIPPED = 5;
const FURTHER_WORDS = [
  ['today', 'heute'],
  ['tomorrow', 'morgen'],
  ['week', 'weeks', 'woche', 'wochen'],
  ['month', 'months', 'monat', 'monate'],
  ['working', 'day', 'days', 'tage', 'arbeitstage', 'werktage', 'business', 'workdays'],
  ['next', 'this', 'after', 'nächsten', 'nächster', 'nächste', 'kommenden', 'übermorgen', 'until'],
  ['end', 'ende', 'monatsende', 'jahresende', 'year', 'years', 'jahr', 'jahre'],
];
/** Each word, and what it means. */
const meanings = once(
  () =>
    new Map<string, string>([
      ...[...months()].map(([word, month]) => [word, `month ${month}`] as const),
      ...[...daysOfWeek()].map(([word, day]) => [word, `weekday ${day}`] as const),
      ...FURTHER_WORDS.flatMap(words => words.map(word => [word, word] as const)),
    ]),
);

/** The text with each word that can only be a slip of one word put right: `tomorow`. */
export function withoutSlips(text: string): string {
  const words = meanings();
  return text.replace(/\p{L}+/gu, word => {
    if (word.length < SHORTEST_SLIPPED || words.has(word)) return word;
    const near = nearestOf(word, words.keys());
    const meant = new Set(near.flatMap(one => words.get(one) ?? []));
    return meant.size === 1 ? (near[0] ?? word) : word;
  });
}
