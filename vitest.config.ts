import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: 'tests/global-setup.ts',
    // Processes, stores and a browser: on a busy machine all of it takes its time, which is no failure.
    testTimeout: 90_000,
    hookTimeout: 120_000,
    // Two cores are the smallest machine we support; more workers only make real servers slow.
    maxWorkers: 2,
    env: { TZ: 'America/Los_Angeles' },
    allowOnly: false,
  },
});
