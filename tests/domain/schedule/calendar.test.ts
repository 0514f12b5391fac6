import { describe, expect, test } from 'vitest';
import {
  addDays,
  addWorkingDays,
  allHandsOnOrAfter,
  allHandsOnOrBefore,
  type Calendar,
  dayOf,
  daysBetween,
  isWorkingDay,
  morningOf,
  nearestWorkingDay,
  noonOf,
  startOfDay,
  WEEKDAYS,
  weekdayOf,
} from '../../../src/domain/schedule/calendar.ts';

const HOUR_MS = 3_600_000;
const CALENDAR: Calendar = {
  zone: 'Europe/Berlin',
  workingWeek: new Set(['monday', 'tuesday', 'wednesday', 'thursday', 'friday']),
  // Epiphany on a Wednesday; Good Friday and Easter Monday.
  holidays: new Set(['2027-01-06', '2027-03-26', '2027-03-29']),
  allHands: new Set(['wednesday']),
};

describe('a day of ClickUp', () => {
  // From the westernmost to the easternmost zone, with half and quarter hours and a skipped day among them.
  const zones = [
    'Etc/GMT+12',
    'Pacific/Pago_Pago',
    'America/Los_Angeles',
    'America/New_York',
    'America/St_Johns',
  ];
  zones.push(
    'UTC',
    'Africa/Casablanca',
    'Europe/Berlin',
    'Asia/Kathmandu',
    'Asia/Kolkata',
    'Australia/Lord_Howe',
  );
  zones.push('Pacific/Chatham', 'Pacific/Apia', 'Pacific/Kiritimati');

  test.each(zones)('is written as noon in %s and read back as the same day, all year round', zone => {
    for (let count = 0; count < 366; count++) {
      const day = addDays('2028-01-01', count);
      expect(dayOf(noonOf(day, zone), zone)).toBe(day);
    }
  });

  test('is the day it is in the playbook’s zone, whatever the machine’s zone', () => {
    const lateInBerlin = Date.UTC(2027, 0, 14, 22, 59);
    expect(dayOf(lateInBerlin, 'Europe/Berlin')).toBe('2027-01-14');
    expect(dayOf(lateInBerlin + 60_000, 'Europe/Berlin')).toBe('2027-01-15');
    expect(dayOf(lateInBerlin, 'America/New_York')).toBe('2027-01-14');
    expect(dayOf(lateInBerlin, 'Asia/Tokyo')).toBe('2027-01-15');
  });

  test('can be before 1970', () => {
    expect(dayOf(-1, 'UTC')).toBe('1969-12-31');
    expect(noonOf('1969-12-31', 'UTC')).toBe(-12 * HOUR_MS);
  });
});

describe('when clocks change', () => {
  test.each([
    ['Europe/Berlin', '2027-03-28', 23],
    ['Europe/Berlin', '2027-10-31', 25],
    ['America/New_York', '2027-03-14', 23],
    ['America/New_York', '2027-11-07', 25],
  ])('in %s, %s has %i hours, and noon and nine o’clock stay what they are', (zone, day, hours) => {
    expect(startOfDay(addDays(day, 1), zone) - startOfDay(day, zone)).toBe(hours * HOUR_MS);
    expect(startOfDay(addDays(day, 1), zone) - noonOf(day, zone)).toBe(12 * HOUR_MS);
    expect(noonOf(day, zone) - morningOf(day, zone)).toBe(3 * HOUR_MS);
  });

  test('a week is seven days on both sides', () => {
    expect(addDays('2027-03-25', 7)).toBe('2027-04-01');
    expect(daysBetween('2027-03-25', '2027-04-01')).toBe(7);
    expect(daysBetween('2027-10-28', '2027-11-04')).toBe(7);
  });

  test('a day without a midnight begins when it begins', () => {
    expect(startOfDay('2018-11-04', 'America/Sao_Paulo')).toBe(Date.UTC(2018, 10, 4, 3));
  });
});

describe('counting days', () => {
  test('knows leap days', () => {
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addDays('2027-02-28', 1)).toBe('2027-03-01');
    expect(daysBetween('2028-02-01', '2028-03-01')).toBe(29);
    expect(addDays('2028-02-29', 365)).toBe('2029-02-28');
  });

  test('goes back as well', () => {
    expect(addDays('2027-01-01', -1)).toBe('2026-12-31');
    expect(daysBetween('2027-01-14', '2027-01-04')).toBe(-10);
  });

  test('knows the weekdays', () => {
    const week = WEEKDAYS.map((_, index) => weekdayOf(addDays('2027-01-04', index)));
    expect(week).toEqual(WEEKDAYS);
  });
});

describe('working days', () => {
  test.each([
    ['2027-01-04', true],
    ['2027-01-06', false],
    ['2027-01-09', false],
    ['2027-01-10', false],
  ])('%s is one: %s', (day, isOne) => {
    expect(isWorkingDay(CALENDAR, day)).toBe(isOne);
  });

  test.each([
    ['2027-01-04', 0, '2027-01-04'],
    ['2027-01-04', 1, '2027-01-05'],
    ['2027-01-05', 1, '2027-01-07'],
    ['2027-01-08', 1, '2027-01-11'],
    ['2027-01-09', 1, '2027-01-11'],
    ['2027-03-25', 1, '2027-03-30'],
    ['2027-03-30', -1, '2027-03-25'],
    ['2027-01-10', -1, '2027-01-08'],
    ['2027-01-04', 10, '2027-01-19'],
  ])('%s and %i of them is %s', (day, count, reached) => {
    expect(addWorkingDays(CALENDAR, day, count)).toBe(reached);
  });

  test('the nearest one is the day itself, or else lies in the direction asked for', () => {
    expect(nearestWorkingDay(CALENDAR, '2027-03-25', 1)).toBe('2027-03-25');
    expect(nearestWorkingDay(CALENDAR, '2027-03-27', 1)).toBe('2027-03-30');
    expect(nearestWorkingDay(CALENDAR, '2027-03-27', -1)).toBe('2027-03-25');
  });

  test('a company may work on other days than most', () => {
    const shop: Calendar = { ...CALENDAR, workingWeek: new Set(['saturday', 'sunday']) };
    expect(addWorkingDays(shop, '2027-01-10', 1)).toBe('2027-01-16');
  });

  test('a company that never works gets an answer, too', () => {
    const never: Calendar = { ...CALENDAR, workingWeek: new Set() };
    expect(nearestWorkingDay(never, '2027-01-04', 1)).toBe('2027-01-04');
    expect(allHandsOnOrAfter(never, '2027-01-04')).toBeNull();
  });
});

describe('the all-hands', () => {
  test('is on its weekday, and falls out on a holiday', () => {
    expect(allHandsOnOrAfter(CALENDAR, '2026-12-30')).toBe('2026-12-30');
    expect(allHandsOnOrAfter(CALENDAR, '2026-12-31')).toBe('2027-01-13');
    expect(allHandsOnOrBefore(CALENDAR, '2027-01-12')).toBe('2026-12-30');
    expect(allHandsOnOrBefore(CALENDAR, '2027-01-13')).toBe('2027-01-13');
  });
});
