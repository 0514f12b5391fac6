import { expect, it } from 'vitest';
import { jobPolicy, unansweredWaitMs } from '../../src/queue/job-policy.ts';
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
    { kind: 'retry', why: 'no answer came', isUnanswered: true },
    { job: 'comes again', why: 'no answer came' },
  ],
  [
    { kind: 'terminal', why: 'the list is gone' },
    { job: 'set aside', why: 'the list is gone' },
  ],
];

it.each(table)('turns %o into %o', (result, outcome) => {
  expect(jobPolicy(result)).toEqual(outcome);
});

it('waits twice as long each time that ClickUp answers nothing, for at most half a minute', () => {
  const waits = [1, 2, 3, 5, 6, 7, 1_000].map(runs => unansweredWaitMs({ runs, backoffMs: 2_000 }));
  expect(waits).toEqual([2_000, 4_000, 8_000, 30_000, 30_000, 30_000, 30_000]);
});
