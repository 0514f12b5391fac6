// A process that has stopped ends, whatever still holds it.
import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

const ended = (code: string) =>
  spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', code], {
    encoding: 'utf8',
    timeout: 60_000,
  });

test('a stopped process ends though a connection holds it, with its own exit code', () => {
  const { status, signal, stderr } = ended(`
    import { createServer } from 'node:net';
    import { endSoon } from './src/cli/terminal.ts';
    createServer().listen(0);
    process.exitCode = 3;
    endSoon(10);
  `);
  expect([status, signal], stderr).toEqual([3, null]);
});

test('one that nothing holds does not wait', () => {
  const { status, stderr } = ended(`
    import { endSoon } from './src/cli/terminal.ts';
    process.on('exit', () => process.stderr.write(String(performance.now() < 50_000)));
    endSoon(50_000);
  `);
  expect([status, stderr]).toEqual([0, 'true']);
});
