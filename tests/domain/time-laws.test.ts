// What holds however people move dates and whenever Liaison looks: tried on many lives that nobody thought of.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { templateOf } from '../../src/domain/mirror/desired-items.ts';
import { observeTeamList } from '../../src/domain/mirror/team-list.ts';
import type { Observation } from '../../src/domain/observation.ts';
import { addDays, dayOf, isWorkingDay, morningOf } from '../../src/domain/schedule/calendar.ts';
import { resolveDue } from '../../src/domain/schedule/due.ts';
import { occurrenceDay, type Recurrence } from '../../src/domain/schedule/recurrence.ts';
import { ZONE } from '../support/observed-company.ts';
import { times } from '../support/scale.ts';
import {
  CALENDAR,
  fresh,
  itemsIn,
  type Life,
  LifeArbitrary,
  live,
  occurrencesIn,
  PLAYBOOK,
  THEIR_DAY,
  THEIR_PEOPLE,
} from './date-moves.ts';
import {
  evaluateFor,
  CALENDAR as HOLIDAY_CALENDAR,
  type Look,
  type Weeks,
  WeeksArbitrary,
} from './reminder-weeks.ts';

/** Each law meets the same lives, which are lived once: most of the time goes there. A failure tells the seed. */
const RUNS = { numRuns: times({ sample: 50, long: 150 }), seed: Date.now() & 0x7fff_ffff };
/** How often a law must have had something to say: so many times in 150 lives. */
const often = (inLong: number): number => inLong / times({ sample: 5, long: 1 });
const check = <T>(arbitrary: fc.Arbitrary<T>, holds: (value: T) => void): void =>
  fc.assert(fc.property(arbitrary, holds), RUNS);
const once = <T extends object, R>(find: (of: T) => R): ((of: T) => R) => {
  const found = new Map<string, R>();
  return of => {
    const key = JSON.stringify(of);
    const result = found.has(key) ? (found.get(key) as R) : find(of);
    found.set(key, result);
    return result;
  };
};
const lived = once((life: Life) => {
  const looks: { before: Observation; after: Observation }[] = [];
  return { ...live(life, (before, after) => looks.push({ before, after })), looks };
});
const looksAt = once(evaluateFor);
const daysFrom = once(
  ({ recurrence, anchors }: { recurrence: Recurrence; anchors: ReturnType<typeof anchorsOf> }): string[] => {
    const numbers = Array.from({ length: 300 }, (_, index) => index + 1);
    return numbers.flatMap(number => occurrenceDay(recurrence, number, anchors, CALENDAR) ?? []);
  },
);
const todayOf = ({ at }: Observation): string => dayOf(at, CALENDAR.zone);
const anchorsOf = (observation: Observation) => {
  const { startOn: start, dueOn: due } = observation.card;
  const { about } = observeTeamList(observation, PLAYBOOK);
  if (about && (!about.record || about.record === 'unreadable'))
    throw new Error('Every list of these lives has a readable record.');
  return { start, due, entered: about?.record && about.record !== 'unreadable' ? about.record.entered : {} };
};
const ONCE = PLAYBOOK.workItems.filter(({ due }) => !due || !('during' in due));

test('whatever a customer result met with the final dates would have, is there with its dates', () => {
  let compared = 0;
  const holds = (life: Life) => {
    const { after, touched } = lived(life);
    // Once the customer result has ended, its list is left as it was; and what a phase brought stays when it is left.
    fc.pre(after.card.status !== 'done' && life.steps.every(({ kind }) => kind !== 'back'));
    const items = itemsIn(after);
    const wanted = itemsIn(fresh(life));
    for (const { key, phase } of ONCE) {
      const item = wanted.get(key);
      if (!item || touched.get(key) === 'delete') continue;
      // Of a phase that was skipped only work still to come is made: moved dates may have left no time for it.
      const isOver = item.dueOn !== null && item.dueOn < todayOf(after);
      if (isOver && !items.has(key) && anchorsOf(after).entered[phase] === undefined) continue;
      expect(items.get(key), key).toBeDefined();
      if (touched.has(key)) continue;
      compared++;
      expect(items.get(key)?.dueOn, key).toBe(item.dueOn);
    }
  };
  check(LifeArbitrary, holds);
  expect(compared).toBeGreaterThan(often(500));
});

