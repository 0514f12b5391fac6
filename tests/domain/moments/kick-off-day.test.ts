// The day that is proposed for the kick-off: somebody else's count of who is there, over any absences.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { kickOffDay } from '../../../src/domain/moments/complete.ts';
import { presenceOf, type WorkingDays } from '../../../src/domain/people/absence.ts';
import {
  addDays,
  addWorkingDays,
  type Calendar,
  isWorkingDay,
  type Weekday,
} from '../../../src/domain/schedule/calendar.ts';
import { person } from '../../support/observed-company.ts';

const WEEK: Weekday[] = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'];
const CALENDAR: Calendar = {
  zone: 'Europe/Berlin',
  workingWeek: new Set(WEEK),
  holidays: new Set(['2027-01-20']),
  allHands: new Set(['thursday']),
};
const TODAY = '2027-01-12';
const PEOPLE = ['Ana', 'Ben', 'Sam'].map(person);

const Absence = fc.record({
  id: fc.uuid(),
  people: fc.constantFrom(...PEOPLE).map(({ id }) => [id]),
  from: fc.integer({ min: -5, max: 30 }).map(count => addDays(TODAY, count)),
  days: fc.integer({ min: 0, max: 40 }),
});
const PartTime: fc.Arbitrary<WorkingDays> = fc
  .subarray(WEEK, { minLength: 1 })
  .map(days => new Map([[PEOPLE[0]?.id ?? 0, new Set(days)]]));

test('it is the first working day of four weeks on which all are there, else the first with the fewest missing', () => {
  let common = 0;
  let none = 0;
  fc.assert(
    fc.property(fc.array(Absence, { maxLength: 4 }), PartTime, (away, partTime) => {
      const absences = away.map(({ days, from, ...one }) => ({
        ...one,
        from,
        until: addDays(from, days),
        madeFor: null,
      }));
      const presence = presenceOf(absences, partTime, CALENDAR);
      const found = kickOffDay(PEOPLE, { today: TODAY, calendar: CALENDAR, presence });
      const ahead = Array.from({ length: 20 }, (_, index) => addWorkingDays(CALENDAR, TODAY, index + 1));
      const missing = ahead.map(day => PEOPLE.filter(({ id }) => !presence.isThere(id, day)).length);
      const fewest = Math.min(...missing);
      expect(found.day).toBe(ahead[missing.indexOf(fewest)]);
      expect(found.missing.length).toBe(fewest);
      expect(isWorkingDay(CALENDAR, found.day)).toBe(true);
      if (fewest === 0) common += 1;
      else none += 1;
    }),
    { numRuns: 400 },
  );
  expect(Math.min(common, none)).toBeGreaterThan(10);
});
