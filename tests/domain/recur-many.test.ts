// Recurring work that came hundreds of times: its days are worked out once, not again for everything that was made.
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Observation } from '../../src/domain/observation.ts';
import { decide } from '../../src/domain/plan.ts';
import { calendarOf } from '../../src/domain/playbook/playbook.ts';
import { addDays } from '../../src/domain/schedule/calendar.ts';
import type { Anchors } from '../../src/domain/schedule/due.ts';
import {
  occurrenceDay,
  occurrencesOf,
  parseRecurrence,
  type Recurrence,
} from '../../src/domain/schedule/recurrence.ts';
import { instant, observationOf, playbookWith } from '../support/observed-company.ts';

const START = '2027-01-11';
const MADE = 250;
const ANCHORS: Anchors = { start: START, due: null, entered: {} };
const playbook = playbookWith({
  rules: { 'team-size': null, 'supporter-present': null, 'supporter-eligible': null, timebox: null },
  workItems: [
    {
      key: 'daily',
      title: 'Daily',
      phase: 'running',
      due: 'every working day while running',
      assign: 'nobody',
    },
  ],
  feedback: null,
});
const calendar = calendarOf(playbook, []);

function recurrence(text: string): Recurrence {
  const parsed = parseRecurrence(text);
  if (!parsed) throw new Error(`“${text}” is no recurrence`);
  return parsed;
}
const DAILY = recurrence('every working day while running');
const dayOfTime = (number: number) => occurrenceDay(DAILY, number, ANCHORS, calendar) ?? '';

/** A customer result whose daily work came that often, the last time still open. */
function cameOften(): Observation {
  const card = { status: 'in progress', start: START, due: '2028-03-06' };
  const once = observationOf(
    { at: `${START} 10:00`, earlier: { at: `${START} 10:00`, card }, card },
    playbook,
  );
  const first = once.board.items.find(({ template }) => template === 'daily-1');
  const about = once.board.items.find(({ isAbout }) => isAbout);
  const record = about?.record;
  const entry = record && record !== 'unreadable' ? record.templates['daily-1'] : null;
  if (!first || !about || !record || record === 'unreadable' || !entry) throw new Error('nothing was made');
  const numbers = Array.from({ length: MADE }, (_, index) => index + 1);
  const templates = Object.fromEntries(
    numbers.map(number => {
      const values = { due: dayOfTime(number), assignees: [] };
      return [`daily-${number}`, { ...entry, written: values, meant: values }];
    }),
  );
  const made = numbers.map(number => ({
    ...first,
    id: `daily-${number}`,
    template: `daily-${number}`,
    dueOn: dayOfTime(number),
    isClosed: number < MADE,
  }));
  const items = [{ ...about, record: { ...record, templates } }, ...made];
  const at = instant(`${dayOfTime(MADE)} 08:00`);
  return { ...once, at, board: { ...once.board, items } };
}

/** The fastest of a few runs, in milliseconds. */
function fastest(work: () => unknown): number {
  const runs = Array.from({ length: 4 }, () => {
    const startedAt = performance.now();
    work();
    return performance.now() - startedAt;
  });
  return Math.min(...runs);
}

it('a decision takes no longer than working the days out a few times', () => {
  const observation = cameOften();
  expect(decide(observation, playbook, calendar).operations.map(({ kind }) => kind)).not.toContain(
    'update-item',
  );
  const deciding = fastest(() => decide(observation, playbook, calendar));
  const workingOut = fastest(() => {
    for (let number = 1; number <= MADE; number++) dayOfTime(number);
  });
  expect(deciding / workingOut).toBeLessThan(20);
});

it('all days together are the same as each by itself', () => {
  const texts = ['day', '3 days', 'working day', '4 working days', 'week', 'monday', 'sunday'];
  fc.assert(
    fc.property(fc.constantFrom(...texts), fc.nat(400), fc.nat(500), (text, ahead, until) => {
      const every = recurrence(`every ${text} while running`);
      const anchors = { ...ANCHORS, start: addDays(START, ahead) };
      const occurrences = occurrencesOf(every, anchors, calendar);
      const day = addDays(anchors.start, until);
      const from = occurrences.from(day);
      const numbers = Array.from({ length: 60 }, (_, index) => index + 1);
      const alone = numbers.map(number => occurrenceDay(every, number, anchors, calendar));
      expect(numbers.map(number => occurrences.day(number))).toEqual(alone);
      expect(occurrences.fallsOn(day)).toBe(from !== null && occurrences.day(from) === day);
    }),
  );
});