test('what had appeared earlier carries the dates that the final ones give, except what people touched', () => {
  let compared = 0;
  let kept = 0;
  const holds = (life: Life) => {
    const { after, touched, looks } = lived(life);
    const last = itemsIn(looks.at(-1)?.before ?? after);
    fc.pre(after.card.status !== 'done');
    for (const { key, due } of ONCE) {
      const item = itemsIn(after).get(key);
      const how = touched.get(key);
      if (how !== undefined) kept++;
      else if (!item || !due || 'during' in due) continue;
      else compared++;
      const meant = due && !('during' in due) ? resolveDue(due, anchorsOf(after), CALENDAR) : null;
      const theirs = how === 'delete' ? undefined : last.get(key)?.dueOn;
      expect(item?.dueOn, key).toBe(how === undefined ? meant : theirs);
    }
  };
  check(LifeArbitrary, holds);
  expect(compared).toBeGreaterThan(often(500));
  expect(kept).toBeGreaterThan(often(40));
});

test('work is with whom the playbook names by now, except what people gave to somebody else', () => {
  let compared = 0;
  let kept = 0;
  const holds = (life: Life) => {
    const { after, given } = lived(life);
    fc.pre(after.card.status !== 'done');
    for (const [key, { assignees, isClosed }] of itemsIn(after)) {
      if (isClosed) continue;
      if (given.has(key)) kept++;
      else compared++;
      const allowed = given.has(key) ? [THEIR_PEOPLE] : whoMayHave(key, after.card);
      expect(allowed.map(inNumbers), key).toContain(inNumbers(assignees));
    }
  };
  check(LifeArbitrary, holds);
  expect(compared).toBeGreaterThan(often(500));
  expect(kept).toBeGreaterThan(often(25));
});

test('of work that comes again one task is open at a time, late or on the next day of its recurrence', () => {
  let compared = 0;
  const holds = (life: Life) => {
    const redated = new Set<string>();
    for (const { before, after } of lived(life).looks) {
      const known = new Set(before.board.items.map(({ id }) => id));
      for (const [key, occurrences] of occurrencesIn(after)) {
        const open = occurrences.filter(({ item }) => !item.isClosed);
        expect(open.length, key).toBeLessThanOrEqual(1);
        const { due } = PLAYBOOK.workItems.find(template => template.key === key) ?? {};
        const [latest] = open;
        if (!latest || !due || !('during' in due) || after.card.status === 'done') continue;
        if (before.board.items.some(({ id, dueOn }) => id === latest.item.id && dueOn === THEIR_DAY)) {
          redated.add(latest.item.id);
        }
        if (redated.has(latest.item.id)) continue;
        compared++;
        expect(latest.number, key).toBe(Math.max(...occurrences.map(({ number }) => number)));
        const days = daysOf(due, after);
        expect(days, key).toContain(latest.item.dueOn);
        const spokenFor = new Set([...daysMeant(after, key), ...occurrences.map(({ item }) => item.dueOn)]);
        const sooner = days.filter(day => day >= todayOf(after) && day < (latest.item.dueOn ?? ''));
        expect(
          sooner.filter(day => !spokenFor.has(day)),
          key,
        ).toEqual([]);
        if (known.has(latest.item.id)) continue;
        // Nothing is made for the past, nor twice for the same day.
        expect(latest.item.dueOn && latest.item.dueOn >= todayOf(after), key).toBe(true);
        const others = occurrences.flatMap(({ item }) => (item === latest.item ? [] : [item.dueOn]));
        expect(others, key).not.toContain(latest.item.dueOn);
      }
    }
  };
  check(LifeArbitrary, holds);
  expect(compared).toBeGreaterThan(often(500));
});

