// Public holidays of a region, as days. The one file that knows the library behind them.
import type { default as Holidays, HolidaysTypes } from 'date-holidays';
import { nearest } from '../base/nearest.ts';
import type { Day } from '../domain/day.ts';

const HALF_DAY_MS = 12 * 3_600_000;
const DAY_MS = 24 * 3_600_000;

/** Days from `from` to `to`, both included, on which a region rests. */
export type PublicHolidays = (from: Day, to: Day) => Day[];

/** What is wrong with a region's code: codes that may have been meant, best first. */
export type UnknownRegion = { candidates: string[] };

/** The holidays of `region` (`DE`, `DE-BE`, `US-CA`), or the codes that may have been meant. */
export async function publicHolidaysOf(region: string): Promise<PublicHolidays | UnknownRegion> {
  // The data of all countries takes a quarter of a second to load, so only who asks for it pays.
  const { default: Library } = await import('date-holidays');
  const library = new Library();
  const [country = '', state = '', place = ''] = region.split('-');
  const states = library.getStates(country) as Record<string, string> | undefined;
  const places = state
    ? (library.getRegions(country, state) as Record<string, string> | undefined)
    : undefined;
  const countries = library.getCountries() as Record<string, string>;
  const isKnown =
    country in countries &&
    (state === '' || (states !== undefined && state in states)) &&
    (place === '' || (places !== undefined && place in places)) &&
    /^[^-]+(-[^-]+){0,2}$/.test(region);
  if (!isKnown) return { candidates: candidatesFor(region, library) };
  return daysOf(
    place ? new Library(country, state, place) : state ? new Library(country, state) : new Library(country),
  );
}

function daysOf(holidays: Holidays): PublicHolidays {
  const byYear = new Map<number, Day[]>();
  const inYear = (year: number) => {
    const known = byYear.get(year);
    if (known) return known;
    const days = holidays
      .getHolidays(year)
      .flatMap(holiday => (holiday.type === 'public' ? restDays(holiday) : []));
    byYear.set(year, days);
    return days;
  };
  return (from, to) => {
    const years = Array.from(
      { length: Math.max(0, Number(to.slice(0, 4)) - Number(from.slice(0, 4)) + 1) },
      (_, index) => Number(from.slice(0, 4)) + index,
    );
    const days = years.flatMap(inYear).filter(day => day >= from && day <= to);
    return [...new Set(days)].sort();
  };
}

/** The days of which more than half is covered: one that rests from noon on leaves a morning to work. */
function restDays({ date, start, end }: Pick<HolidaysTypes.Holiday, 'date' | 'start' | 'end'>): Day[] {
  const midnight = Date.parse(`${date.slice(0, 10)}T00:00:00Z`);
  // `date` is the region's own time; an hour more or less where its clocks change moves no half day.
  const from = Date.parse(`${date.slice(0, 19).replace(' ', 'T')}Z`);
  const until = from + (end.getTime() - start.getTime());
  const days: Day[] = [];
  for (let day = midnight; day < until; day += DAY_MS) {
    const coveredMs = Math.min(until, day + DAY_MS) - Math.max(from, day);
    if (coveredMs > HALF_DAY_MS) days.push(new Date(day).toISOString().slice(0, 10));
  }
  return days;
}

function candidatesFor(region: string, library: Holidays): string[] {
  const countries = library.getCountries() as Record<string, string>;
  for (const names of [countries, library.getCountries('en') as Record<string, string>]) {
    const byName = Object.entries(names).find(([, name]) => name.toLowerCase() === region.toLowerCase());
    if (byName) return [byName[0]];
  }
  const [country = '', state = ''] = region.toUpperCase().split(/[-_/ ]/);
  const code = country in countries ? country : nearest(country, Object.keys(countries));
  if (code === null) return [];
  const states = library.getStates(code) as Record<string, string> | undefined;
  if (!states || state === '') return [code];
  if (state in states) return [`${code}-${state}`];
  return [code, ...Object.keys(states).map(key => `${code}-${key}`)];
}
