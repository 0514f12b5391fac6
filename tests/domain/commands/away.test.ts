// What people write behind /away, in either language.
import { expect, test } from 'vitest';
import { readAway, readBack } from '../../../src/domain/commands/away.ts';
import { calendarOf } from '../../../src/domain/playbook/playbook.ts';
import { playbookWith } from '../../support/observed-company.ts';

/** A Wednesday. */
const TODAY = '2027-01-13';
const CALENDAR = calendarOf(playbookWith(), []);
const read = (text: string) => readAway(text, TODAY, CALENDAR, 60);

test.each([
  ['until 15 Jan', null, '2027-01-15'],
  ['bis 15. Januar', null, '2027-01-15'],
  ['until friday.', null, '2027-01-15'],
  ['next week', '2027-01-18', '2027-01-22'],
  ['nächste Woche', '2027-01-18', '2027-01-22'],
  ['this week', TODAY, '2027-01-15'],
  ['from 3 May until 14 May', '2027-05-03', '2027-05-14'],
  ['vom 3.5. bis 14.5.', '2027-05-03', '2027-05-14'],
  ['from 28 Dec until 3 Jan', '2027-12-28', '2028-01-03'],
  ['for 3 days', null, '2027-01-15'],
  ['für 2 Wochen', null, '2027-01-26'],
  ['from monday for 3 working days', '2027-01-18', '2027-01-20'],
  ['2 weeks', null, '2027-01-26'],
  ['drei Tage', null, '2027-01-15'],
  ['vom 5.1. bis 20.1.', '2027-01-05', '2027-01-20'],
  ['from 20 Dec until 20 Jan', '2026-12-20', '2027-01-20'],
  ['from 20 Jan until 2028-01-18', '2027-01-20', '2028-01-18'],
  ['until end of the year', null, '2027-12-31'],
  ['tomorrow', '2027-01-14', '2027-01-14'],
  ['on friday', '2027-01-15', '2027-01-15'],
])('“/away %s” is understood', (text, from, until) => {
  expect(read(text)).toEqual({ name: 'away', from, until });
});

test.each([
  ['', 'no-return'],
  ['15 Jan', 'no-return'],
  ['from 15 Jan', 'no-return'],
  ['until', 'no-return'],
  ['until soon', 'bad-absence'],
  ['from soon until 15 Jan', 'bad-absence'],
  ['until further notice', 'no-return'],
  ['bis auf Weiteres', 'no-return'],
  ['from 20 Jan until 18 Jan', 'far-end'],
  ['until 9 Jan', 'far-end'],
  ['bis 10.1.', 'far-end'],
  ['from 2027-05-14 until 2027-05-03', 'backwards'],
])('“/away %s” is asked about', (text, why) => {
  expect(read(text)).toMatchObject({ name: 'unclear', why });
});

test.each([
  ['on monday', '2027-01-18'],
  ['am Montag', '2027-01-18'],
  ['erst am 20.1.', '2027-01-20'],
  ['tomorrow', '2027-01-14'],
  ['next week', '2027-01-18'],
  ['in 2 days', '2027-01-15'],
])('“/back %s” is not yet', (text, day) => {
  expect(readBack(text, TODAY, CALENDAR)).toEqual({ name: 'unclear', why: 'not-back-yet', day });
});

test.each(['', 'today', 'heute', 'at last!', 'again, thank you', 'da', 'from holidays'])(
  '“/back %s” is now',
  text => {
    expect(readBack(text, TODAY, CALENDAR)).toEqual({ name: 'back' });
  },
);
