// Randomised convergence: whatever people do and whatever fails, once nothing does any more ClickUp is as it should be.
// The seeds are fixed, so that a failure is a change of ours; `npm run chaos -- --runs N` looks for new ones.
import { describe, expect, it } from 'vitest';
import { times } from '../support/scale.ts';
import { REGRESSIONS } from './regressions.ts';
import { chaosSuite } from './suite.ts';
import { tellOf, trySeed } from './try.ts';

const runs = times({ sample: 2, long: 375 });
chaosSuite('with everything that Liaison may do', {
  runs,
  isWanted: seed => seed % 4 !== 0,
  isWhole: runs > 300,
  isRepeated: true,
});

/** What people do in a story changes with each thing that they learn to do: the newest tell most. */
const remembered = REGRESSIONS.slice(-times({ sample: 2, long: REGRESSIONS.length }));

describe('stories that once ended badly', () => {
  it.each(remembered)('seed $seed: $found', async ({ seed, with: disturbances }) => {
    const played = await trySeed(seed, { disturbances: disturbances ?? 'all' });
    expect(tellOf(played).split('\n').slice(1)).toEqual([]);
  });
});
