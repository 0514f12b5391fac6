// The files of a rehearsal as they are read: the board and the script, in people's own words.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

describe('A board', () => {
  const lines = [
    'people: [Ana, Sam]',
    'groups: { Supporters: Sam }',
    'cards: [{ name: One, status: evaluating, feedback: 2 }, { name: Two, status: running }]',
  ];

  it('says how many pieces of feedback are in, where the playbook counts them by a number on the card', async () => {
    const text = readFileSync('config/playbook.yaml', 'utf8')
      .replace('# feedback: Feedback', 'feedback: Feedback')
      .replace('countBy: subtasks', 'countBy: field');
    const byField = await loadPlaybook(fileWith('by-field.yaml', [text]));
    const { board } = await loadBoardFile(fileWith('board.yaml', lines), byField.playbook);
    expect(board.cards.map(({ feedbackCount }) => feedbackCount)).toEqual([2, null]);
  });

  it('has no such number where the playbook counts subtasks', async () => {
    expect(await problemsOf(loadBoardFile(fileWith('board.yaml', lines), playbook))).toMatchObject([
      { problem: '3 cards.0.feedback 2', allowed: expect.stringContaining('feedback.countBy') },
    ]);
  });
});

describe('A script', () => {
  it('tells what customers said, not how many pieces there are', async () => {
    const refused = script('- { on: 2027-03-05, card: Faster onboarding, by: Cem, feedback: 3 }');
    expect(await problemsOf(refused)).toMatchObject([
      { problem: '1 entry 1 feedback 3', allowed: 'what a customer said in a few words, or a list of it' },
    ]);
  });

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
