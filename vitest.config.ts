import { defineConfig } from 'vitest/config';
import { LongestFirst } from './tests/support/longest-first.ts';
import { isLong } from './tests/support/scale.ts';

const ALL = 'tests/**/*.test.ts';
/** Where requests are intercepted, or a part of the program is another, nothing else may be. */
const APART = ['tests/clickup/http/**/*.test.ts', 'tests/architecture/new-rule.test.ts'];
/** Only `npm run test:long` has these. */
const LONG = isLong ? [] : ['tests/**/*.long.test.ts'];
const everywhere = {
  // Processes, stores and a browser: on a busy machine all of it takes its time, which is no failure.
  testTimeout: 90_000,
  hookTimeout: 120_000,
  env: { TZ: 'America/Los_Angeles', NO_COLOR: '1' },
  allowOnly: false,
};

export default defineConfig({
  test: {
    globalSetup: 'tests/support/global-setup.ts',
    // For two cores, the smallest machine we support: half of the time a test waits for others.
    maxWorkers: 4,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          ...everywhere,
          globalSetup: 'tests/support/empty-store-setup.ts',
          name: 'together',
          include: [ALL],
          exclude: [...APART, ...LONG],
          // Loading the program anew for each file takes longer than many tests.
          isolate: false,
        },
      },
      { test: { ...everywhere, name: 'apart', include: APART, exclude: LONG } },
    ],
  },
});
