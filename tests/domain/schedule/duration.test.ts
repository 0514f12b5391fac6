import { expect, test } from 'vitest';
import type { Calendar } from '../../../src/domain/schedule/calendar.ts';
import { after, parseDuration } from '../../../src/domain/schedule/duration.ts';
import { instant } from '../../support/observed-company.ts';

const CALENDAR: Calendar = {
  zone: 'Europe/Berlin',
  workingWeek: new Set(['monday', 'tuesday', 'wednesday', 'thursday', 'friday']),
  holidays: new Set(),
  allHands: new Set(['thursday']),
};

test.each([
  ['1 second', 1000],
  ['60 seconds', 60_000],
  ['90 minutes', 5_400_000],
  ['2 hours', 7_200_000],
  ['1 day', 86_400_000],
  [' 2  Weeks ', 1_209_600_000],
  ['0 minutes', 0],
])('“%s” are %i milliseconds', (expression, ms) => {
  expect(parseDuration(expression)).toEqual({ unit: 'ms', ms });
});

test('working days are counted, not measured', () => {
  expect(parseDuration('3 working days')).toEqual({ unit: 'working day', count: 3 });
});

test.each(['', '60', 'seconds', '1.5 hours', '-1 day', '3 months', '12345 days', '1 hour 5 minutes', '2h'])(
  '%j is no length of time',
  expression => {
    expect(parseDuration(expression)).toBeNull();
  },
);

test.each([
  ['2 hours', '2027-01-15 23:00', '2027-01-16 01:00'],
  ['1 working day', '2027-01-15 23:00', '2027-01-18 09:00'],
  ['1 working day', '2027-01-16 12:00', '2027-01-18 09:00'],
  ['2 working days', '2027-01-14 09:00', '2027-01-18 09:00'],
  ['0 working days', '2027-01-16 12:00', '2027-01-16 12:00'],
  // The night in which clocks go forward.
  ['1 day', '2027-03-27 12:00', '2027-03-28 13:00'],
])('%s after %s are over at %s', (expression, from, over) => {
  const duration = parseDuration(expression);
  expect(duration && after(instant(from), duration, CALENDAR)).toBe(instant(over));
});
