import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { calendarOf, Playbook } from '../../../src/domain/playbook/playbook.ts';
import { fill } from '../../../src/domain/playbook/work-item-template.ts';
import { RULES } from '../../../src/domain/rules/registry.ts';
import { playbookWith } from '../../support/observed-company.ts';

/** What a changed base playbook is refused for: `path: message`. */
function problemsOf(changes: unknown): string[] {
  try {
    playbookWith(changes);
    return [];
  } catch (error) {
    const { issues } = error as { issues: { path: PropertyKey[]; message: string }[] };
    return issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  }
}

const ITEM = { key: 'kick-off', title: 'Kick-off', phase: 'running' };

test('the shipped playbook is one, and keeps the numbers that the source knows', () => {
  const shipped = Playbook.parse(parse(readFileSync('config/playbook.yaml', 'utf8')));
  expect(shipped.mode).toBe('act');
  expect(shipped.rules['team-size']).toMatchObject({ min: 2, max: 5, enforce: 'revert' });
  expect(shipped.rules.timebox).toMatchObject({ minWeeks: 4, maxWeeks: 12 });
});

/** What not every company has the fields for is shown as a comment. */
const SHOWN = /^( +)# ((?:self-assigned|starts-when-complete|metrics-recorded|baseline|target|actual):.*)$/gm;

test('the shipped playbook shows every rule, and somebody may waive each of them', () => {
  const text = readFileSync('config/playbook.yaml', 'utf8').replace(SHOWN, '$1$2');
  const { rules } = Playbook.parse(parse(text));
  expect(Object.keys(rules).sort()).toEqual(Object.keys(RULES).sort());
  for (const params of Object.values(rules)) expect(params?.waivableBy.length).toBeGreaterThan(0);
});

describe('a playbook is refused', () => {
  test.each<[string, unknown, RegExp]>([
    ['with an unknown key', { mood: 'good' }, /^: .*mood/],
    ['with an unknown rule', { rules: { 'team-seize': { enforce: 'warn' } } }, /^rules: .*team-seize/],
    [
      'with an unknown enforcement',
      { rules: { timebox: { enforce: 'shout' } } },
      /^rules\.timebox\.enforce: /,
    ],
    ['with an unknown mode', { mode: 'watch' }, /^mode: /],
    ['with a minimum above the maximum', { rules: { 'team-size': { min: 4 } } }, /^rules\.team-size\.min: /],
    ['with a team of nobody', { rules: { 'team-size': { min: 0 } } }, /^rules\.team-size\.min: /],
    ['with half a person', { rules: { 'team-size': { max: 2.5 } } }, /^rules\.team-size\.max: /],
    [
      'with a time box that is empty',
      { rules: { timebox: { minWeeks: 13 } } },
      /^rules\.timebox\.minWeeks: /,
    ],
    [
      'with turns for work that comes once',
      { workItems: [{ ...ITEM, assign: 'rotate' }], feedback: null },
      /^workItems\.0\.assign: .*comes again .*write one-of-team$/,
    ],
    [
      'with a grace time of nonsense',
      { rules: { timebox: { grace: 'a while' } } },
      /^rules\.timebox\.grace: /,
    ],
    ['with a status of two phases', { phases: { done: ['Forming'] } }, /^phases\.done\.0: .*forming already/],
    ['with a phase without a status', { phases: { done: [] } }, /^phases\.done: /],
    ['with two work items of one key', { workItems: [ITEM, ITEM], feedback: null }, /^workItems\.1\.key: /],
    [
      'with Liaison’s own key',
      { workItems: [{ ...ITEM, key: 'about' }], feedback: null },
      /^workItems\.0\.key: /,
    ],
    ['with a key of several words', { workItems: [{ ...ITEM, key: 'Kick Off' }], feedback: null }, /\.key: /],
    [
      'with a due date of nonsense',
      { workItems: [{ ...ITEM, due: 'soon' }], feedback: null },
      /due: .*working days/,
    ],
    [
      'with work for candidates',
      { workItems: [{ ...ITEM, phase: 'candidate' }], feedback: null },
      /\.phase: /,
    ],
    [
      'with work that would appear at the definitive end',
      { workItems: [{ ...ITEM, phase: 'done' }], feedback: null },
      /^workItems\.0\.phase: .*forming.*running.*evaluating/,
    ],
    [
      'with an unknown placeholder',
      { teamList: { name: '{title}' } },
      /^teamList\.name: .*\{title\}.*\{name\}/,
    ],
    ['with a list from the start', { teamList: { from: 'candidate' } }, /^teamList\.from: /],
    ['with feedback on no item', { feedback: { item: 'survey' } }, /^feedback\.item: .*collect-feedback/],
    ['with an unknown zone', { calendar: { zone: 'Europe/Bärlin' } }, /^calendar\.zone: /],
    [
      'with a holiday of another form',
      { calendar: { holidays: ['24.12.2027'] } },
      /^calendar\.holidays\.0: /,
    ],
    [
      'with a holiday that no year has',
      { calendar: { holidays: ['2027-02-30'] } },
      /^calendar\.holidays\.0: /,
    ],
    [
      'with an all-hands on Sunday',
      { calendar: { allHands: ['sunday'] } },
      /^calendar\.allHands\.0: .*monday.*\[monday\]/,
    ],
    [
      'with one of two all-hands on no working day',
      { calendar: { allHands: ['thursday', 'saturday'] } },
      /^calendar\.allHands\.1: falls on no working day/,
    ],
    ['without a working week', { calendar: { workingWeek: [] } }, /^calendar\.workingWeek: /],
    ['with a negative number of reverts', { maxReverts: -1 }, /^maxReverts: /],
    ['with a lag of nonsense', { readLag: '60' }, /^readLag: /],
  ])('%s', (_, changes, problem) => {
    expect(problemsOf(changes)).toEqual([expect.stringMatching(problem)]);
  });

  test('for each all-hands on no working day', () => {
    expect(problemsOf({ calendar: { allHands: ['saturday', 'thursday', 'sunday'] } })).toEqual([
      expect.stringMatching(/^calendar\.allHands\.0: /),
      expect.stringMatching(/^calendar\.allHands\.2: /),
    ]);
  });

  test('for all its problems at once', () => {
    const changes = { mode: 'watch', readLag: 'soon', calendar: { zone: 'Mars' } };
    expect(problemsOf(changes)).toHaveLength(3);
  });
});

