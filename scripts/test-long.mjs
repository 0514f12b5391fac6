// `npm run test:long`: the tests with as much of everything as we promise, instead of a sample. On every platform.
import { spawnSync } from 'node:child_process';
import process from 'node:process';

const vitest = ['node_modules/vitest/vitest.mjs', 'run', ...process.argv.slice(2)];
const { status } = spawnSync(process.execPath, vitest, {
  stdio: 'inherit',
  env: { ...process.env, LONG: '1' },
});
process.exit(status ?? 1);
