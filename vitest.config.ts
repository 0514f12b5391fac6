import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: 'tests/global-setup.ts',
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Two cores are the smallest machine we support; more workers only make real servers slow.
    maxWorkers: 2,
    env: { TZ: 'America/Los_Angeles' },
    allowOnly: false,
  },
});
