// Who is there: absences, working days, days of rest.
import { describe, expect, test } from 'vitest';
import { type Absence, presenceOf, type WorkingDays } from '../../../src/domain/people/absence.ts';
import type { Calendar, Weekday } from '../../../src/domain/schedule/calendar.ts';
import { after } from '../../../src/domain/schedule/duration.ts';
import { instant } from '../../support/observed-company.ts';

const WEEK: Weekday[] = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'];
const CALENDAR: Calendar = {
  zone: 'Europe/Berlin',
  workingWeek: new Set(WEEK),
  holidays: new Set(),
  allHands: new Set(['thursday']),
};
const [ANA, BEN] = [1, 2];
/** A Monday. */
const MONDAY = '2027-01-18';

let made = 0;
const away = (person: number, from: string, until: string): Absence => ({
  id: `a${++made}`,
  people: [person],
  from,
  until,
  madeFor: null,
});
const presence = (absences: Absence[], workingDays: WorkingDays = new Map()) =>
  presenceOf(absences, workingDays, CALENDAR);

describe('presence', () => {
  test('counts the first and the last day of an absence', () => {
    const { isThere } = presence([away(ANA, MONDAY, '2027-01-20')]);
    const days = ['2027-01-17', MONDAY, '2027-01-20', '2027-01-21'];
    expect(days.map(day => isThere(ANA, day))).toEqual([true, false, false, true]);
    expect(isThere(BEN, MONDAY)).toBe(true);
  });

  test('joins absences between which nobody works', () => {
    const { awayOn } = presence([
      away(ANA, '2027-01-25', '2027-01-29'),
      away(ANA, MONDAY, '2027-01-22'),
      away(ANA, '2027-02-02', '2027-02-03'),
    ]);
    expect(awayOn(ANA, '2027-01-20')).toEqual({ from: MONDAY, until: '2027-01-29' });
    expect(awayOn(ANA, '2027-02-01')).toBeNull();
  });

  test('a part-time person is missing on their days off and on no day of the company’s rest', () => {
    const { isThere, awayOn, missing } = presence([], new Map([[ANA, new Set(WEEK.slice(0, 4))]]));
    expect([isThere(ANA, '2027-01-21'), isThere(ANA, '2027-01-22'), isThere(ANA, '2027-01-23')]).toEqual([
      true,
      false,
      true,
    ]);
    expect(awayOn(ANA, '2027-01-22')).toBeNull();
    expect(missing(ANA, '2027-01-22')).toEqual({ from: '2027-01-22', until: '2027-01-24' });
  });

  test('lengths count the working days of the person alone', () => {
    const { calendarOf } = presence([away(ANA, MONDAY, '2027-01-22')]);
    const grace = { unit: 'working day', count: 2 } as const;
    const from = instant('2027-01-15 10:00');
    expect(after(from, grace, calendarOf(ANA))).toBe(instant('2027-01-26 09:00'));
    expect(after(from, grace, calendarOf(BEN))).toBe(instant('2027-01-19 09:00'));
  });

  test('the first who is there comes first, or else who is back first', () => {
    const people = [{ id: ANA }, { id: BEN }];
    const longer = away(ANA, MONDAY, '2027-01-29');
    expect(presence([longer]).firstOf(people, MONDAY)).toEqual({ person: { id: BEN }, isThere: true });
    const both = presence([longer, away(BEN, MONDAY, '2027-01-19')]);
    expect(both.firstOf(people, MONDAY)).toEqual({ person: { id: BEN }, isThere: false });
    expect(both.firstOf([], MONDAY)).toBeNull();
  });

  test('somebody who is away for years is never there', () => {
    const { isThere, missing, awayOn } = presence([away(ANA, '2026-01-01', '2029-12-31')]);
    expect(isThere(ANA, MONDAY)).toBe(false);
    expect(missing(ANA, MONDAY)?.until).toBe('2029-12-31');
    expect(awayOn(ANA, MONDAY)).toEqual({ from: '2026-01-01', until: '2029-12-31' });
  });
});
