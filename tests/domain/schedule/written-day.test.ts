// Days and lengths as people write them in comments, in English and in German.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isDay } from '../../../src/domain/day.ts';
import { companyTextsOf, LOCALES } from '../../../src/domain/language/texts.ts';
import { addDays, type Calendar } from '../../../src/domain/schedule/calendar.ts';
import { readSpokenDay, readSpokenLength } from '../../../src/domain/schedule/written-day.ts';
import { growth } from '../growth.ts';

/** A Monday. */
const TODAY = '2027-01-11';
const CALENDAR: Calendar = {
  zone: 'Europe/Berlin',
  workingWeek: new Set(['monday', 'tuesday', 'wednesday', 'thursday', 'friday']),
  holidays: new Set(['2027-01-13']),
  allHands: new Set(['thursday']),
};

/** Any day that people speak of. */
const day = fc.integer({ min: 0, max: 40_000 }).map(count => addDays('2000-01-01', count));

describe('a day', () => {
  test.each([
    ['2027-01-15', '2027-01-15'],
    ['15 Jan', '2027-01-15'],
    ['15 january 2027', '2027-01-15'],
    ['15th of January', '2027-01-15'],
    ['the 15th of January, 2028', '2028-01-15'],
    ['Jan 15', '2027-01-15'],
    ['Jan 15, 2027', '2027-01-15'],
    ['January 15th', '2027-01-15'],
    ['Sept 3', '2027-09-03'],
    ['15.1.', '2027-01-15'],
    ['15.1', '2027-01-15'],
    ['15. 1. 2027', '2027-01-15'],
    ['15.01.28', '2028-01-15'],
    ['15. Januar', '2027-01-15'],
    ['15. Jan. 2028', '2028-01-15'],
    ['3. März', '2027-03-03'],
    ['3. Mrz', null],
    ['zum 15. Mai', '2027-05-15'],
    ['friday', '2027-01-15'],
    ['Friday.', '2027-01-15'],
    ['next Friday', '2027-01-15'],
    ['freitag', '2027-01-15'],
    ['Fr.', '2027-01-15'],
    ['nächsten Freitag', '2027-01-15'],
    ['monday', '2027-01-18'],
    ['today', '2027-01-11'],
    ['heute', '2027-01-11'],
    ['tomorrow', '2027-01-12'],
    ['morgen', '2027-01-12'],
    ['Fri, 15 Jan 2027', '2027-01-15'],
    ['Freitag, 15. Januar', '2027-01-15'],
    ['Friday, 16 January', null],
    ['Freitag, den 15. Januar', '2027-01-15'],
    ['Friday the 15th of January', '2027-01-15'],
    ['Friday the 15th', '2027-01-15'],
    ['Friday the 16th', null],
    ['dem 15.', '2027-01-15'],
    ['zum 10.', '2027-02-10'],
    ['the 15th', '2027-01-15'],
    ['15th', '2027-01-15'],
    ['the 31st', '2027-01-31'],
    ['the 32nd', null],
    ['übermorgen', '2027-01-13'],
    ['the day after tomorrow', '2027-01-13'],
    ['Sonnabend', '2027-01-16'],
    ['15. Jänner', '2027-01-15'],
    ['3. Maerz', '2027-03-03'],
    ['“15 Jan”', '2027-01-15'],
    ['„Freitag“', '2027-01-15'],
    ['2027‑01‑15', '2027-01-15'],
    ['end of month', '2027-01-31'],
    ['the end of the month', '2027-01-31'],
    ['end of next month', '2027-02-28'],
    ['Ende des Monats', '2027-01-31'],
    ['Monatsende', '2027-01-31'],
    ['Ende Januar', '2027-01-31'],
    ['end of January 2028', '2028-01-31'],
    ['Ende Dezember', '2027-12-31'],
    ['end of the year', '2027-12-31'],
    ['Ende nächster Woche', '2027-01-24'],
    ['end of the week', '2027-01-17'],
    ['KW 3', '2027-01-24'],
    ['KW3', '2027-01-24'],
    ['Ende KW 3', '2027-01-24'],
    ['calendar week 3', '2027-01-24'],
    ['KW 1', '2028-01-09'],
    ['KW 53/2026', '2027-01-03'],
    ['KW 53/2027', null],
    ['2027-W03', '2027-01-24'],
    ['tomorow', '2027-01-12'],
    ['the day after tomorow', '2027-01-13'],
    ['fridya', '2027-01-15'],
    ['Donerstag', '2027-01-14'],
    ['3. Febuar', '2027-02-03'],
    ['sonday', null],
    ['thuesday', null],
    ['tomorrow please', '2027-01-12'],
    ['tomorrow, thanks!', '2027-01-12'],
    ['morgen bitte', '2027-01-12'],
    ['24 Dec 🎄', '2027-12-24'],
    ['24.12. :)', '2027-12-24'],
    ['next week', null],
    ['end of March, maybe', null],
  ])('%j is %s', (spoken, meant) => {
    expect(readSpokenDay(spoken, TODAY)).toBe(meant);
  });

  test('without its year is the next such day, today included', () => {
    expect(readSpokenDay('11 Jan', TODAY)).toBe('2027-01-11');
    expect(readSpokenDay('10 Jan', TODAY)).toBe('2028-01-10');
    expect(readSpokenDay('2.1.', '2026-12-30')).toBe('2027-01-02');
  });

  test('that is over stays over where its year is named', () => {
    expect(readSpokenDay('10 Jan 2027', TODAY)).toBe('2027-01-10');
  });

  test('29 February is found in the next leap year, also across the turn of a century', () => {
    expect(readSpokenDay('29 Feb', TODAY)).toBe('2028-02-29');
    expect(readSpokenDay('29.2.', '2096-03-01')).toBe('2104-02-29');
    expect(readSpokenDay('29 Feb 2027', TODAY)).toBeNull();
  });

  test.each([
    '',
    'soon',
    '31 Nov',
    '0 Jan',
    '15/1/2027',
    '2027-13-01',
    '2027-02-30',
    'Jan',
    '15',
    'next',
    'friday 15',
    '1.13.',
  ])('%j is none', spoken => {
    expect(readSpokenDay(spoken, TODAY)).toBeNull();
  });

  test('reads with umlauts of two code points as well', () => {
    expect(readSpokenDay('3. März'.normalize('NFD'), TODAY)).toBe('2027-03-03');
  });

  test.each(LOCALES)('that Liaison wrote itself (%s) is read back, whatever day it is today', locale => {
    const texts = companyTextsOf(locale);
    fc.assert(
      fc.property(day, day, (meant, today) => {
        expect(readSpokenDay(texts.day(meant), today)).toBe(meant);
      }),
    );
  });

  test('is real and never before today, if no year is named', () => {
    const number = fc.integer({ min: 0, max: 40 });
    fc.assert(
      fc.property(number, number, day, (one, other, today) => {
        const read = readSpokenDay(`${one}.${other}.`, today);
        expect(read === null || (isDay(read) && read >= today)).toBe(true);
      }),
    );
  });
});

