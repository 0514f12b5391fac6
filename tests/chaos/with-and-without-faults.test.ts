// Randomised convergence, compared: the same people with and without faults leave the same world, where nothing is
// undone. A file of its own, so that two cores share the work; with chaos.test.ts these are 5 stories, and 500 in `npm run test:long`.
import { describe, expect, it } from 'vitest';
import { times } from '../support/scale.ts';
import { chaosSuite } from './suite.ts';
import { trySeed } from './try.ts';

chaosSuite('with and without faults', {
  runs: times({ sample: 1, long: 125 }),
  isWanted: seed => seed % 4 === 0,
  isWhole: false,
});

describe('a seed', () => {
  it('tells the same story each time', async () => {
    const [one, other] = [await trySeed(2), await trySeed(2)];
    expect(one.story.length).toBeGreaterThan(50);
    expect(other.story).toEqual(one.story);
  }, 240_000);
});
