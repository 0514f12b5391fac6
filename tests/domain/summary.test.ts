// What leadership sees of one customer result at a glance, from the situations in tests/cases.
import { expect, test } from 'vitest';
import { calendarOf } from '../../src/domain/playbook/playbook.ts';
import { summaryOf } from '../../src/domain/summary.ts';
import { caseNamed } from '../support/case-folders.ts';

function summaryIn(name: string) {
  const { observation, plan, playbook } = caseNamed(name);
  return summaryOf(observation, plan, playbook, calendarOf(playbook, []));
}

const at = (text: string) => Date.parse(text);

test('tells who was asked last, and since when it fails', () => {
  expect(summaryIn('absence-asked-later-than-the-first').failing).toEqual({
    timebox: {
      since: at('2027-01-11T09:00:00Z'),
      asked: { who: { id: 2, name: 'Ben' }, since: at('2027-01-13T08:00:00Z') },
    },
  });
});

test('tells to whom a question was brought', () => {
  const { asked } = summaryIn('team-size-escalated-after-some-days').failing['team-size'] ?? {};
  expect(asked?.who?.name).toBe('Sam');
});

test('has milestones with their days, those that are still to be made too, and what the evaluation takes', () => {
  const { milestones, evaluation, pauses, feedback } = summaryIn('pause-begins');
  expect(milestones.map(({ name, due, url }) => [name, due, url !== null])).toEqual([
    ['Kick-off', '2027-01-13', true],
    ['Make the plan', '2027-01-21', true],
    ['Present the plan', '2027-01-21', true],
    ['Collect customer feedback', '2027-03-15', false],
    ['Share the outcome', '2027-03-18', false],
  ]);
  expect(evaluation).toEqual({ from: '2027-03-15', until: '2027-03-18' });
  expect(pauses).toEqual([{ from: '2027-02-01', until: null }]);
  expect(feedback).toEqual({ have: 0, min: 3 });
});

test('has feedback and metrics as far as the playbook asks for them', () => {
  expect(summaryIn('metrics-recorded-while-evaluating')).toMatchObject({
    feedback: { have: 2, min: 3 },
    metrics: { baseline: null, target: '40 %', actual: null },
  });
  expect(summaryIn('absence-asked-later-than-the-first')).toMatchObject({ feedback: null, metrics: {} });
});

test('says nothing of milestones and feedback in a list that is not seen', () => {
  expect(summaryIn('list-out-of-sight-while-evaluating')).toMatchObject({ milestones: [], feedback: null });
});

test('leaves out milestones that were not made before their day had passed', () => {
  const { milestones } = summaryIn('pause-after-it-went-on-again');
  expect(milestones.map(({ name }) => name)).not.toContain('Share the outcome');
});
