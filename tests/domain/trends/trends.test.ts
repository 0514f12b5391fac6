// Targets, figures, load and months: counts that add up, and nothing that nobody knows.
import { expect, test } from 'vitest';
import { customerResultOf } from '../../../src/domain/customer-result.ts';
import { calendarOf } from '../../../src/domain/playbook/playbook.ts';
import type { Ended } from '../../../src/domain/trends/ended.ts';
import { figuresOf, spreadOf } from '../../../src/domain/trends/figures.ts';
import { loadOf, underWayOn } from '../../../src/domain/trends/load.ts';
import { targetState } from '../../../src/domain/trends/target.ts';
import { trendsOf } from '../../../src/domain/trends/trends.ts';
import { observationOf, playbookWith } from '../../support/observed-company.ts';

test.each([
  ['20 %', '40 %', '45 %', 'reached'],
  ['20 %', '40 %', '39,5 %', 'missed'],
  ['9 days', '1 day', '3 days', 'unclear'],
  ['9 days', '2 days', '3 days', 'missed'],
  ['9', '2', '1', 'reached'],
  ['-5', '−2', '-1', 'reached'],
  [null, '40', '40', 'reached'],
  [null, '40', '45', 'unclear'],
  ['40', '40', '45', 'unclear'],
  ['0', '1,200', '900', 'unclear'],
  ['0', '10.500', '900', 'unclear'],
  ['0', 'half of them', '5', 'unclear'],
  ['0', '2 of 3', '1 of 3', 'unclear'],
  ['0', '40', null, 'not-recorded'],
  ['0', '', '5', 'not-recorded'],
])('from %s to %s, found %s: %s', (baseline, target, actual, state) => {
  expect(targetState({ baseline, target, actual })).toBe(state);
});

test.each([
  [[], { of: 0, median: null, least: null, most: null }],
  [[4], { of: 1, median: 4, least: 4, most: 4 }],
  [[10, null, 2, 9], { of: 3, median: 9, least: 2, most: 10 }],
  [[1, 2], { of: 2, median: 1.5, least: 1, most: 2 }],
])('the middle of %j', (values, spread) => {
  expect(spreadOf(values)).toEqual(spread);
});

const ENDED: Ended = {
  id: 'c1',
  name: 'Faster onboarding',
  url: 'https://app.clickup.com/t/c1',
  phase: 'done',
  endedOn: '2027-03-15',
  start: '2027-01-11',
  due: '2027-03-08',
  dueBefore: null,
  weeks: 9,
  weeksWithPauses: 9,
  isMetLate: false,
  untimed: null,
  evaluationWeeks: 1.4,
  isEvaluated: true,
  feedback: { have: 3, min: 3, later: 0 },
  daysAfterDue: 0,
  daysAfterPlan: -10,
  target: null,
  outcome: 'Achieved',
  isStillOpen: false,
};
const WANTED = { weeks: { min: 4, max: 12 }, feedback: 3 };

test('figures count what is known, and say of how many nothing is', () => {
  const ended: Ended[] = [
    ENDED,
    { ...ENDED, weeks: 12.1, daysAfterDue: 1, feedback: { have: 1, min: 3, later: 2 }, target: 'missed' },
    {
      ...ENDED,
      weeks: 4,
      isMetLate: true,
      isEvaluated: false,
      feedback: { have: 0, min: 3, later: 0 },
      outcome: null,
    },
    {
      ...ENDED,
      weeks: null,
      untimed: 'not-watched',
      weeksWithPauses: 11,
      isEvaluated: null,
      feedback: null,
      isStillOpen: true,
    },
    {
      ...ENDED,
      weeks: null,
      untimed: 'no-start',
      daysAfterDue: null,
      daysAfterPlan: null,
      dueBefore: '2027-02-01',
    },
    { ...ENDED, phase: 'dropped', weeks: 1, isEvaluated: false, daysAfterDue: 99 },
  ];
  expect(figuresOf(ended, WANTED)).toEqual({
    done: 5,
    dropped: 1,
    stillOpen: 1,
    weeks: {
      of: 3,
      median: 9,
      least: 4,
      most: 12.1,
      within: 2,
      metLate: 1,
      untimed: { 'not-watched': 1, 'no-start': 1 },
      withPauses: { of: 1, median: 11, least: 11, most: 11 },
    },
    evaluationWeeks: { of: 5, median: 1.4, least: 1.4, most: 1.4 },
    evaluated: { yes: 3, no: 1, unknown: 1 },
    feedback: { enough: 2, some: 1, none: 1, unknown: 1, pieces: { of: 4, median: 2, least: 0, most: 3 } },
    onTime: {
      byDue: { yes: 3, no: 1, unknown: 1 },
      byPlan: { yes: 4, no: 0, unknown: 1 },
      moved: 1,
    },
    target: { reached: 0, missed: 1, unclear: 0, 'not-recorded': 0 },
    outcomes: [
      { outcome: 'Achieved', count: 4 },
      { outcome: null, count: 1 },
    ],
  });
});

