// Loading a playbook: every mistake is named with its line, what is allowed and what was probably meant.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { docsOf } from '../../src/config/playbook-docs.ts';
import { loadPlaybook } from '../../src/config/playbook-file.ts';
import { ConfigProblems, type Problem } from '../../src/config/problem.ts';
import { Playbook } from '../../src/domain/playbook/playbook.ts';
import { RULES } from '../../src/domain/rules/registry.ts';

const folder = mkdtempSync(join(tmpdir(), 'liaison-playbook-'));
afterAll(() => rmSync(folder, { recursive: true }));

const LINES = `mode: observe
places: { space: Company, board: Results, folder: Teams }
phases:
  candidate: [backlog]
  forming: [forming]
  running: [in progress]
  evaluating: [evaluation]
  done: [done]
  dropped: [cancelled]
fields: { supporter: Supporter }
people: { supporters: Supporters }
calendar:
  zone: Europe/Berlin
  workingWeek: [monday, tuesday, wednesday, thursday, friday]
  holidayRegion: DE-BE
  holidays: [2026-12-24]
  allHands: [thursday]
maxReverts: 3
rules:
  team-size:
    min: 2
    max: 5
    enforce: revert
teamList: { from: running, name: "{name}", description: Work }
workItems:
  - key: kick-off
    title: Kick-off
    phase: running
    due: 2 working days after start
`.split('\n');

/** In the place of lines 20 to 23: a single rule, in one line. */
function onlyRule(rule: string): Record<number, string> {
  return { 20: `  ${rule}`, 21: '', 22: '', 23: '' };
}

let count = 0;
/** The playbook above with some lines (from 1) replaced. */
function playbook(changes: Record<number, string> = {}): string {
  const path = join(folder, `${count++}.yaml`);
  writeFileSync(path, LINES.map((line, index) => changes[index + 1] ?? line).join('\n'));
  return path;
}

async function problemsIn(path: string): Promise<Problem[]> {
  try {
    await loadPlaybook(path);
  } catch (error) {
    if (error instanceof ConfigProblems) return error.problems;
    throw error;
  }
  return [];
}

type Expected = { line: number; path: string; given?: string; allowed: RegExp; hint?: RegExp };

