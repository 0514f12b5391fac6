// How far apart two clocks are, from the dates of what was just written.
import { expect, test } from 'vitest';
import { measureClockSkew } from '../../../src/clickup/http/clock-skew.ts';

const MINUTE_MS = 60_000;

/** Measures from writes that took 200 ms each and were dated so far from the middle of that. */
function measured(...offsets: number[]) {
  const skew = measureClockSkew();
  offsets.forEach((offset, nth) => {
    const sentAt = 1_000_000 + nth * MINUTE_MS;
    skew.noteAnswer({ date_updated: sentAt + 100 + offset }, sentAt, sentAt + 200);
  });
  return skew;
}

test('nothing is said before enough was written', () => {
  expect(measured().ms()).toBeNull();
  expect(measured(5, 5).ms()).toBeNull();
  expect(measured(5, 5, 5).ms()).toBe(5);
});

test('clocks ten minutes apart are known to be, in either direction', () => {
  expect(measured(10 * MINUTE_MS, 10 * MINUTE_MS, 10 * MINUTE_MS + 40).ms()).toBe(10 * MINUTE_MS);
  expect(measured(-10 * MINUTE_MS, -10 * MINUTE_MS, -10 * MINUTE_MS - 40).ms()).toBe(-10 * MINUTE_MS);
});

test('a write that changed nothing, and so has an old date, does not count', () => {
  expect(measured(3, -90 * 86_400_000, 4, 5, -MINUTE_MS).ms()).toBe(3);
});

test('a clock that was set right is known to be after a few writes', () => {
  const wrong = Array.from({ length: 20 }, () => 10 * MINUTE_MS);
  expect(measured(...wrong, 0, 0, 0, 0, 0).ms()).toBe(0);
});

test('answers that tell no date, or that took too long to say anything, are passed over', () => {
  const skew = measureClockSkew();
  for (const answer of [undefined, null, 'text', {}, { date_updated: null }, { date_updated: 'soon' }]) {
    skew.noteAnswer(answer, 0, 1);
  }
  for (let nth = 0; nth < 5; nth++) skew.noteAnswer({ date: 5 }, 0, 10_001);
  expect(skew.ms()).toBeNull();
  for (let nth = 0; nth < 3; nth++) skew.noteAnswer({ date: 5 }, 0, 10);
  expect(skew.ms()).toBe(0);
});