describe('a length of time that is counted in days', () => {
  test.each(['60 seconds', '12 hours', '36 hours', '0 days', '0 working days', '90 minutes', '3'])(
    'is not %j',
    text => {
      const item = { ...ITEM, due: '8 working days after start', ahead: text };
      expect(problemsOf({ feedback: { remindEvery: text } })).toEqual([
        expect.stringMatching(/^feedback\.remindEvery: is .*"1 day", "2 weeks" or "3 working days"$/),
      ]);
      expect(problemsOf({ workItems: [item], feedback: null })).toEqual([
        expect.stringMatching(/^workItems\.0\.ahead: is .*"3 working days"$/),
      ]);
    },
  );

  test.each(['1 day', '10 days', '1 week', '1 working day', '24 hours'])('is %j', text => {
    expect(problemsOf({ feedback: { remindEvery: text } })).toEqual([]);
  });
});

describe('a phase of which Liaison never sees the beginning', () => {
  const problemsWith = (item: object, from = 'running') =>
    problemsOf({ workItems: [{ ...ITEM, ...item }], feedback: null, teamList: { from } });

  test.each<[string, object, RegExp]>([
    [
      'before the team list is there',
      { due: '1 week after entering forming' },
      /^workItems\.0\.due: has no day: with teamList\.from: running .* not forming; .*"1 week after entering running"$/,
    ],
    [
      'in `from` as well',
      { phase: 'evaluating', from: 'next all-hands after entering forming + 1 week' },
      /^workItems\.0\.from: .*"next all-hands after entering evaluating \+ 1 week"$/,
    ],
    ['before anybody forms a team', { due: 'entering candidate' }, /^workItems\.0\.due: .*not candidate/],
    ['at the definitive end', { due: '2 days after entering done' }, /^workItems\.0\.due: .*not done/],
    ['when everything is given up', { due: 'entering dropped' }, /^workItems\.0\.due: .*not dropped/],
    [
      'of work that comes again',
      { phase: 'forming', due: 'every week while forming' },
      /^workItems\.0\.due: .*teamList\.from: running.*"every week while running"$/,
    ],
    [
      'of work that would come again after the end',
      { due: 'every week while done' },
      /^workItems\.0\.due: .*not done; .*"every week while running"$/,
    ],
  ])('is refused %s', (_, item, problem) => {
    expect(problemsWith(item)).toEqual([expect.stringMatching(problem)]);
  });

  test('is another one where the team list is there sooner or later', () => {
    const forming = { due: '1 week after entering forming' };
    const running = { due: '1 week after entering running' };
    expect(problemsWith(forming, 'forming')).toEqual([]);
    expect(problemsWith(running, 'running')).toEqual([]);
    expect(problemsWith(running, 'evaluating')).toEqual([
      expect.stringMatching(/teamList\.from: evaluating/),
    ]);
  });
});

test('a rule may be left out', () => {
  expect(playbookWith({ rules: { timebox: null } }).rules.timebox).toBeUndefined();
});

test('statuses are compared in lower case', () => {
  expect(playbookWith({ phases: { running: ['In Progress'] } }).phases.running).toEqual(['in progress']);
});

test('public holidays and the company’s own add up', () => {
  const calendar = calendarOf(playbookWith({ calendar: { holidays: ['2027-12-24'] } }), ['2027-12-25']);
  expect([...calendar.holidays].sort()).toEqual(['2027-12-24', '2027-12-25']);
});

describe('texts of the playbook', () => {
  const values = { name: '{supporter} $& more', supporter: 'Sam', start: '2027-01-11', due: '2027-03-08' };

  test('are filled, every place of them, and only once', () => {
    expect(fill('{name}, {supporter} and {supporter}', values)).toBe('{supporter} $& more, Sam and Sam');
  });

  test('keep what is no placeholder', () => {
    expect(fill('{ name } {NAME} {} {constructor}', values)).toBe('{ name } {NAME} {} {constructor}');
  });
});
