// How seldom a store is made to look for finished jobs that are too many.
import { expect, test } from 'vitest';
import { keepFinished } from '../../src/queue/keep-finished.ts';

const KEPT = { count: 1_000, age: 60 };

/** What jobs are told that are added so many milliseconds after one another. */
function told(jobs: number, everyMs: number): unknown[] {
  let now = 0;
  const keep = keepFinished(KEPT, () => now);
  return Array.from({ length: jobs }, () => {
    now += everyMs;
    return keep();
  });
}

test('where few come, each has the store look, so that nothing is kept for longer than it should', () => {
  expect(told(5, 1_000).filter(one => one !== KEPT)).toEqual([]);
});

test('where many come, one in fifty does', () => {
  const looks = told(10_000, 1).flatMap((one, index) => (one === false ? [] : [index]));
  expect(looks).toEqual(Array.from({ length: 200 }, (_, look) => look * 50));
});

test('where fifty take longer than a second, one each second does', () => {
  const looks = told(1_000, 50).filter(one => one !== false);
  expect(looks).toHaveLength(50);
});
