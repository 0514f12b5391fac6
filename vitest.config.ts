import { defineConfig } from 'vitest/config';
import { LongestFirst } from './tests/support/longest-first.ts';
import { isLong } from './tests/support/scale.ts';

const testsOf = (...rooms: string[]) => rooms.map(room => `tests/${room}/**/*.test.ts`);
/** Loading the program anew for each file takes longer than many tests: what leaves nothing behind shares it. */
const TOGETHER = testsOf(
  'base',
  'config',
  'contract',
  'domain',
  'init',
  'observability',
  'reconcile',
  'rehearsal',
);
/** The same, with stores and servers of their own. Where requests are intercepted (tests/clickup/http), nothing else may be. */
const TOGETHER_WITH_STORES = [
  ...testsOf(
    'acceptance',
    'app',
    'chaos',
    'cli',
    'clickup/calls',
    'clickup/places',
    'clickup/watch',
    'demo',
    'queries',
    'simulator',
    'web',
    'webhooks',
  ),
  'tests/clickup/*.test.ts',
];
/** Only `npm run test:long` has these. */
const LONG = isLong ? [] : ['tests/**/*.long.test.ts'];
const everywhere = {
  // Processes, stores and a browser: on a busy machine all of it takes its time, which is no failure.
  testTimeout: 90_000,
  hookTimeout: 120_000,
  env: { TZ: 'America/Los_Angeles', NO_COLOR: '1' },
  allowOnly: false,
};

const EMPTY_STORE = { globalSetup: 'tests/support/empty-store-setup.ts' };

export default defineConfig({
  test: {
    globalSetup: 'tests/support/global-setup.ts',
    // For two cores, the smallest machine we support: two thirds of the time a test waits for others.
    maxWorkers: 6,
    sequence: { sequencer: LongestFirst },
    projects: [
      { test: { ...everywhere, name: 'together', include: TOGETHER, exclude: LONG, isolate: false } },
      {
        test: {
          ...everywhere,
          ...EMPTY_STORE,
          name: 'together with stores',
          include: TOGETHER_WITH_STORES,
          exclude: LONG,
          isolate: false,
        },
      },
      {
        test: {
          ...everywhere,
          ...EMPTY_STORE,
          name: 'apart',
          include: ['tests/**/*.test.ts'],
          exclude: [...TOGETHER, ...TOGETHER_WITH_STORES, ...LONG],
        },
      },
    ],
  },
});
