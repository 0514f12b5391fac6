// `liaison rehearse` as its users meet it: the shipped example, files that are wrong, and a live board that is only read.
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RehearsalReport } from '../../src/rehearsal/report.ts';
import { inLongRuns } from '../support/scale.ts';
import { openShell, type Shell } from './shell.ts';

const BOARD = 'docs/rehearsal/board.yaml';
const SCRIPT = 'docs/rehearsal/script.yaml';
const EXAMPLE = ['--board', BOARD, '--script', SCRIPT];
/** As without an report: neither a token nor a ClickUp that answers. */
const NO_ACCOUNT = { env: { CLICKUP_TOKEN: '', CLICKUP_API_URL: 'http://127.0.0.1:1/api' } };

let shell: Shell;
beforeAll(async () => {
  shell = await openShell();
});
afterAll(() => shell.close());

const rehearse = (...args: string[]) => shell.run(['rehearse', ...args], NO_ACCOUNT);
const fileWith = (name: string, text: string): string => {
  const file = join(shell.folder, name);
  writeFileSync(file, text);
  return file;
};
/** On a slow machine it says how far it is. */
const withoutProgress = (stderr: string): string => stderr.replaceAll(/^.+, about .+ left\n/gm, '');
/** What a page says that the program prints; `…` stands for lines that are left out. */
const linesShownIn = (page: string): string[] => {
  const [, ...blocks] = readFileSync(page, 'utf8').split('```text\n');
  const shown = blocks.flatMap(block => (block.split('```')[0] ?? '').split('\n'));
  const lines = shown.filter(line => !['', '…'].includes(line.trim()));
  expect(lines.length).toBeGreaterThan(10);
  return lines;
};
async function report(...args: string[]): Promise<RehearsalReport> {
  const { code, stdout, stderr } = await rehearse(...args, '--json');
  expect(withoutProgress(stderr)).toBe('');
  expect(code).toBe(0);
  return JSON.parse(stdout) as RehearsalReport;
}