test('while its phase lasts, work that comes again is open, or its next day lies ahead', () => {
  const holds = (life: Life) => {
    const deleted = new Set<string>();
    const { after, touched } = lived(life);
    for (const [key, how] of touched) if (how === 'delete') deleted.add(key);
    for (const [key, occurrences] of occurrencesIn(after)) {
      const { due } = PLAYBOOK.workItems.find(template => template.key === key) ?? {};
      if (!due || !('during' in due)) continue;
      const isDuring = after.card.status === (due.during === 'running' ? 'in progress' : 'evaluation');
      const anchors = anchorsOf(after);
      const from = (due.during === 'running' ? anchors.start : null) ?? anchors.entered[due.during];
      if (!isDuring || from === undefined) continue;
      const open = occurrences.some(({ item }) => !item.isClosed);
      const isDeletedAhead =
        [...deleted].some(gone => gone.startsWith(`${key}-`)) &&
        daysMeant(after, key).some(day => day >= todayOf(after));
      expect(open || isDeletedAhead, key).toBe(true);
    }
  };
  check(LifeArbitrary, holds);
});

test('while nobody changes a date, work that comes again keeps its rhythm', () => {
  let made = 0;
  const holds = ({ begins, dates, steps }: Life) => {
    const calm = steps.filter(
      step =>
        step.kind !== 'move' && step.kind !== 'back' && !(step.kind === 'touch' && step.how === 're-date'),
    );
    live({ begins, dates, steps: calm }, (before, after) => {
      const former = occurrencesIn(before);
      for (const [key, occurrences] of occurrencesIn(after)) {
        const latest = occurrences.at(-1);
        const earlier = former.get(key) ?? [];
        if (!latest || earlier.length === 0 || earlier.some(({ item }) => item.id === latest.item.id))
          continue;
        made++;
        const since = [todayOf(after), ...earlier.map(({ item }) => item.dueOn ?? '')].sort().at(-1);
        // A week is the longest period here, and Easter the longest rest; two days that fall together make one.
        expect(latest.item.dueOn && latest.item.dueOn <= addDays(since ?? '', 7 + 4), key).toBe(true);
      }
    });
  };
  check(LifeArbitrary, holds);
  expect(made).toBeGreaterThan(often(50));
});

/** The people whom an item of that key may be with: one possibility, or several. */
function whoMayHave(key: string, { assignees, supporters }: Observation['card']): number[][] {
  const team = assignees.map(({ id }) => id);
  switch (templateOf(key, PLAYBOOK)?.assign) {
    case 'one-of-team':
    case 'rotate':
      return team.length === 0 ? [[]] : team.map(id => [id]);
    case 'team':
      return [team];
    case 'supporter':
      return [supporters.map(({ id }) => id)];
    case 'nobody':
    case undefined:
      return [[]];
  }
}

function inNumbers(ids: readonly number[]): string {
  return ids.toSorted((one, other) => one - other).join();
}

/** The days of a recurrence, as far as anybody here lives. */
function daysOf(recurrence: Recurrence, after: Observation): string[] {
  return daysFrom({ recurrence, anchors: anchorsOf(after) });
}

/** The days that the record notes for what was made of that recurring work. */
function daysMeant({ board }: Observation, template: string): string[] {
  const record = board.items.find(({ isAbout }) => isAbout)?.record;
  if (!record || record === 'unreadable') return [];
  return Object.entries(record.templates).flatMap(([key, { meant }]) =>
    key.startsWith(`${template}-`) ? (meant.due ?? []) : [],
  );
}

/** So many reminders there are in an evaluation before the last word. */
const MOST_REMINDERS = 4;

/** The earliest day for a reminder after `day` that may come after so many times the cadence, reckoned a day at a time. */
function earliestAfter(day: string, cadence: string, times = 1): string {
  const [once, unit] = [Number(cadence.split(' ')[0]), cadence.replace(/^\d+ /, '').replace(/s$/, '')];
  const count = once * times;
  if (unit !== 'working day') return addDays(day, unit === 'week' ? count * 7 : count);
  let on = day;
  for (let left = count; left > 0; ) {
    on = addDays(on, 1);
    if (isWorkingDay(HOLIDAY_CALENDAR, on)) left--;
  }
  return on;
}

function isLastWord(text: string): boolean {
  return /^Feedback reminder \d+, the last$/m.test(text);
}

