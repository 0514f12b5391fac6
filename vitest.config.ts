import { defineConfig } from 'vitest/config';
import { LongestFirst } from './tests/support/longest-first.ts';

/** Nothing there reaches beyond its own file: no process, no store, nothing replaced. */
const TOGETHER = ['base', 'config', 'contract', 'domain', 'observability', 'reconcile', 'rehearsal'].map(
  room => `tests/${room}/**/*.test.ts`,
);
const everywhere = {
  // Processes, stores and a browser: on a busy machine all of it takes its time, which is no failure.
  testTimeout: 90_000,
  hookTimeout: 120_000,
  env: { TZ: 'America/Los_Angeles' },
  allowOnly: false,
};

export default defineConfig({
  test: {
    globalSetup: 'tests/support/global-setup.ts',
    // Two cores are the smallest machine we support. Half of the time a test waits for others.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    projects: [
      // Loading the program anew for each file would take longer than the tests.
      { test: { ...everywhere, name: 'together', include: TOGETHER, isolate: false } },
      {
        test: {
          ...everywhere,
          name: 'apart',
          include: ['tests/**/*.test.ts'],
          exclude: TOGETHER,
          globalSetup: 'tests/support/empty-store-setup.ts',
        },
      },
    ],
  },
});