describe('rehearse with a board and a script from files', () => {
  it('needs no account, and prints day by day what happens on which card and why', async () => {
    const { code, stdout, stderr } = await rehearse(...EXAMPLE);
    expect(withoutProgress(stderr)).toBe('');
    expect(code).toBe(0);
    const lines = stdout.split('\n');
    const headings = lines.filter(line => /^\w{3}, \d{1,2} \w{3} \d{4}$/.test(line));
    expect(headings[0]).toBe('Mon, 11 Jan 2027');
    expect(headings).toContain('Thu, 14 Jan 2027');
    expect(new Set(headings).size).toBe(headings.length);
    expect(stdout).toContain('09:30  Faster onboarding             · Dora joins');
    expect(lines).toEqual(expect.arrayContaining(linesShownIn('docs/rehearse.md')));
    expect(stdout).toMatch(/^12 weeks, 4 customer results: \d+ operations after \d+ acts of people\.$/m);
    expect(stdout).toMatch(/^ {2}questions: .*Ben \d/m);
    expect(stdout).toMatch(/^ {2}feedback reminders: [1-9]/m);
  });

  it('prints the same as JSON, and nothing else, with --json', async () => {
    const { from, weeks, entries, summary } = await report(...EXAMPLE, '--weeks', '10');
    expect({ from, weeks }).toEqual({ from: '2027-01-11T07:00:00.000Z', weeks: 10 });
    expect(entries.map(({ at }) => at)).toEqual(entries.map(({ at }) => at).sort());
    const joined = entries.findIndex(entry => entry.summary === 'Dora joins');
    expect(entries[joined]).toMatchObject({ kind: 'person', day: '2027-01-14', time: '09:30' });
    expect(entries[joined + 1]).toMatchObject({ kind: 'edit-status', because: 'Dora joins' });
    const people = entries.filter(({ kind }) => kind === 'person');
    expect(summary).toMatchObject({ acts: people.length, leftOut: 0, unsettled: 0 });
    expect(people.map(({ reason }) => reason)).toEqual(people.map(() => null));
    expect(summary.operations).toBe(entries.length - people.length);
    expect(await report(...EXAMPLE, '--weeks', '10')).toEqual({
      from,
      weeks,
      mode: 'act',
      entries,
      summary,
    });
  });

  it('says how often each person would hear of it, and keeps calm, also where nobody acts at all', async () => {
    const { summary, entries } = await report(...EXAMPLE);
    const [most] = summary.people;
    expect(most).toMatchObject({ name: 'Ana' });
    expect(summary.people.map(({ times }) => times)).toEqual(
      summary.people.map(({ times }) => times).toSorted((one, other) => other - one),
    );
    for (const { name, times, ...how } of summary.people) {
      expect(times, name).toBeLessThanOrEqual(12);
      const sum = how.assigned + how.asked + how.mentioned + how.reminded;
      expect(sum, name).toBe(entries.filter(({ to }) => to.includes(name)).length);
      expect(sum, name).toBeLessThanOrEqual(12);
    }
    expect(summary.people.reduce((sum, { asked }) => sum + asked, 0)).toBe(
      Object.values(summary.questions).reduce((sum, count) => sum + count, 0),
    );
    const idle = await report('--board', BOARD);
    expect(idle.summary.acts).toBe(0);
    expect(idle.summary.people.length).toBeGreaterThan(1);
    for (const { name, assigned, asked, mentioned, reminded } of idle.summary.people)
      expect(assigned + asked + mentioned + reminded, name).toBeLessThanOrEqual(15);
  });

  inLongRuns(() => {
    it('begins at --now, and counts what of the script then lies outside', async () => {
      const { from, summary } = await report(...EXAMPLE, '--now', '2027-03-01T07:00Z', '--weeks', '1');
      expect(from).toBe('2027-03-01T07:00:00.000Z');
      expect(summary.acts).toBe(3);
      expect(summary.leftOut).toBeGreaterThan(8);
    });
  });

  it('tells of a script what is wrong, all at once, with line, what is allowed and what may be meant', async () => {
    const script = fileWith(
      'script.yaml',
      [
        '- { on: 2027-01-14 25:00, card: Faster onboarding, join: Dora }',
        '- { on: 2027-01-18, card: Faster onbording, by: Anna, move: runing }',
        '- { on: 2027-01-18, card: Faster onboarding, by: Ana }',
        '- { on: 2027-01-18, card: Faster onboarding, close: kick-of }',
        '- { on: 2027-01-18, card: Fewer returns, by: Ana, join: Ben }',
        '- { on: 2027-01-19, card: Fewer returns, by: Ana, new: { status: backlog, needs: Desgin } }',
      ].join('\n'),
    );
    const { code, stdout, stderr } = await rehearse('--board', BOARD, '--script', script);
    expect(code).toBe(1);
    expect(stdout).toBe('');
    for (const [line, entry, ...words] of [
      [1, 'entry 1 on', '"2027-01-14 25:00"', '2027-01-15 10:00'],
      [2, 'entry 2 card', 'Did you mean "Faster onboarding"?'],
      [2, 'entry 2 by', 'Did you mean "Ana"?'],
      [2, 'entry 2 move', 'Did you mean "running"?'],
      [3, 'entry 3', 'at least one of new, join'],
      [4, 'entry 4 close', 'Did you mean "kick-off"?'],
      [4, 'entry 4 by', 'who does it, by name'],
      [5, 'entry 5 on', 'a moment after the card was put on the board'],
      [6, 'entry 6 new.needs', 'Did you mean "Design"?'],
    ] as const) {
      const problem = stderr.split(`script.yaml:${line} `).find(part => part.startsWith(`${entry} — `));
      for (const word of words) expect(problem, `${entry} of line ${line}`).toContain(word);
    }
  });

  it('tells of a board what is wrong, all at once', async () => {
    const board = fileWith(
      'board.yaml',
      [
        'people: [Ana, Ana, { name: Tess, mail: tess@example.com }]',
        'groups: { Suporters: [Anna] }',
        'cards:',
        '  - { name: One, status: runing, team: [Bena] }',
        '  - { nam: Two, status: forming, priority: 7, start: 2027-02-30 }',
      ].join('\n'),
    );
    const { code, stdout, stderr } = await rehearse('--board', board);
    expect(code).toBe(1);
    expect(stdout).toBe('');
    for (const words of [
      'board.yaml:1 people.1 — given "Ana", allowed: each name once',
      'board.yaml:1 people.2.mail — given an unknown key, allowed: name, id, email',
      'board.yaml:2 groups.Suporters — given "Anna"',
      'board.yaml:2 groups — given the groups Suporters, allowed: a group “Supporters”',
      'board.yaml:4 cards.0.status — given "runing"',
      'board.yaml:4 cards.0.team — given "Bena"',
      'board.yaml:5 cards.1.nam — given an unknown key',
      'board.yaml:5 cards.1.priority — given 7, allowed: one of urgent, high, normal, low',
      'board.yaml:5 cards.1.start — given "2027-02-30"',
    ]) {
      expect(stderr).toContain(words);
    }
  });

  inLongRuns(() => {
    it('understands the board that docs/rehearse.md shows', async () => {
      const [, words = ''] = readFileSync('docs/rehearse.md', 'utf8').split('```yaml\n');
      const board = fileWith('of-the-page.yaml', words.split('```')[0] ?? '');
      const { from, entries, summary } = await report('--board', board);
      expect(from).toBe('2027-01-11T07:00:00.000Z');
      expect(summary.customerResults).toBe(1);
      expect(entries[0]?.card.name).toBe('Faster onboarding');
    });
  });

  it.each([
    [['--board', 'nowhere.yaml'], 'nowhere.yaml — given a file that does not exist'],
    [[...EXAMPLE, '--weeks', '105'], '--weeks "105" is no whole number from 1 to 104'],
    [[...EXAMPLE, '--weeks', '0'], '--weeks "0" is no whole number from 1 to 104'],
    [[...EXAMPLE, '--save-board', 'no/such/folder/board.json'], 'cannot be written (ENOENT)'],
    [['--board', SCRIPT], 'given a list, allowed: a block with the keys at, people, groups, cards'],
    [['--board', BOARD, '--script', BOARD], 'allowed: a list'],
  ])('ends with 1 and a sentence: %s', async (args, words) => {
    const { code, stdout, stderr } = await rehearse(...args);
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain(words);
  });
});

