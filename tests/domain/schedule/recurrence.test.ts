// Work that comes again and again: how it is written, on which day each time falls, and what the times are called.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PHASES } from '../../../src/domain/phase.ts';
import { WorkItemTemplate } from '../../../src/domain/playbook/work-item-template.ts';
import {
  addDays,
  type Calendar,
  isWorkingDay,
  startOfDay,
  weekdayOf,
} from '../../../src/domain/schedule/calendar.ts';
import type { Anchors } from '../../../src/domain/schedule/due.ts';
import {
  occurrenceDay,
  occurrenceFrom,
  occurrenceKey,
  occurrenceNumber,
  parseRecurrence,
  RECURRENCE_EXAMPLES,
  type Recurrence,
} from '../../../src/domain/schedule/recurrence.ts';
import { playbookWith } from '../../support/observed-company.ts';

const CALENDAR: Calendar = {
  zone: 'Europe/Berlin',
  workingWeek: new Set(['monday', 'tuesday', 'wednesday', 'thursday', 'friday']),
  holidays: new Set(['2027-01-25']),
  allHands: new Set(['thursday']),
};
/** A Monday. */
const START = '2027-01-11';
const ANCHORS: Anchors = { start: START, due: '2027-03-08', entered: { evaluating: '2027-03-05' } };

function parsed(expression: string): Recurrence {
  const recurrence = parseRecurrence(expression);
  if (!recurrence) throw new Error(`“${expression}” is no recurrence`);
  return recurrence;
}

function days(expression: string, anchors = ANCHORS, calendar = CALENDAR, count = 4): (string | null)[] {
  return Array.from({ length: count }, (_, index) =>
    occurrenceDay(parsed(expression), index + 1, anchors, calendar),
  );
}

describe('a recurrence is read', () => {
  test.each([
    ['every week while running', { count: 1, unit: 'week' }, 'running'],
    ['every 1 week while running', { count: 1, unit: 'week' }, 'running'],
    ['every 2 weeks while forming', { count: 2, unit: 'week' }, 'forming'],
    ['every day while running', { count: 1, unit: 'day' }, 'running'],
    ['every 10 days while running', { count: 10, unit: 'day' }, 'running'],
    ['every working day while evaluating', { count: 1, unit: 'working day' }, 'evaluating'],
    ['every 3 working days while evaluating', { count: 3, unit: 'working day' }, 'evaluating'],
    ['every monday while running', { weekday: 'monday' }, 'running'],
    ['  Every  Sunday   WHILE Evaluating ', { weekday: 'sunday' }, 'evaluating'],
  ])('%j', (expression, every, during) => {
    expect(parseRecurrence(expression)).toMatchObject({ every, during });
  });

  test.each(PHASES)('in the phase %s', phase => {
    expect(parseRecurrence(`every week while ${phase}`)?.during).toBe(phase);
  });

  test.each(RECURRENCE_EXAMPLES)('as the playbook’s documentation shows it: %j', expression => {
    expect(parseRecurrence(expression)).not.toBeNull();
  });

  test('and keeps its words, set in order', () => {
    expect(parsed(' Every  WEEK while running').text).toBe('every week while running');
  });
});

test.each([
  '',
  'every',
  'every week',
  'every week while',
  'every week while resting',
  'every month while running',
  'every 0 weeks while running',
  'every 100 weeks while running',
  'every -1 weeks while running',
  'every 1.5 weeks while running',
  'every two weeks while running',
  'every 2 mondays while running',
  'every 2 monday while running',
  'every mondays while running',
  'every week while running until due',
  'each week while running',
  'weekly',
  'every week\nwhile running!',
])('%j is no recurrence', expression => {
  expect(parseRecurrence(expression)).toBeNull();
});

