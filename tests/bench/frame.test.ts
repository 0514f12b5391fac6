// The frame of the bench: which families a run measures, what counts as missed, how long it still takes.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { FAMILIES } from '../../bench/families.ts';
import { chosen, type Family, measureAll } from '../../bench/family.ts';
import { atLeast, atMost, quantile } from '../../bench/figure.ts';
import { NOW } from '../../bench/inside/board.ts';
import { everyRule } from '../../bench/inside/every-rule.ts';
import { ordinaryDay } from '../../bench/inside/ordinary-day.ts';
import { beyond } from '../../bench/known.ts';
import { createProgress } from '../../bench/progress.ts';
import { tableOf } from '../../bench/table.ts';
import { decide } from '../../src/domain/plan.ts';
import { RULE_LIST } from '../../src/domain/rules/registry.ts';

const family = (name: string, seconds: number, shortSeconds: number | null = null): Family => ({
  name,
  seconds,
  shortSeconds,
  measure: async () => [],
});
const THREE = [family('one', 60, 2), family('two', 20), family('three', 120, 1)];

it('names each family once', () => {
  const names = FAMILIES.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(chosen(FAMILIES, { only: [], isShort: true }).length).toBeGreaterThan(3);
});

it('measures all, those that are named, or in the short form those that only count', () => {
  const names = (only: string[], isShort: boolean) =>
    chosen(THREE, { only, isShort }).map(({ name }) => name);
  expect(names([], false)).toEqual(['one', 'two', 'three']);
  expect(names(['three', 'two'], false)).toEqual(['two', 'three']);
  expect(names([], true)).toEqual(['one', 'three']);
});

it('takes the middle of several rounds, with the lowest and the highest', () => {
  const figure = atMost(2, { name: 'a', size: '3 cards', value: [9, 1, 5], unit: 'ms', baseline: 2 });
  expect(figure).toMatchObject({ value: 5, range: { low: 1, high: 9 }, ratio: 2.5, holds: false });
  expect(atLeast(2, { name: 'a', value: 5, unit: 'ms', baseline: 2 })).toMatchObject({
    size: null,
    range: null,
    holds: true,
  });
  expect(quantile([4, 3, 2, 1], 0.99)).toBe(4);
});

it('shows what does not hold as missed', () => {
  const missed = atMost(1, { name: 'reads', size: '20 cards', value: 4, unit: 'reads', baseline: 3 });
  const held = atMost(1, { name: 'writes', value: [1_000, 3_000, 2_000], unit: 'writes', baseline: 4_000 });
  const [, first, second, , last] = tableOf([missed, held]).split('\n');
  expect(first).toMatch(/^reads +20 cards +4 +3 +reads +1\.33 +at most 1 +MISSED$/);
  expect(second).toMatch(/^writes +2,000 +1,000–3,000 +4,000 +writes +0\.50 +at most 1 +holds$/);
  expect(last).toBe('1 of 2 hold');
});

it('complains of a count that is beyond its bound and beyond what is known', () => {
  const count = (value: number) =>
    atMost(1, { name: 'reads', size: '20 cards', value, unit: 'reads', baseline: 3 });
  const known = [{ name: 'reads', size: '20 cards', value: 5 }];
  expect(beyond([count(3), count(5)], known)).toEqual([]);
  expect(beyond([count(4)], [])).toEqual(['reads, 20 cards: 4 reads; it should be at most 1 × 3.']);
  expect(beyond([count(6)], known)).toEqual([
    'reads, 20 cards: 6 reads; it should be at most 1 × 3, and until now it was 5.',
  ]);
});

it('estimates what is left by how slow the machine was so far, once there is enough to tell', () => {
  const said: string[] = [];
  let now = 0;
  const [one, two, three] = THREE;
  if (!one || !two || !three) throw new Error('There are three.');
  const options = { isShort: false, say: (text: string) => said.push(text), now: () => now };
  const progress = createProgress([two, one, three], options);
  progress.begin(two);
  now = 100_000;
  progress.end(two);
  progress.begin(one);
  now = 240_000;
  progress.end(one);
  progress.begin(three);
  expect(said).toEqual([
    '[1/3] two, about 4 min left',
    '[2/3] one, about 3 min left',
    '[3/3] three, about 6 min left',
  ]);
});

it('takes about as long as docs/bench.md says', () => {
  const page = readFileSync('docs/bench.md', 'utf8');
  const said = Number(/about (\d+) minutes/.exec(page)?.[1]);
  const minutes = FAMILIES.reduce((sum, { seconds }) => sum + seconds, 0) / 60;
  expect(Math.abs(minutes / said - 1)).toBeLessThan(0.15);
});

it('decides with every rule, also with those that the example names in comments', async () => {
  const { playbook } = await everyRule();
  expect(Object.values(playbook.rules).filter(rule => rule !== undefined)).toHaveLength(RULE_LIST.length);
});

it('finds nothing left to do on an ordinary day, whichever card it looks at', async () => {
  const { playbook, calendar } = await everyRule();
  const today = calendar(NOW);
  const day = ordinaryDay(24, playbook, today);
  const [board, ...others] = new Set(day.map(one => one.board));
  expect([board?.cards.length, others.length]).toEqual([24, 0]);
  expect(day.flatMap(one => decide(one, playbook, today).operations)).toEqual([]);
});

it('measures the others where a family fails, and says which and why', async () => {
  const figure = atMost(1, { name: 'a', size: '2 cards', value: 1, unit: 'ms', baseline: 2 });
  const families: Family[] = [
    { ...family('one', 1), measure: () => Promise.reject(new Error('Redis is away')) },
    { ...family('two', 1), measure: async () => [figure] },
  ];
  const told: string[] = [];
  const say = (text: string) => void told.push(text);
  const progress = createProgress(families, { isShort: false, say, now: () => 0 });
  const run = { isShort: false, servers: { redis: '', postgres: '' }, leftOut: say, doing: say };
  const { figures, failed } = await measureAll(families, run, { progress, say });
  expect([figures, failed]).toEqual([[figure], ['one']]);
  expect(told).toContain('one could not be measured, the others go on: Redis is away');
  // As soon as it is known, not at the end alone.
  expect(told.at(-1)).toBe('      a, 2 cards: 1 ms, ratio 0.50, at most 1: holds');
});