describe('rehearse of the live board', () => {
  it('reads it, writes nothing, and shows first what plan shows', async () => {
    await shell.expectNothingWritten(async () => {
      const planned = await shell.run(['plan', '--json']);
      const { customerResults } = JSON.parse(planned.stdout) as {
        customerResults: { operations: { summary: string }[] }[];
      };
      const { code, stdout, stderr } = await shell.run(['rehearse', '--json', '--weeks', '2'], {
        storeUrl: 'redis://127.0.0.1:1',
      });
      expect(withoutProgress(stderr)).toBe('');
      expect(code).toBe(0);
      const { entries } = JSON.parse(stdout) as RehearsalReport;
      const expected = customerResults.flatMap(({ operations }) => operations.map(({ summary }) => summary));
      expect(expected.length).toBeGreaterThan(6);
      const first = entries.slice(0, expected.length).map(({ summary }) => summary);
      expect(first).toEqual(expected);
    });
  });

  inLongRuns(() => {
    it('saves it for later, for its owner alone, and plays the same from the file without an account', async () => {
      const saved = join(shell.folder, 'saved.json');
      const live = await shell.run(['rehearse', '--json', '--save-board', saved]);
      expect(live.code).toBe(0);
      expect(statSync(saved).mode & 0o077).toBe(0);
      const { from, entries } = JSON.parse(live.stdout) as RehearsalReport;
      const again = await report('--board', saved);
      expect(again.from).toBe(from);
      expect(again.entries).toEqual(entries);
    });
  });

  inLongRuns(() => {
    it('does not take a saved board that somebody broke', async () => {
      const saved = join(shell.folder, 'whole.json');
      await rehearse('--board', BOARD, '--save-board', saved);
      const broken = fileWith(
        'broken.json',
        readFileSync(saved, 'utf8').replace('"priority": 2', '"priority": "x"'),
      );
      const { code, stderr } = await rehearse('--board', broken);
      expect(code).toBe(1);
      expect(stderr).toMatch(/broken\.json:\d+ board\.cards\.0\.priority — given "x"/);
    });
  });
});
