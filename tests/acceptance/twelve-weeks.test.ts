// Twelve weeks of one customer result in virtual time, with the shipped playbook: everything that ClickUp shows of them
// is a file that people read. `UPDATE_TIMELINE=1` writes it anew; read it before you commit it.
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { playTwelveWeeks } from './twelve-weeks.ts';

const FILE = new URL('twelve-weeks.timeline.md', import.meta.url);
const TITLE = '# Twelve weeks of a customer result, as ClickUp shows them\n\n';

test('a customer result goes from candidate to done exactly as the reviewed timeline tells', async () => {
  const { timeline, complaints, trends } = await playTwelveWeeks();
  if (process.env['UPDATE_TIMELINE']) writeFileSync(FILE, TITLE + timeline);
  expect(TITLE + timeline).toBe(readFileSync(FILE, 'utf8'));
  expect(complaints).toEqual([]);
  // Four weeks after it was due, and longer than the twelve weeks of the plan; but evaluated, with all the feedback.
  expect(trends?.customerResults).toMatchObject([
    {
      name: 'Orders arrive whole',
      start: '2027-01-18',
      endedOn: '2027-05-14',
      weeks: 16.6,
      evaluationWeeks: 4.6,
      isEvaluated: true,
      feedback: { have: 3, min: 3, later: 0 },
      daysAfterDue: 32,
      daysAfterPlan: 21,
      outcome: 'Achieved',
      isStillOpen: false,
    },
  ]);
  expect(trends?.total.weeks).toMatchObject({ of: 1, within: 0, metLate: 0, untimed: {} });
  expect(trends?.months.map(({ underWay }) => underWay).slice(-5)).toEqual([1, 1, 1, 1, 0]);
}, 120_000);
