// What people write behind /away, in either language.
import { expect, test } from 'vitest';
import { readAway } from '../../../src/domain/commands/away.ts';
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
  ['until soon', 'bad-date'],
  ['from soon until 15 Jan', 'bad-date'],
  ['from 2027-05-14 until 2027-05-03', 'backwards'],
])('“/away %s” is asked about', (text, why) => {
  expect(read(text)).toMatchObject({ name: 'unclear', why });
});
