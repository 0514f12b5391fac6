import { expect, it } from 'vitest';
import { jobPolicy } from '../../src/queue/job-policy.ts';
import type { ReconcileResult } from '../../src/reconcile/result.ts';

const table: [ReconcileResult, ReturnType<typeof jobPolicy>][] = [
  [
    { kind: 'done', next: 5_000 },
    { job: 'completes', wakeUpAt: 5_000 },
  ],
  [
    { kind: 'done', next: null },
    { job: 'completes', wakeUpAt: null },
  ],
  [
    { kind: 'requeueAfter', holds: 'card', at: 7_000, why: 'read lag' },
    { job: 'completes', wakeUpAt: 7_000 },
  ],
  [
    { kind: 'requeueAfter', holds: 'queue', at: 7_000, why: 'no requests left' },
    { job: 'waits', until: 7_000 },
  ],
  [
    { kind: 'retry', why: 'HTTP 502' },
    { job: 'backs off', why: 'HTTP 502' },
  ],
  [
    { kind: 'terminal', why: 'the list is gone' },
    { job: 'set aside', why: 'the list is gone' },
  ],
];

it.each(table)('turns %o into %o', (result, outcome) => {
  expect(jobPolicy(result)).toEqual(outcome);
});