describe('the days of an occurrence', () => {
  test('of a week fall on the weekday of the start, the first a week after it', () => {
    expect(days('every week while running')).toEqual([
      '2027-01-18',
      '2027-01-26',
      '2027-02-01',
      '2027-02-08',
    ]);
  });

  test('of some weeks are that far apart', () => {
    expect(days('every 2 weeks while running')).toEqual([
      '2027-01-26',
      '2027-02-08',
      '2027-02-22',
      '2027-03-08',
    ]);
  });

  test('of days move off weekends and holidays, forward', () => {
    expect(days('every 5 days while running')).toEqual([
      '2027-01-18',
      '2027-01-21',
      '2027-01-26',
      '2027-02-01',
    ]);
  });

  test('of working days count neither weekends nor holidays', () => {
    expect(days('every 5 working days while running')).toEqual([
      '2027-01-18',
      '2027-01-26',
      '2027-02-02',
      '2027-02-09',
    ]);
  });

  test('of a weekday begin after the start, also where that is such a day itself', () => {
    expect(days('every monday while running')).toEqual(days('every week while running'));
    expect(days('every thursday while running', ANCHORS, CALENDAR, 2)).toEqual(['2027-01-14', '2027-01-21']);
    expect(days('every sunday while running', ANCHORS, CALENDAR, 1)).toEqual(['2027-01-18']);
  });

  test('move for a holiday alone: the one after it falls where it would have', () => {
    const [, second, third] = days('every monday while running');
    expect([second, third]).toEqual(['2027-01-26', '2027-02-01']);
  });

  test('keep the weekday when clocks change, and last their hours', () => {
    for (const start of ['2027-03-22', '2027-10-25']) {
      const [first, second] = days('every week while running', { ...ANCHORS, start }, CALENDAR, 2);
      expect([first, second]).toEqual([addDays(start, 7), addDays(start, 14)]);
      const hours =
        (startOfDay(addDays(start, 7), CALENDAR.zone) - startOfDay(start, CALENDAR.zone)) / 3_600_000;
      expect(hours).toBe(start === '2027-03-22' ? 167 : 169);
    }
  });

  test('pass 29 February like any other day', () => {
    const start = '2028-02-22';
    expect(days('every week while running', { ...ANCHORS, start }, CALENDAR, 2)).toEqual([
      '2028-02-29',
      '2028-03-07',
    ]);
  });
});

describe('it counts', () => {
  test('while running from the card’s start, or else from the day on which running was entered', () => {
    const entered = { running: '2027-01-13' } as const;
    expect(days('every week while running', { ...ANCHORS, entered }, CALENDAR, 1)).toEqual(['2027-01-18']);
    expect(days('every week while running', { start: null, due: null, entered }, CALENDAR, 1)).toEqual([
      '2027-01-20',
    ]);
  });

  test('while evaluating from the day on which that was entered, whatever the start', () => {
    expect(days('every week while evaluating', ANCHORS, CALENDAR, 1)).toEqual(['2027-03-12']);
  });

  test('from nowhere as long as nothing says where', () => {
    const nowhere: Anchors = { start: null, due: '2027-03-08', entered: {} };
    expect(days('every week while running', nowhere, CALENDAR, 1)).toEqual([null]);
    expect(days('every week while evaluating', { ...nowhere, start: START }, CALENDAR, 1)).toEqual([null]);
    expect(occurrenceFrom(parsed('every week while running'), START, nowhere, CALENDAR)).toBeNull();
  });

  test('to where years end that a day can name', () => {
    const late: Anchors = { start: '9999-12-20', due: null, entered: {} };
    expect(days('every week while running', late, CALENDAR, 2)).toEqual(['9999-12-27', null]);
  });
});

describe('the first occurrence from a day on', () => {
  const weekly = parsed('every week while running');

  test.each([
    ['2027-01-01', 1],
    ['2027-01-18', 1],
    ['2027-01-19', 2],
    ['2027-01-25', 2],
    ['2027-01-26', 2],
    ['2027-01-27', 3],
    ['2027-03-01', 7],
  ])('from %s is number %i', (day, number) => {
    expect(occurrenceFrom(weekly, day, ANCHORS, CALENDAR)).toBe(number);
  });

  test.each(['every day', 'every working day', 'every 2 days', 'every monday'])(
    'of what comes “%s” is found years after the start as well',
    every => {
      const recurrence = parsed(`${every} while running`);
      const found = occurrenceFrom(recurrence, '2030-01-01', ANCHORS, CALENDAR) ?? 0;
      const [before, on] = [found - 1, found].map(number =>
        occurrenceDay(recurrence, number, ANCHORS, CALENDAR),
      );
      expect(before && before < '2030-01-01' && on && on >= '2030-01-01').toBe(true);
    },
  );

  test('is given up where dates are more than ten years apart', () => {
    expect(occurrenceFrom(parsed('every day while running'), '2038-01-01', ANCHORS, CALENDAR)).toBeNull();
  });
});

