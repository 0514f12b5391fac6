// For how long a reconcile is put off, and how much of that it may use to read.
import { expect, it } from 'vitest';
import { joiningDelayMs, readAheadMs } from '../../src/queue/joining-delay.ts';

it.each([
  ['counts from when the delivery came', 40, 260],
  ['is at least half of it', 200, 150],
  ['is longer behind a backlog', 4_000, 2_000],
  ['is at most ten seconds', 3_600_000, 10_000],
  ['is whole where another clock is ahead', -50, 300],
])('a debounce of 300 ms %s', (_what, waitedMs, delayMs) => {
  expect(joiningDelayMs(300, waitedMs)).toBe(delayMs);
});

it.each([
  [300, 60],
  [10_000, 60],
  [30, 10],
  [0, 0],
])('of a delay of %i ms the last %i may be used to read', (delayMs, aheadMs) => {
  expect(readAheadMs(delayMs)).toBe(aheadMs);
});