describe('a length', () => {
  test.each([
    ['2 weeks', '2027-01-25'],
    ['a week', '2027-01-18'],
    ['two weeks', '2027-01-25'],
    ['the next 2 weeks', '2027-01-25'],
    ['eine Woche', '2027-01-18'],
    ['zwei Wochen', '2027-01-25'],
    ['die nächsten 3 Tage', '2027-01-14'],
    ['10 days', '2027-01-21'],
    ['1 day', '2027-01-12'],
    ['a month', '2027-02-11'],
    ['einen Monat.', '2027-02-11'],
    ['twelve weeks', '2027-04-05'],
    ['zwölf Wochen', '2027-04-05'],
    ['seven days', '2027-01-18'],
    ['1w', '2027-01-18'],
    ['2 wks', '2027-01-25'],
    ['3d', '2027-01-14'],
    ['2 Wo', '2027-01-25'],
    ['two weekss', '2027-01-25'],
    ['1 week 🏖️', '2027-01-18'],
    ['a year', '2028-01-11'],
    ['ein Jahr', '2028-01-11'],
  ])('of %j ends on %s', (spoken, end) => {
    expect(readSpokenLength(spoken, TODAY, CALENDAR)).toBe(end);
  });

  test('in working days leaves out weekends and holidays', () => {
    expect(readSpokenLength('1 working day', TODAY, CALENDAR)).toBe('2027-01-12');
    expect(readSpokenLength('3 working days', TODAY, CALENDAR)).toBe('2027-01-15');
    expect(readSpokenLength('vier Arbeitstage', TODAY, CALENDAR)).toBe('2027-01-18');
    expect(readSpokenLength('vier Werktage', TODAY, CALENDAR)).toBe('2027-01-18');
  });

  test('of a month ends on the last day of a shorter month', () => {
    expect(readSpokenLength('1 month', '2027-01-31', CALENDAR)).toBe('2027-02-28');
  });

  test.each([
    '',
    'weeks',
    '0 weeks',
    '-2 weeks',
    '2',
    'some weeks',
    '2 fortnights',
    '1m',
    '10 min',
    '1.5 weeks',
    '9999 weeks',
  ])('%j is none', spoken => {
    expect(readSpokenLength(spoken, TODAY, CALENDAR)).toBeNull();
  });
});

test('whatever is written is read or refused, never thrown at', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary-ascii', maxLength: 60 }), text => {
      for (const read of [readSpokenDay(text, TODAY), readSpokenLength(text, TODAY, CALENDAR)]) {
        expect(read === null || isDay(read)).toBe(true);
      }
    }),
    { numRuns: 500 },
  );
});

test('hostile texts take time in proportion to their length', () => {
  const parts = ['a', ' ', '1', '.', '. ', '1.', 'a ', 'jan ', 'fri, ', 'nächsten ', '١'];
  for (const part of parts) {
    for (const beginning of ['', '15 ', 'friday ']) {
      const grown = growth(length => {
        const text = beginning + part.repeat(length / part.length);
        readSpokenDay(text, TODAY);
        readSpokenLength(`${text}!`, TODAY, CALENDAR);
      });
      expect(grown, JSON.stringify(beginning + part)).toBeLessThan(40);
    }
  }
});
