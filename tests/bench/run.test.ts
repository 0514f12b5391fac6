// The bench as a process: what it ends with.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';

it('ends with 1 where a family can not be measured, and says which and why', () => {
  // A folder in which no program was built.
  const cwd = mkdtempSync(join(tmpdir(), 'liaison-bench-'));
  onTestFinished(() => rmSync(cwd, { recursive: true }));
  const args = ['--import', import.meta.resolve('tsx'), resolve('bench/main.ts'), '--only', 'undone'];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8' });
  expect(stderr).toMatch(/undone could not be measured, the others go on: .*Cannot find module/s);
  expect(stdout).toContain('0 of 0 hold');
  expect(status).toBe(1);
});