test('nothing is held against a playbook that wants nothing', () => {
  const figures = figuresOf([ENDED], { weeks: null, feedback: null });
  expect(figures).toMatchObject({ weeks: { median: 9, within: null }, feedback: null, target: null });
});

test.each([
  ['2027-01-31', 2],
  ['2027-02-01', 1],
  ['2027-01-09', 0],
])('on %s so many are under way: %i', (day, count) => {
  const spans = [
    { start: '2027-01-10', endedOn: '2027-02-01' },
    { start: '2027-01-20', endedOn: null },
  ];
  expect(underWayOn(day, spans)).toBe(count);
});

const MORE = [
  { id: 'a', name: 'A', status: 'in progress', team: ['Ana', 'Cem'], start: '2027-02-01' },
  { id: 'b', name: 'B', status: 'evaluation', team: ['Ana'], supporters: ['Sam'], start: null },
  { id: 'c', name: 'C', status: 'forming', team: ['Ana'] },
  { id: 'd', name: 'D', status: 'done', start: '2027-01-04' },
];

test('load counts teams and people of what is running or evaluated', () => {
  const playbook = playbookWith({ rules: { 'member-load': { max: 2, enforce: 'warn' } } });
  const { board } = observationOf({ otherCards: MORE }, playbook);
  const subjects = board.cards.map(card => customerResultOf(card, board, playbook.phases));
  expect(loadOf(subjects, playbook)).toEqual({
    underWay: 2,
    teams: { of: 2, median: 1.5, least: 1, most: 2 },
    members: {
      max: 2,
      shares: [
        { atOnce: 1, people: 1 },
        { atOnce: 2, people: 1 },
      ],
    },
    supporters: { max: null, shares: [{ atOnce: 2, people: 1 }] },
  });
});

test('each month from the day that was asked for has its own figures, and every gap is named', () => {
  const playbook = playbookWith();
  const { board } = observationOf({ card: { status: 'backlog' }, otherCards: MORE }, playbook);
  const cards = board.cards.flatMap(card =>
    card.id === 'd'
      ? ['2027-01-14', '2027-01-15', '2027-02-28', '2027-03-02', undefined].map((endedOn, index) => ({
          ...card,
          id: `d${index}`,
          ...(endedOn ? { endedOn } : {}),
        }))
      : [card],
  );
  const unreadable = [{ kind: 'card' as const, id: 'x', name: null, where: 'status', reason: 'is missing' }];
  const trends = trendsOf(
    { ...board, cards, unreadable },
    { playbook, calendar: calendarOf(playbook, []) },
    { since: '2027-01-15', today: '2027-03-01' },
  );
  expect(
    trends.months.map(({ month, from, until, done, underWay }) => [month, from, until, done, underWay]),
  ).toEqual([
    ['2027-01', '2027-01-15', '2027-01-31', 1, 2],
    ['2027-02', '2027-02-01', '2027-02-28', 1, 2],
    ['2027-03', '2027-03-01', '2027-03-01', 0, 2],
  ]);
  expect(trends.total.done).toBe(2);
  expect(trends.customerResults.map(({ endedOn }) => endedOn)).toEqual(['2027-02-28', '2027-01-15']);
  expect(trends.leftOut).toEqual({ noEnd: 1, noStart: 1, unreadable: 1 });
  expect(trends.wanted).toEqual(WANTED);
});