const MISTAKES: [string, Record<number, string>, Expected][] = [
  [
    'an address in the place of a card’s id',
    {
      24: `teamList: { from: running, name: "{name}", description: Work, adopt: { "https://x/t/86a": "12" } }`,
    },
    {
      line: 24,
      path: 'teamList.adopt.https://x/t/86a',
      given: 'the key "https://x/t/86a"',
      allowed: /^the id of a card: what stands at the end of its address, in quotes$/,
      hint: /^docs\/existing-lists\.md#say-whose-list-is-whose /,
    },
  ],
  [
    'one list for two cards',
    { 24: `teamList: { from: running, name: "{name}", description: Work, adopt: { a1: "12", b2: 12 } }` },
    {
      line: 24,
      path: 'teamList.adopt.b2',
      allowed: /id of a list in the folder/,
      hint: /list of card a1 already; a list is one card’s/,
    },
  ],
  [
    'the name of a list where its id belongs',
    { 24: `teamList: { from: running, name: "{name}", description: Work, adopt: { a1: Our work } }` },
    { line: 24, path: 'teamList.adopt.a1', given: '"Our work"', allowed: /id of a list.*or none/ },
  ],
  [
    'a card that is in the pilot twice',
    { 18: 'pilot: [a1, a1]' },
    { line: 18, path: 'pilot.1', given: '"a1"', allowed: /id of a card/, hint: /named twice/ },
  ],
  ['a pilot of no card', { 18: 'pilot: []' }, { line: 18, path: 'pilot', allowed: /.+/ }],
  [
    'a limit of no change',
    { 18: 'maxChangesPerDay: 0' },
    { line: 18, path: 'maxChangesPerDay', given: '0', allowed: /between 1 and 100000/ },
  ],
  [
    'a number in words',
    { 22: '    max: five' },
    { line: 22, path: 'rules.team-size.max', given: '"five"', allowed: /^a whole number of at least 1$/ },
  ],
  ['a fraction', { 22: '    max: 4.5' }, { line: 22, path: 'rules.team-size.max', allowed: /whole number/ }],
  ['too much', { 18: 'maxReverts: 200' }, { line: 18, path: 'maxReverts', allowed: /between 0 and 100$/ }],
  [
    'an unknown word of a choice',
    { 23: '    enforce: wran' },
    {
      line: 23,
      path: 'rules.team-size.enforce',
      given: '"wran"',
      allowed: /^one of inform, warn, revert$/,
      hint: /"warn"/,
    },
  ],
  [
    'another case in a choice',
    { 17: '  allHands: [Thursday]' },
    { line: 17, path: 'calendar.allHands.0', allowed: /monday/, hint: /"thursday"/ },
  ],
  [
    'an unknown key at the top',
    { 18: 'maxRevert: 3' },
    { line: 18, path: 'maxRevert', given: 'an unknown key', allowed: /maxReverts/, hint: /"maxReverts"/ },
  ],
  [
    'an unknown rule',
    { 20: '  teamsize:' },
    { line: 20, path: 'rules.teamsize', allowed: /team-size/, hint: /"team-size"/ },
  ],
  [
    'an unknown key in a list',
    { 29: '    duee: start' },
    { line: 29, path: 'workItems.0.duee', allowed: /due/, hint: /"due"/ },
  ],
  [
    'a missing key',
    { 21: '' },
    { line: 20, path: 'rules.team-size.min', given: 'nothing', allowed: /whole number/ },
  ],
  [
    'a missing key in a short block',
    { 2: 'places: { space: Company, board: Results }' },
    { line: 2, path: 'places.folder', given: 'nothing', allowed: /name as it stands in ClickUp/ },
  ],
  ['an empty value', { 13: '  zone:' }, { line: 13, path: 'calendar.zone', given: 'nothing', allowed: /./ }],
  [
    'an empty list',
    { 5: '  forming: []' },
    { line: 5, path: 'phases.forming', given: 'an empty list', allowed: /at least one entry/ },
  ],
  [
    'a word for a list',
    { 17: '  allHands: thursday' },
    { line: 17, path: 'calendar.allHands', allowed: /^a list/ },
  ],
  [
    'an all-hands on no working day',
    { 17: '  allHands: [thursday, saturday]' },
    {
      line: 17,
      path: 'calendar.allHands.1',
      given: '"saturday"',
      allowed: /^a day of the working week \(monday, .*for example \[monday\]$/,
      hint: /^"saturday" falls on no working day\.$/,
    },
  ],
  [
    'no time zone',
    { 13: '  zone: Mars' },
    { line: 13, path: 'calendar.zone', allowed: /Europe\/Berlin/, hint: /"Mars" is no time zone/ },
  ],
  [
    'no day',
    { 16: '  holidays: [2026-12-24, 2026-13-01]' },
    { line: 16, path: 'calendar.holidays.1', allowed: /2027-01-15/, hint: /is no day/ },
  ],
  [
    'no due expression',
    { 29: '    due: soonish' },
    {
      line: 29,
      path: 'workItems.0.due',
      allowed: /3 working days after start/,
      hint: /^"soonish" cannot be read from "soonish" on\.$/,
    },
  ],
  [
    'a slip in a due expression',
    { 29: '    due: "2 working days after strat"' },
    {
      line: 29,
      path: 'workItems.0.due',
      given: '"2 working days after strat"',
      allowed: /"3 working days after start"; docs\/configuration\.md lists every form$/,
      hint: /^"2 working days after strat" cannot be read from "strat" on\. Did you mean "start"\?$/,
    },
  ],
  [
    'a slip in an all-hands',
    { 29: '    due: "next allhands after start"' },
    {
      line: 29,
      path: 'workItems.0.due',
      given: '"next allhands after start"',
      allowed: /"next all-hands after start \+ 1 week"/,
      hint: /from "allhands" on\. Did you mean "all-hands"\?$/,
    },
  ],
  [
    'a slip in work that comes again',
    { 29: '    due: "every week whlie running"' },
    {
      line: 29,
      path: 'workItems.0.due',
      given: '"every week whlie running"',
      allowed: /"every week while running"/,
      hint: /from "whlie" on\. Did you mean "while"\?$/,
    },
  ],
  [
    'too large a number',
    { 29: '    due: "1000 days after start"' },
    {
      line: 29,
      path: 'workItems.0.due',
      given: '"1000 days after start"',
      allowed: /"3 working days after start"/,
      hint: /has the number 1000; numbers go from 0 to 999\.$/,
    },
  ],
  [
    'a fixed date',
    { 29: '    due: "2027-01-15"' },
    {
      line: 29,
      path: 'workItems.0.due',
      given: '"2027-01-15"',
      allowed: /"3 working days after start"/,
      hint: /is a fixed day, and every card has its own/,
    },
  ],
  [
    'reminders more often than once a day',
    { 18: 'feedback: { item: kick-off, min: 2, remindEvery: 60 seconds }' },
    {
      line: 18,
      path: 'feedback.remindEvery',
      given: '"60 seconds"',
      allowed: /^at least one whole day, week or working day, .*"3 working days"$/,
      hint: /"60 seconds" is not counted in whole days/,
    },
  ],
  [
    'a phase of which nobody notes the beginning',
    { 29: '    due: 1 week after entering forming' },
    {
      line: 29,
      path: 'workItems.0.due',
      given: '"1 week after entering forming"',
      allowed: /a due expression/,
      hint: /teamList\.from: running .*"1 week after entering running"/,
    },
  ],
  [
    'an unknown placeholder',
    { 27: '    title: Kick-off of {nmae}' },
    { line: 27, path: 'workItems.0.title', allowed: /^\{name\}/, hint: /knows no \{nmae\}/ },
  ],
  [
    'a status in two phases',
    { 8: '  done: [evaluation]' },
    { line: 8, path: 'phases.done.0', allowed: /a status has one phase/, hint: /evaluating already/ },
  ],
  [
    'a minimum above the maximum',
    { 21: '    min: 6' },
    { line: 21, path: 'rules.team-size.min', given: '6', allowed: /must not be above max/ },
  ],
  [
    'an unknown parameter of a rule',
    { 21: '    minn: 2' },
    {
      line: 21,
      path: 'rules.team-size.minn',
      given: 'an unknown key',
      allowed: /min, max/,
      hint: /"min"/,
    },
  ],
  [
    'more weeks at least than at most',
    onlyRule('timebox: { enforce: warn, minWeeks: 13, maxWeeks: 12 }'),
    { line: 20, path: 'rules.timebox.minWeeks', given: '13', allowed: /must not be above maxWeeks/ },
  ],
  [
    'an enforcement that a rule does not know',
    onlyRule('priority-order: { enforce: warn }'),
    { line: 20, path: 'rules.priority-order.enforce', given: '"warn"', allowed: /^only inform$/ },
  ],
  [
    'a word for the list of those who may waive',
    onlyRule('supporter-present: { enforce: warn, waivableBy: team }'),
    { line: 20, path: 'rules.supporter-present.waivableBy', given: '"team"', allowed: /^a list/ },
  ],
  ...['plan-presented', 'evaluation-planned', 'outcome-recorded'].map((rule): (typeof MISTAKES)[number] => [
    `a rule about no work item (${rule})`,
    {
      10: 'fields: { supporter: Supporter, outcome: Outcome }',
      ...onlyRule(
        `${rule}: { enforce: warn, item: kickoff${{ 'plan-presented': ', withinWeeks: 3', 'evaluation-planned': ', weeksBeforeDue: 3' }[rule] ?? ''} }`,
      ),
    },
    {
      line: 20,
      path: `rules.${rule}.item`,
      given: '"kickoff"',
      allowed: /key of a work item/,
      hint: /"kickoff" is the key of no work item; there are: kick-off.*Did you mean "kick-off"\?/,
    },
  ]),
  [
    'a plan that may be presented after the longest customer result',
    {
      ...onlyRule('timebox: { enforce: warn, minWeeks: 4, maxWeeks: 12 }'),
      21: '  plan-presented: { enforce: warn, item: kick-off, withinWeeks: 13 }',
    },
    { line: 21, path: 'rules.plan-presented.withinWeeks', allowed: /not be above timebox\.maxWeeks \(12\)/ },
  ],
  [
    'an evaluation that is planned before the longest customer result begins',
    {
      ...onlyRule('timebox: { enforce: warn, minWeeks: 4, maxWeeks: 12 }'),
      21: '  evaluation-planned: { enforce: warn, item: kick-off, weeksBeforeDue: 13 }',
    },
    {
      line: 21,
      path: 'rules.evaluation-planned.weeksBeforeDue',
      allowed: /not be above timebox\.maxWeeks \(12\)/,
    },
  ],
  [
    'a rule about the outcome without its field',
    onlyRule('outcome-recorded: { enforce: warn, item: kick-off }'),
    { line: 20, path: 'rules.outcome-recorded', allowed: /fields\.outcome/ },
  ],
  [
    'a rule about feedback where none is collected',
    onlyRule('feedback-collected: { enforce: warn, min: 3 }'),
    { line: 20, path: 'rules.feedback-collected', allowed: /the section feedback/ },
  ],
  [
    'a rule that wants more feedback than people are reminded of',
    {
      18: 'feedback: { item: kick-off, min: 2, remindEvery: 3 working days }',
      ...onlyRule('feedback-collected: { enforce: warn, min: 3 }'),
    },
    { line: 20, path: 'rules.feedback-collected.min', given: '3', allowed: /above feedback\.min \(2\)/ },
  ],
  [
    'more functions in a team than there are',
    {
      11: 'people: { supporters: Supporters, functions: { Sales: Sales } }',
      ...onlyRule('cross-functional: { enforce: warn, minFunctions: 2 }'),
    },
    { line: 20, path: 'rules.cross-functional.minFunctions', given: '2', allowed: /people\.functions \(1\)/ },
  ],
  [
    'a rule about functions where there are none',
    onlyRule('priority-order: { enforce: inform }'),
    { line: 20, path: 'rules.priority-order', allowed: /fields\.functions and people\.functions/ },
  ],
  [
    'an unknown language',
    { 18: 'locale: fr' },
    { line: 18, path: 'locale', given: '"fr"', allowed: /^one of en, de$/ },
  ],
  [
    'an unknown command',
    { 18: 'commands: [waive, snoze]' },
    { line: 18, path: 'commands.1', given: '"snoze"', allowed: /waive, unwaive, recheck, explain/ },
  ],
  [
    'an unknown text, without listing hundreds',
    { 18: 'texts: { team-size.to-many: Too many }' },
    {
      line: 18,
      path: 'texts.team-size.to-many',
      given: 'an unknown key',
      allowed: /^one of \d+ keys; docs\/playbook\.schema\.json/,
      hint: /"team-size\.too-many"/,
    },
  ],
  [
    'an unknown placeholder of a text',
    { 18: 'texts: { team-size.too-many: "At most {most} of us" }' },
    {
      line: 18,
      path: 'texts.team-size.too-many',
      allowed: /^a text with the placeholders \{people\}, \{max\}$/,
      hint: /knows no \{most\}\.$/,
    },
  ],
  [
    'a placeholder with a capital',
    { 18: 'texts: { answer.which-rule: "{Rules}, {}?" }' },
    {
      line: 18,
      path: 'texts.answer.which-rule',
      allowed: /^a text with the placeholders \{rules\}$/,
      hint: /knows no \{Rules\}, \{\}\.$/,
    },
  ],
  [
    'an empty text',
    { 18: 'texts: { somebody: "" }' },
    { line: 18, path: 'texts.somebody', given: '""', allowed: /^a text that is not empty$/ },
  ],
  [
    'a form of a text that there is not',
    { 18: 'texts: { people: { one: one of us, few: "{count}", other: "{count} of us" } }' },
    { line: 18, path: 'texts.people.few', given: 'an unknown key', allowed: /^one, other$/ },
  ],
  [
    'a command named twice',
    { 18: 'commands: [recheck, explain, recheck]' },
    { line: 18, path: 'commands.2', given: '"recheck"', allowed: /^each command once$/, hint: /twice/ },
  ],
  [
    'half of the forms of a text',
    { 18: 'texts: { people: { one: one of us } }' },
    { line: 18, path: 'texts.people', allowed: /./ },
  ],
  [
    'an unknown state of a country',
    { 15: '  holidayRegion: DE-XX' },
    { line: 15, path: 'calendar.holidayRegion', given: '"DE-XX"', allowed: /DE-BE/, hint: /DE-BY/ },
  ],
  [
    'a country by its name',
    { 15: '  holidayRegion: Germany' },
    { line: 15, path: 'calendar.holidayRegion', allowed: /a country/, hint: /"DE"/ },
  ],
  [
    'a region in lower case',
    { 15: '  holidayRegion: de-be' },
    { line: 15, path: 'calendar.holidayRegion', allowed: /a country/, hint: /"DE-BE"/ },
  ],
  [
    'a key given twice',
    { 16: '  zone: Europe/Vienna' },
    {
      line: 16,
      path: 'calendar.zone',
      given: 'this key for the second time',
      allowed: /each key once/,
      hint: /^It stands in line 13 already: take one of the two out\.$/,
    },
  ],
  [
    'nothing where an answer is due',
    { 24: `teamList: { from: running, name: "{name}", description: Work, adopt: { a1: } }` },
    {
      line: 24,
      path: 'teamList.adopt.a1',
      given: 'nothing',
      allowed: /id of a list.*or none/,
      hint: /^docs\/existing-lists\.md#/,
    },
  ],
  ['a tab', { 21: '\tmin: 2' }, { line: 21, path: 'YAML', allowed: /no tabs/ }],
  ['an open bracket', { 17: '  allHands: [thursday' }, { line: 18, path: 'YAML', allowed: /YAML/ }],
];

describe('loadPlaybook', () => {
  test.each(MISTAKES)('names %s with its line', async (_name, changes, expected) => {
    const path = playbook(changes);
    const problems = await problemsIn(path);
    const { allowed, hint, ...rest } = expected;
    expect(problems).toContainEqual(
      expect.objectContaining({
        ...rest,
        file: path,
        allowed: expect.stringMatching(allowed),
        hint: expect.stringMatching(hint ?? /\.md#|\S/),
      }),
    );
  });

  test('names what is wrong in each line below it once', async () => {
    const [first, ...others] = await problemsIn(playbook({ 20: '  - team-size', 21: '  - timebox' }));
    expect(first).toMatchObject({ line: 21, path: 'YAML' });
    expect(others.filter(({ hint }) => hint === first?.hint)).toEqual([]);
  });

  test('names sections of the docs that are there', () => {
    const keys = Object.keys(Playbook.shape);
    const rules = Object.keys(RULES).map(key => `rules.${key}.min`);
    for (const path of [...keys, ...rules, 'teamList.adopt.a1']) {
      const [, file = '', section = ''] = /^(\S+\.md)#(\S+) says/.exec(docsOf(path)) ?? [];
      const sections = [...readFileSync(file, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
        title
          .toLowerCase()
          .replaceAll(/[^a-z0-9 -]/g, '')
          .replaceAll(' ', '-'),
      );
      expect([path, sections.includes(section)]).toEqual([path, true]);
    }
  });

  test('says everything that is wrong at once, in the order of the file', async () => {
    const problems = await problemsIn(
      playbook({
        1: 'mode: watch',
        13: '  zone: Mars',
        15: '  holidayRegion: ZZ',
        18: 'maxRevert: 1',
        22: '    max: x',
      }),
    );
    expect(problems.map(problem => problem.line)).toEqual([1, 13, 15, 18, 22]);
    expect(
      new ConfigProblems(problems).message.split('\n').filter(line => / — given /.test(line)),
    ).toHaveLength(5);
  });

  test('goes on to check a file in which a key is doubled', async () => {
    const problems = await problemsIn(playbook({ 16: '  zone: Europe/Vienna', 18: 'maxReverts: many' }));
    expect(problems.map(problem => problem.line)).toEqual([16, 18]);
  });

  test('names a line behind an alias', async () => {
    const problems = await problemsIn(playbook({ 4: '  candidate: &all [1]', 5: '  forming: *all' }));
    expect(problems.map(problem => problem.path)).toEqual(['phases.candidate.0', 'phases.forming.0']);
    expect(problems.map(problem => problem.line)).toEqual([4, 4]);
  });

  test('says that a file is missing, and what to do', async () => {
    const missing = join(folder, 'none.yaml');
    await expect(loadPlaybook(missing)).rejects.toThrow(
      /none\.yaml — given a file that does not exist[^]*`liaison init`[^]*adapt a copy of \/.+\/config\/playbook\.yaml/,
    );
  });

  test.each(['', '# nothing but a comment\n', '[]', 'just a sentence'])(
    'refuses the content %j',
    async content => {
      const path = join(folder, `${count++}.yaml`);
      writeFileSync(path, content);
      expect((await problemsIn(path)).length).toBeGreaterThan(0);
    },
  );

  test('refuses an alias bomb without unfolding it', async () => {
    const path = join(folder, 'bomb.yaml');
    const levels = Array.from({ length: 12 }, (_, level) => {
      const inner = level === 0 ? 'x' : `*a${level - 1}`;
      return `a${level}: &a${level} [${Array.from({ length: 10 }, () => inner).join(', ')}]`;
    });
    writeFileSync(path, levels.join('\n'));
    expect(await problemsIn(path)).toMatchObject([{ given: 'too many aliases' }]);
  });
});

describe('the shipped playbook', () => {
  test('holds', async () => {
    const loaded = await loadPlaybook('config/playbook.yaml');
    expect(loaded.playbook.places.board).toBe('Customer Results');
    expect(readFileSync(loaded.file, 'utf8')).toContain('holidayRegion: DE');
  });
});

describe('public holidays', () => {
  test('are those of the region, as days, whatever zone the process is in', async () => {
    const { publicHolidays } = await loadPlaybook(playbook());
    expect(publicHolidays('2026-03-01', '2026-04-30')).toEqual(['2026-03-08', '2026-04-03', '2026-04-06']);
  });

  test('include every day of one that lasts several days', async () => {
    const { publicHolidays } = await loadPlaybook(playbook({ 15: '  holidayRegion: SA' }));
    expect(publicHolidays('2026-03-15', '2026-03-31')).toEqual([
      '2026-03-19',
      '2026-03-20',
      '2026-03-21',
      '2026-03-22',
    ]);
  });

  test('are none where the playbook names no region', async () => {
    const { publicHolidays } = await loadPlaybook(playbook({ 15: '' }));
    expect(publicHolidays('2026-01-01', '2026-12-31')).toEqual([]);
  });

  test('reach the calendar from a year before to three years after, with the days of the company', async () => {
    const { calendar } = await loadPlaybook(playbook());
    const now = Date.UTC(2026, 10, 23);
    const { holidays } = calendar(now);
    for (const day of ['2025-01-01', '2026-12-24', '2026-12-25', '2029-12-25'])
      expect(holidays).toContain(day);
    expect(holidays).not.toContain('2024-12-25');
    expect(calendar(now + 86_400_000)).toBe(calendar(now));
    expect(calendar(Date.UTC(2027, 5, 1)).holidays).toContain('2030-12-25');
  });
});

describe('a playbook as operators save and write it', () => {
  const write = (content: string | Buffer): string => {
    const path = join(folder, `saved-${count++}.yaml`);
    writeFileSync(path, content);
    return path;
  };

  test.each<[string, string | Buffer, RegExp]>([
    [
      'in Latin-1',
      Buffer.from('mode: act\n# für uns\n', 'latin1'),
      /no UTF-8, first in line 2[^]*Save it as UTF-8/,
    ],
    ['in UTF-16', Buffer.from('mode: act\n', 'utf16le'), /a file in UTF-16[^]*Save it as UTF-8/],
    ['empty', '', /given an empty file, allowed: a playbook in YAML/],
    ['with nothing but comments', '# later\n', /given an empty file/],
    ['as a list', '- mode: act\n', /:1 — given something else than a block of keys/],
    ['as a sentence', 'just text\n', /:1 — given something else than a block of keys/],
  ])('%s is refused', async (_what, content, said) => {
    const problems = await problemsIn(write(content));
    expect(problems).toHaveLength(1);
    expect(new ConfigProblems(problems).message).toMatch(said);
  });

  test('as a folder is refused', async () => {
    const problems = await problemsIn(folder);
    expect(new ConfigProblems(problems).message).toMatch(/given a folder, allowed: a playbook in YAML/);
  });

  test('names the line of an alias that stands before its anchor', async () => {
    const problems = await problemsIn(
      playbook({ 5: '  forming: *words', 6: '  running: &words [in progress]' }),
    );
    expect(problems).toMatchObject([{ line: 5, given: 'the alias *words' }]);
    expect(problems[0]?.hint).toContain('Write &words before the first use');
  });

  test('takes ids without quotes, as they are', async () => {
    const { playbook: read } = await loadPlaybook(
      playbook({ 2: 'places: { space: 90150000001, board: 901500123456, folder: 901500123457 }' }),
    );
    expect(read.places).toEqual({ space: '90150000001', board: '901500123456', folder: '901500123457' });
  });

  test('asks for the name or the id where somebody pasted an address', async () => {
    const address = 'https://app.clickup.com/9001/v/li/901500123456';
    const problems = await problemsIn(
      playbook({ 2: `places: { space: Company, board: "${address}", folder: Teams }` }),
    );
    expect(problems).toMatchObject([{ line: 2, path: 'places.board' }]);
    expect(new ConfigProblems(problems).message).toMatch(
      /a name as it stands in ClickUp \(any case\), or an id/,
    );
    expect(new ConfigProblems(problems).message).toMatch(/is an address; write the name or the id instead/);
  });

  test('counts a public holiday of half a day as a working day', async () => {
    const { publicHolidays } = await loadPlaybook(playbook({ 15: '  holidayRegion: CN' }));
    expect(publicHolidays('2026-05-01', '2026-05-10')).toEqual(['2026-05-01']);
  });
});
