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

const linesOf = (problems: Awaited<ReturnType<typeof problemsOf>>): string[] =>
  problems.map(({ problem, hint }) => `${problem}${hint === null ? '' : ` — ${hint}`}`);

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

describe('Everything that is wrong with a board', () => {
  const told = async (...lines: string[]) =>
    linesOf(await problemsOf(loadBoardFile(fileWith('wrong.yaml', lines), playbook)));
  const COMPANY = ['people: [Ana, Sam]', 'groups: { Supporters: Sam, Engineering: Ana }'];

  it('is said at once, also of a card in which something else is wrong', async () => {
    const problems = await told(
      ...COMPANY,
      'cards:',
      '  - name: One',
      '    status: runing',
      '    team: Anna',
      '    needs: [Enginering, Marketing]',
      '    groups: Enginering',
      '    priority: 7',
      '    start: 2027-02-30',
      '    colour: red',
    );
    expect(problems).toEqual([
      '5 cards.0.status "runing" — Did you mean "running"?',
      '6 cards.0.team "Anna" — Did you mean "Ana"?',
      '7 cards.0.needs "Enginering" — Did you mean "Engineering"?',
      '8 cards.0.groups "Enginering" — Did you mean "Engineering"?',
      '9 cards.0.priority 7',
      '10 cards.0.start "2027-02-30" — "2027-02-30" is no day; write it as 2027-01-15.',
      '11 cards.0.colour an unknown key',
    ]);
  });

  it('is not said of what names a person or group of whom only something else is wrong', async () => {
    const problems = await told(
      'people: [Ana, { name: Sam, mail: sam@example.com }]',
      'groups: { Supporters: Sam, Design: { of: Ana }, Engineering: Anna }',
      'cards: [{ status: running, supporter: Sam, team: Ana, groups: Design }]',
    );
    expect(problems).toEqual([
      '1 people.1.mail an unknown key — Did you mean "email"?',
      '2 groups.Design a block of keys',
      '2 groups.Engineering "Anna" — Did you mean "Ana"?',
      '3 cards.0.name nothing',
    ]);
  });

  it('comes with the names that are allowed, or with the nearest of many', async () => {
    const people = Array.from({ length: 30 }, (_, index) => `Person ${index + 1}`);
    const board = fileWith('many.yaml', [
      `people: [${people.join(', ')}]`,
      'groups: { Supporters: Person 1 }',
      'cards: [{ name: One, status: going, team: Persona 17 }]',
    ]);
    const [status, team] = await problemsOf(loadBoardFile(board, playbook));
    expect(status?.allowed).toBe(
      'statuses and phases of the playbook: backlog, prioritized, forming, in progress, evaluation, on hold, done, cancelled, candidate, running, evaluating, paused, dropped',
    );
    expect(team?.allowed).toMatch(/^one of the 30 people of the board, such as Person 17, Person 1/);
    expect(team?.hint).toBe('Did you mean "Person 17"?');
  });

  it('names both of two people with one id or e-mail address', async () => {
    const problems = await told(
      'people:',
      '  - { name: Ana, id: 7, email: a@example.com }',
      '  - Sam',
      '  - { name: Ben, id: 7, email: ben@example.com }',
      '  - { name: Cem, email: A@example.com }',
      'groups: { Supporters: Sam }',
      'cards: [{ name: One, status: running }]',
    );
    expect(problems).toEqual([
      '2 people.0.id 7',
      '2 people.0.email "a@example.com"',
      '4 people.2.id 7',
      '5 people.3.email "A@example.com"',
    ]);
  });
});

describe('A script', () => {
  it('is told everything that is wrong with it at once, also of an entry in which something else is wrong', async () => {
    const refused = script(
      '- { on: 2027-01-14 25:00, card: Faster onbording, by: Anna, move: runing, close: kick-of }',
      '- { on: 2027-01-18, card: Faster onbording, by: [Ana] }',
      '- { card: New one, by: Ana, new: { status: runing, needs: Desgin, priority: 7, colour: red } }',
      '- { on: 2027-01-19, card: New one, by: Ana, move: running, pieces: 3 }',
      '- { on: 2027-01-19, card: Newer one, by: Ana, new: 5 }',
      '- { on: 2027-01-20, card: Newer one, join: { who: Ana } }',
    );
    expect(linesOf(await problemsOf(refused))).toEqual([
      '1 entry 1 on "2027-01-14 25:00" — "2027-01-14 25:00" is no moment; write it as 2027-01-15 or 2027-01-15 10:00.',
      '1 entry 1 move "runing" — Did you mean "running"?',
      '1 entry 1 close "kick-of" — Did you mean "kick-off"?',
      '1 entry 1 card "Faster onbording" — Did you mean "Faster onboarding"?',
      '1 entry 1 by "Anna" — Did you mean "Ana"?',
      '2 entry 2 by ["Ana"]',
      '2 entry 2 card "Faster onbording" — Did you mean "Faster onboarding"?',
      '3 entry 3 on nothing',
      '3 entry 3 new.priority 7',
      '3 entry 3 new.colour an unknown key',
      '3 entry 3 new.status "runing" — Did you mean "running"?',
      '3 entry 3 new.needs "Desgin" — Did you mean "Design"?',
      '4 entry 4 pieces an unknown key',
      '5 entry 5 new 5',
      '6 entry 6 join a block of keys',
    ]);
  });

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
