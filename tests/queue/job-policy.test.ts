import { expect, it } from 'vitest';
import { outcomeOf } from '../../src/queue/job-policy.ts';
import type { Verdict } from '../../src/reconcile/result.ts';

const table: [Verdict, ReturnType<typeof outcomeOf>][] = [
  [
    { kind: 'done', next: 5_000 },
    { job: 'completes', wakeUpAt: 5_000 },
  ],
  [
    { kind: 'done', next: null },
    { job: 'completes', wakeUpAt: null },
  ],
  [
    { kind: 'again', holds: 'card', at: 7_000, why: 'read lag' },
    { job: 'completes', wakeUpAt: 7_000 },
  ],
  [
    { kind: 'again', holds: 'queue', at: 7_000, why: 'no requests left' },
    { job: 'waits', until: 7_000 },
  ],
  [
    { kind: 'retry', why: 'HTTP 502' },
    { job: 'backs off', why: 'HTTP 502' },
  ],
  [
    { kind: 'stop', why: 'the list is gone' },
    { job: 'set aside', why: 'the list is gone' },
  ],
];

it.each(table)('turns %o into %o', (verdict, outcome) => {
  expect(outcomeOf(verdict)).toEqual(outcome);
});
