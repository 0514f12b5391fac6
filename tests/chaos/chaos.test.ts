// Randomised convergence: whatever people do and whatever the weather, once it is fair again ClickUp is as it should be.
// The seeds are fixed, so that a failure is a change of ours; `npm run chaos -- --runs N` looks for new ones.
import { chaosSuite } from './suite.ts';

chaosSuite('with everything that Liaison may do', { runs: 375, isWanted: seed => seed % 4 !== 0 });