describe('whatever the recurrence', () => {
  const units = fc.constantFrom('day', 'working day', 'week');
  const recurrence = fc
    .oneof(
      fc.tuple(fc.integer({ min: 1, max: 12 }), units).map(([count, unit]) => `every ${count} ${unit}s`),
      fc.constantFrom('monday', 'wednesday', 'saturday', 'sunday').map(weekday => `every ${weekday}`),
    )
    .map(every => parsed(`${every} while running`));
  const start = fc.integer({ min: 0, max: 1500 }).map(ahead => addDays('2026-01-01', ahead));
  const number = fc.integer({ min: 1, max: 60 });

  test('its days are working days after the start, each not before the one before', () => {
    fc.assert(
      fc.property(recurrence, start, number, (every, from, count) => {
        const anchors: Anchors = { start: from, due: null, entered: {} };
        const one = occurrenceDay(every, count, anchors, CALENDAR) ?? '';
        const next = occurrenceDay(every, count + 1, anchors, CALENDAR) ?? '';
        expect(one > from && next >= one).toBe(true);
        expect(isWorkingDay(CALENDAR, one), `${one}, a ${weekdayOf(one)}`).toBe(true);
      }),
    );
  });

  test('the first from a day on is the first', () => {
    fc.assert(
      fc.property(recurrence, start, fc.integer({ min: -20, max: 200 }), (every, from, ahead) => {
        const anchors: Anchors = { start: from, due: null, entered: {} };
        const day = addDays(from, ahead);
        const found = occurrenceFrom(every, day, anchors, CALENDAR) ?? 0;
        expect((occurrenceDay(every, found, anchors, CALENDAR) ?? '') >= day).toBe(true);
        const before = found > 1 ? (occurrenceDay(every, found - 1, anchors, CALENDAR) ?? '') : from;
        expect(found === 1 || before < day).toBe(true);
      }),
    );
  });
});

describe('a time of it', () => {
  test('has a key with its number, and the number is read back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9999 }), number => {
        expect(occurrenceNumber('weekly-sync', occurrenceKey('weekly-sync', number))).toBe(number);
      }),
    );
    expect(occurrenceKey('weekly-sync', 3)).toBe('weekly-sync-3');
  });

  test.each([
    'weekly-sync',
    'weekly-sync-',
    'weekly-sync-0',
    'weekly-sync-03',
    'weekly-sync-x',
    'weekly-sync-3-4',
    'weekly-sync-12345',
    'weekly-synch-3',
    'sync-3',
    'Weekly-sync-3',
  ])('is not %s', key => {
    expect(occurrenceNumber('weekly-sync', key)).toBeNull();
  });
});

describe('the playbook', () => {
  const item = (words: object) => ({ key: 'sync', title: 'Sync', phase: 'running', ...words });
  const refused = (...workItems: object[]) => {
    try {
      playbookWith({ workItems, feedback: null });
      return '';
    } catch (error) {
      return String(error);
    }
  };
  const weekly = { due: 'every week while running' };

  test('takes work that comes again', () => {
    expect(refused(item(weekly))).toBe('');
  });

  test('shows what can be written where it can’t read something', () => {
    const { error } = WorkItemTemplate.safeParse(item({ due: 'weekly' }));
    expect(error?.issues[0]?.message).toContain(RECURRENCE_EXAMPLES[0]);
  });

  test.each([
    ['of another phase', [item({ ...weekly, phase: 'evaluating' })], 'happens while running'],
    ['made ahead', [item({ ...weekly, from: '1 week before due' })], 'does not go together'],
    [
      'whose keys another item has',
      [item(weekly), item({ key: 'sync-2' })],
      'key of another work item (sync-2)',
    ],
    ['whose keys would be too long', [item({ ...weekly, key: 's'.repeat(37) })], 'too long'],
  ])('refuses such work %s', (_, workItems, message) => {
    expect(refused(...workItems)).toContain(message);
  });
});
