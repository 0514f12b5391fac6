// Randomised convergence, compared: the same people with and without faults leave the same world, where nothing is
// undone. A file of its own, so that two cores share the work; with chaos.test.ts these are 3 stories, and 500 in `npm run test:long`.
import { times } from '../support/scale.ts';
import { chaosSuite } from './suite.ts';

/** The twelfth has as much in it as the fourth, which takes twice as long. */
const FIRST = times({ sample: 12, long: 1 });

chaosSuite('with and without faults', {
  runs: times({ sample: 1, long: 125 }),
  isWanted: seed => seed % 4 === 0 && seed >= FIRST,
  isWhole: false,
});
