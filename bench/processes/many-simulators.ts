// A process of its own with so many simulators, each with a company of its own. Started by companies.ts.
import { startSimulator } from '../../src/simulator/simulator.ts';
import { UNLIMITED } from './local-clickup.ts';

const [count = '1', seed = 'empty'] = process.argv.slice(2);

const simulators = await Promise.all(
  Array.from({ length: Number(count) }, () => startSimulator({ port: 0, seed, rateLimit: UNLIMITED })),
);
process.send?.(simulators.map(({ url }) => url));
process.on('message', () => process.exit(0));