/** Whether a reminder is due at a look: everything it needs holds, and it is nine o'clock on a working day or later. */
function isReminderDue(
  { at, isEvaluating, isOpen, count, snoozedUntil, enteredOn, before, texts }: Look,
  cadence: string,
) {
  if (!isEvaluating || !isOpen || count >= 3 || enteredOn === null) return false;
  const today = dayOf(at, ZONE);
  const since = [enteredOn, ...before.map(when => dayOf(when, ZONE))].sort().at(-1) ?? enteredOn;
  const isSnoozed = snoozedUntil !== null && today <= snoozedUntil;
  const former = before.filter(when => dayOf(when, ZONE) >= enteredOn).length;
  const isOver = former > 0 && texts.slice(before.length - former, before.length).some(isLastWord);
  // Whatever was deleted, it ends after twice the time that all of them take.
  const begun = snoozedUntil !== null && snoozedUntil > enteredOn ? snoozedUntil : enteredOn;
  const end = earliestAfter(begun, cadence, (MOST_REMINDERS + 1) * (MOST_REMINDERS + 2));
  return (
    !isSnoozed &&
    !isOver &&
    today <= end &&
    isWorkingDay(HOLIDAY_CALENDAR, today) &&
    at >= morningOf(today, ZONE) &&
    today >= earliestAfter(since, cadence, former + 1)
  );
}

test('a reminder comes exactly when one is due, one at a look, however late the look and whatever was forgotten', () => {
  let made = 0;
  let none = 0;
  const holds = (weeks: Weeks) => {
    for (const look of looksAt(weeks)) {
      const isDue = isReminderDue(look, weeks.cadence);
      if (isDue) made++;
      else none++;
      expect(look.after.length - look.before.length, JSON.stringify(look)).toBe(isDue ? 1 : 0);
    }
  };
  check(WeeksArbitrary, holds);
  expect(made).toBeGreaterThan(often(100));
  expect(none).toBeGreaterThan(often(200));
});

test('the supporter is asked once in an evaluation, with its third reminder, whatever was forgotten', () => {
  let asked = 0;
  const asks = (text: string | undefined) => /could you help/.test(text ?? '');
  const holds = (weeks: Weeks) => {
    for (const { before, after, texts, enteredOn } of looksAt(weeks)) {
      if (after.length === before.length) continue;
      const former = before.filter(at => dayOf(at, ZONE) >= (enteredOn ?? ''));
      const formerTexts = texts.slice(before.length - former.length, before.length);
      const isTime = former.length >= 2 && !formerTexts.some(asks) && !isLastWord(texts.at(-1) ?? '');
      if (isTime) asked++;
      expect(asks(texts.at(-1)), JSON.stringify(texts)).toBe(isTime);
    }
  };
  check(WeeksArbitrary, holds);
  expect(asked).toBeGreaterThan(often(10));
});

test('after four reminders in an evaluation comes the last word, and nothing more, whatever was forgotten', () => {
  let over = 0;
  const holds = (weeks: Weeks) => {
    const looks = looksAt(weeks);
    for (const { before, after, texts, enteredOn } of looks) {
      const count = (all: readonly number[]) => all.filter(at => dayOf(at, ZONE) >= (enteredOn ?? '')).length;
      expect(count(after)).toBeLessThanOrEqual(MOST_REMINDERS + 1);
      if (after.length === before.length) continue;
      const isLast = count(before) === MOST_REMINDERS;
      if (isLast) over++;
      expect(isLastWord(texts.at(-1) ?? ''), JSON.stringify(texts)).toBe(isLast);
    }
  };
  check(WeeksArbitrary, holds);
  holds({ cadence: '1 working day', steps: [{ kind: 'daily', days: 60 }] });
  expect(over).toBeGreaterThan(0);
});

test('reminders are numbered from 1 without a gap, none on a day of rest, never two within the cadence', () => {
  const holds = (weeks: Weeks) => {
    const last = looksAt(weeks).at(-1);
    const days = (last?.after ?? []).map(at => dayOf(at, ZONE));
    days.forEach((day, index) => {
      expect(isWorkingDay(HOLIDAY_CALENDAR, day), day).toBe(true);
      const former = days[index - 1] ?? '';
      expect(former === '' || day >= earliestAfter(former, weeks.cadence), `${former} ${day}`).toBe(true);
    });
    const numbers = (last?.texts ?? []).map(
      text => /^Feedback reminder (\d+)(?:, the last)?$/m.exec(text)?.[1],
    );
    expect(numbers).toEqual(days.map((_, index) => String(index + 1)));
  };
  check(WeeksArbitrary, holds);
});
