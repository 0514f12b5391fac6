// Who is there when: the company's list of absences and the days on which a person works, as one question. Pure.
import { memoizeByObject } from '../../base/memoize.ts';
import type { Day } from '../day.ts';
import {
  addDays,
  type Calendar,
  isWorkingDay,
  nearestWorkingDay,
  type Weekday,
} from '../schedule/calendar.ts';

/**
 * An open task in the list of absences: its people are away from `from` to `until`, both included. `madeFor` is the comment
 * whose command Liaison made it for; null where somebody made it by hand. Its title is never kept.
 */
export type Absence = { id: string; people: number[]; from: Day; until: Day; madeFor: string | null };

/** The first and the last day of a time. */
export type DaySpan = { from: Day; until: Day };

/** What is known of who is there. */
export type Presence = {
  /** Whether a person works on a day on which the company works; on its days of rest, whether they are not away. */
  isThere(person: number, day: Day): boolean;
  /** The absence in which a day falls, with those that follow without a working day between; null if it falls in none. */
  awayOn(person: number, day: Day): DaySpan | null;
  /** The days around this one on which they do not work, days of rest included; null if they are there. */
  missing(person: number, day: Day): DaySpan | null;
  /** The next absence that begins after a day; null if none is known. */
  nextAway(person: number, day: Day): DaySpan | null;
  /** The absence from which a person is back on this day, the first on which they work again; null on any other day. */
  backFrom(person: number, day: Day): DaySpan | null;
  /** The company's calendar with the days alone on which this person works. */
  calendarOf(person: number): Calendar;
  /** The first of them who is there, or else the one who is back first; null if there are none. */
  firstOf<T extends { id: number }>(people: readonly T[], day: Day): { person: T; isThere: boolean } | null;
};

/** A person's working days, by id; nobody else has other ones than the company. */
export type WorkingDays = ReadonlyMap<number, ReadonlySet<Weekday>>;

const NONE: readonly never[] = [];

/** The presence of everybody in these absences, by these working days. */
export function presenceOf(
  absences: readonly Absence[],
  workingDays: WorkingDays,
  calendar: Calendar,
): Presence {
  const spans = spansIn(absences);
  const calendarOf = (person: number): Calendar => {
    const away = spans.get(person);
    const own = workingDays.get(person);
    return away || own ? ownCalendar(calendar, away ?? NONE, own) : calendar;
  };
  const absenceOn = (person: number, day: Day): DaySpan | null =>
    spans.get(person)?.find(({ from, until }) => from <= day && day <= until) ?? null;
  const isThere = (person: number, day: Day): boolean => {
    if (absenceOn(person, day)) return false;
    return !workingDays.has(person) || !isWorkingDay(calendar, day) || isWorkingDay(calendarOf(person), day);
  };
  const missing = (person: number, day: Day): DaySpan | null => {
    if (isThere(person, day)) return null;
    const days = calendarOf(person);
    const absence = absenceOn(person, day) ?? { from: day, until: day };
    const [before, after] = ([-1, 1] as const).map(direction => nearestWorkingDay(days, day, direction));
    // Nobody's next working day is found beyond a year: then the absence itself tells.
    return {
      from: earlier(absence.from, before === undefined || before >= day ? absence.from : addDays(before, 1)),
      until: later(absence.until, after === undefined || after <= day ? absence.until : addDays(after, -1)),
    };
  };
  return {
    isThere,
    missing,
    calendarOf,
    awayOn(person, day) {
      const all = absenceOn(person, day) && missing(person, day);
      const within =
        all && spans.get(person)?.filter(({ from, until }) => from <= all.until && until >= all.from);
      if (!within) return null;
      return {
        from: within.map(({ from }) => from).reduce(earlier),
        until: within.map(({ until }) => until).reduce(later),
      };
    },
    backFrom(person, day) {
      const away = spans.get(person);
      const days = calendarOf(person);
      if (!away || !isWorkingDay(days, day)) return null;
      const last = nearestWorkingDay(days, addDays(day, -1), -1);
      // Nobody's last working day is found beyond a year.
      const since = isWorkingDay(days, last) ? last : '';
      const rhythm = ownCalendar(calendar, NONE, workingDays.get(person));
      const missed = away.filter(
        ({ from, until }) =>
          until > since && until < day && nearestWorkingDay(rhythm, later(from, since), 1) <= until,
      );
      const [first, ...others] = missed;
      return first
        ? { from: first.from, until: others.map(({ until }) => until).reduce(later, first.until) }
        : null;
    },
    nextAway: (person, day) => spans.get(person)?.find(({ from }) => from > day) ?? null,
    firstOf(people, day) {
      const there = people.find(({ id }) => isThere(id, day));
      if (there) return { person: there, isThere: true };
      const [first] = people
        .map(person => ({ person, until: missing(person.id, day)?.until ?? day }))
        .sort((one, other) => (one.until === other.until ? 0 : one.until < other.until ? -1 : 1));
      return first ? { person: first.person, isThere: false } : null;
    },
  };
}

/** Absences by person, the first first. */
const spansIn = memoizeByObject((absences: readonly Absence[]): ReadonlyMap<number, readonly DaySpan[]> => {
  const spans = new Map<number, DaySpan[]>();
  for (const { people, from, until } of absences) {
    for (const person of people) spans.set(person, [...(spans.get(person) ?? []), { from, until }]);
  }
  for (const all of spans.values()) all.sort((one, other) => (one.from < other.from ? -1 : 1));
  return spans;
});

const calendars = new WeakMap<
  Calendar,
  WeakMap<readonly DaySpan[], Map<ReadonlySet<Weekday> | null, Calendar>>
>();

/** Remembered, since what is reckoned with a calendar is remembered with it. */
function ownCalendar(
  calendar: Calendar,
  away: readonly DaySpan[],
  own: ReadonlySet<Weekday> | undefined,
): Calendar {
  const bySpans = calendars.get(calendar) ?? new WeakMap();
  calendars.set(calendar, bySpans);
  const byDays = bySpans.get(away) ?? new Map<ReadonlySet<Weekday> | null, Calendar>();
  bySpans.set(away, byDays);
  const known = byDays.get(own ?? null);
  if (known) return known;
  const holidays = new Set(calendar.holidays);
  for (const { from, until } of away) {
    for (let day = from, count = 0; day <= until && count < LONGEST_DAYS; day = addDays(day, 1), count++)
      holidays.add(day);
  }
  const workingWeek = own
    ? new Set([...calendar.workingWeek].filter(day => own.has(day)))
    : calendar.workingWeek;
  const made = { ...calendar, holidays, workingWeek };
  byDays.set(own ?? null, made);
  return made;
}

/** A task that says that somebody is away for longer is taken at its word where it is asked itself. */
const LONGEST_DAYS = 3 * 366;

function earlier(one: Day, other: Day): Day {
  return one < other ? one : other;
}

function later(one: Day, other: Day): Day {
  return one > other ? one : other;
}
