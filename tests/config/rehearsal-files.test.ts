// The files of a rehearsal as they are read: the board and the script, in people's own words.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadBoardFile } from '../../src/config/board-file.ts';
import { loadPlaybook } from '../../src/config/playbook-file.ts';
import { ConfigProblems } from '../../src/config/problem.ts';
import { loadScriptFile } from '../../src/config/script-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'liaison-rehearsal-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const { playbook } = await loadPlaybook('config/playbook.yaml');

const BOARD = 'docs/rehearsal/board.yaml';
const fileWith = (name: string, lines: readonly string[]): string => {
  const file = join(folder, name);
  writeFileSync(file, lines.join('\n'));
  return file;
};
const script = async (...lines: string[]) => {
  const { board } = await loadBoardFile(BOARD, playbook);
  return loadScriptFile(fileWith('script.yaml', lines), board, playbook);
};
/** What is wrong, as `line path given`, with what is allowed and the hint. */
async function problemsOf(reading: Promise<unknown>) {
  const error: unknown = await reading.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ConfigProblems)) throw new Error('Nothing was refused.', { cause: error });
  return error.problems.map(({ line, path, given, allowed, hint }) => ({
    problem: `${line} ${path} ${given}`,
    allowed,
    hint,
  }));
}

describe('A script', () => {
  it('names work that comes again by its key, or one occurrence by its number', async () => {
    const events = await script(
      '- { on: 2027-01-25, card: Faster onboarding, by: Ana, close: weekly-sync, reopen: weekly-sync-1 }',
    );
    expect(events.map(({ act }) => act)).toEqual([
      { kind: 'close', template: 'weekly-sync' },
      { kind: 'reopen', template: 'weekly-sync-1' },
    ]);
    const refused = script('- { on: 2027-01-25, card: Faster onboarding, by: Ana, close: kick-off-1 }');
    expect(await problemsOf(refused)).toMatchObject([
      { problem: '1 entry 1 close "kick-off-1"', hint: 'Did you mean "kick-off"?' },
    ]);
  });
});
