// What is known of a customer result that ended, from worlds that Liaison itself has kept; and what nobody can tell.
import { expect, test } from 'vitest';
import { customerResultOf } from '../../../src/domain/customer-result.ts';
import type { Card, Observation } from '../../../src/domain/observation.ts';
import { calendarOf } from '../../../src/domain/playbook/playbook.ts';
import { type Ended, endedOf, isEnded } from '../../../src/domain/trends/ended.ts';
import { observationOf, playbookWith } from '../../support/observed-company.ts';

const RUNNING = { at: '2027-01-11 10:00', card: { status: 'in progress' } };
const EVALUATING = { at: '2027-03-05 10:00', card: { status: 'evaluation' } };
const DONE = { at: '2027-03-15 10:00', card: { status: 'done', outcome: 'Achieved' } };
const PAUSABLE = { phases: { paused: ['on hold'] } };

/** Worked from 11 January, due on 8 March, done on 15 March, unless `world` says otherwise. */
function endedIn(world: object = {}, changes: object = {}, card: Partial<Card> = {}): Ended {
  const playbook = playbookWith(changes);
  const facts = { earlier: [RUNNING, EVALUATING, DONE], at: '2027-04-01 10:00', ...world };
  return lookAt(observationOf(facts, playbook), changes, card);
}

function lookAt({ board, card: seen }: Observation, changes: object, change: Partial<Card> = {}): Ended {
  const playbook = playbookWith(changes);
  const card = { ...seen, ...change };
  const subject = customerResultOf(card, board, playbook.phases);
  if (!isEnded(subject)) throw new Error(`${card.status} is no end`);
  return endedOf(subject, board, playbook, calendarOf(playbook, []));
}

test('knows start, evaluation and end of what Liaison has seen, and compares with due date and plan', () => {
  expect(endedIn({ feedback: 3 })).toMatchObject({
    phase: 'done',
    start: '2027-01-11',
    endedOn: '2027-03-15',
    weeks: 9,
    untimed: null,
    isMetLate: false,
    evaluationWeeks: 1.4,
    isEvaluated: true,
    feedback: { have: 3, min: 3, later: 0 },
    daysAfterDue: 7,
    // The outcome is to be shared on Thursday, 18 March.
    daysAfterPlan: -3,
    outcome: 'Achieved',
    dueBefore: null,
  });
});

test('goes by ClickUp’s own day of the end, where it says one', () => {
  expect(endedIn({}, {}, { endedOn: '2027-03-12' })).toMatchObject({ endedOn: '2027-03-12', weeks: 8.6 });
});

test('takes off a pause, and moves the due date by it where nobody moved it', () => {
  const world = {
    earlier: [
      RUNNING,
      { at: '2027-02-01 10:00', card: { status: 'on hold' } },
      { at: '2027-02-15 10:00', card: { status: 'in progress' } },
      EVALUATING,
      DONE,
    ],
  };
  expect(endedIn(world, PAUSABLE)).toMatchObject({
    weeks: 7,
    weeksWithPauses: 9,
    daysAfterDue: -7,
    dueBefore: null,
  });
  const moved = { ...world, card: { due: '2027-03-22' } };
  expect(endedIn(moved, PAUSABLE)).toMatchObject({ daysAfterDue: -7, dueBefore: '2027-03-08' });
});

test.each<[what: string, world: object, changes: object, card: Partial<Card>, expected: Partial<Ended>]>([
  ['has no start', { card: { start: null } }, {}, {}, { weeks: null, untimed: 'no-start' }],
  [
    'begins after its end',
    { card: { start: '2027-05-01' } },
    {},
    {},
    { weeks: null, weeksWithPauses: null, untimed: 'backwards' },
  ],
  ['has no due date', { card: { due: null } }, {}, {}, { daysAfterDue: null, daysAfterPlan: null }],
  [
    'was there before Liaison',
    { earlier: [], card: { status: 'done' } },
    {},
    { endedOn: '2027-03-10' },
    {
      weeks: null,
      weeksWithPauses: 8.3,
      untimed: 'not-watched',
      isEvaluated: null,
      feedback: null,
      daysAfterDue: 2,
    },
  ],
  [
    'ended when nobody saw it',
    { earlier: [], card: { status: 'done' } },
    {},
    {},
    { endedOn: null, weeks: null, untimed: 'no-end', daysAfterDue: null },
  ],
  [
    'has a page that can’t be read',
    { about: 'unreadable' },
    {},
    { endedOn: '2027-03-15' },
    { untimed: 'not-watched', isEvaluated: null, feedback: null },
  ],
  [
    'was met in the middle',
    { earlier: [{ ...RUNNING, at: '2027-02-08 10:00' }, EVALUATING, DONE] },
    {},
    {},
    { weeks: 9, isMetLate: true },
  ],
  ['had no feedback', {}, {}, {}, { isEvaluated: false, feedback: { have: 0, min: 3, later: 0 } }],
  [
    'skipped its evaluation',
    { earlier: [RUNNING, { at: '2027-03-01 10:00', card: {} }, DONE], feedback: 3 },
    {},
    {},
    { isEvaluated: false, evaluationWeeks: null, feedback: { have: 3, min: 3, later: 0 } },
  ],
  ['needs no feedback by its playbook', {}, { feedback: null }, {}, { isEvaluated: true, feedback: null }],
  [
    'counts feedback in a field that nobody sees',
    {},
    { fields: { feedback: 'Feedback' }, feedback: { countBy: 'field' } },
    { unknownFields: ['feedback'] },
    { feedback: null, isEvaluated: null },
  ],
  [
    'has its metrics',
    { card: { baseline: '20 %', target: '40 %', actual: '45 %' } },
    { fields: { baseline: 'Baseline', target: 'Target', actual: 'Actual' } },
    {},
    { target: 'reached' },
  ],
  ['has a playbook without metrics', { card: { target: '40 %', actual: '45 %' } }, {}, {}, { target: null }],
  ['was dropped', { card: { status: 'cancelled' } }, {}, { endedOn: '2027-03-20' }, { phase: 'dropped' }],
])('says what it knows where it %s', (_, world, changes, card, expected) => {
  expect(endedIn(world, changes, card)).toMatchObject(expected);
});

test('feedback that came after the end is not counted as having been there', () => {
  const world = { earlier: [RUNNING, EVALUATING, DONE], at: '2027-04-01 10:00', feedback: 3 };
  const observation = observationOf(world, playbookWith());
  const late = Date.parse('2027-03-16T00:00:00+01:00');
  const items = observation.board.items.map(item =>
    item.name === 'Customer 1' ? item : item.parentId === null ? item : { ...item, createdAt: late },
  );
  const board = { ...observation.board, items };
  expect(lookAt({ ...observation, board }, {})).toMatchObject({
    isEvaluated: true,
    feedback: { have: 1, min: 3, later: 2 },
  });
});

test('an end is not definitive as long as the list says that something is open', () => {
  const observation = observationOf(
    { earlier: [RUNNING, EVALUATING, DONE], at: '2027-04-01 10:00' },
    playbookWith(),
  );
  const lists = observation.board.lists.map(list => ({ ...list, stillOpen: 'outcome-recorded' }));
  expect(lookAt(observation, {}).isStillOpen).toBe(false);
  expect(lookAt({ ...observation, board: { ...observation.board, lists } }, {}).isStillOpen).toBe(true);
});
