// What operators get wrong, as they would do it: each message says where, what was given, what is allowed and what to do.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Attempt, change, type Operator, startOperator } from './operator.ts';

type Mistake = Attempt & {
  what: string;
  /** How the command ends; 1 unless told otherwise. */
  code?: number;
  /** Where it is, what was given, what is allowed, what to do: everything that the message has to say. */
  says: (string | RegExp)[];
  /** What must not be shown. */
  hides?: string[];
};

const FUNCTIONS = /^ {2}functions: #.*$/m;

const MISTAKES: Mistake[] = [
  {
    what: 'a command that is misspelled',
    args: ['dcotor'],
    says: ["unknown command 'dcotor'", 'Did you mean doctor?', 'liaison --help'],
  },
  {
    what: 'an option that is misspelled',
    args: ['plan', '--jsno'],
    says: ["unknown option '--jsno'", 'Did you mean --json?'],
  },
  {
    what: 'no token',
    args: ['plan'],
    env: { CLICKUP_TOKEN: '' },
    says: ['CLICKUP_TOKEN', 'given nothing', 'begin with pk_', 'Settings → Apps'],
  },
  {
    what: 'a token that is revoked',
    args: ['plan'],
    env: { CLICKUP_TOKEN: 'pk_1_REVOKED' },
    says: ['whose token', '401 OAUTH_025', 'Make a personal token', 'CLICKUP_TOKEN', 'liaison doctor'],
    hides: ['REVOKED'],
  },
  {
    what: 'a token that keeps its quotes',
    args: ['plan'],
    env: { CLICKUP_TOKEN: '"pk_1_QUOTED"' },
    says: ['CLICKUP_TOKEN', 'between " and "', 'without quotes', 'docker --env-file'],
    hides: ['QUOTED'],
  },
  {
    what: 'a port that is no number',
    args: ['run'],
    env: { PORT: 'eighty' },
    says: ['environment PORT', 'given "eighty"', 'from 0 (any free port) to 65535'],
  },
  {
    what: 'an address that this machine does not have',
    args: ['run'],
    env: { HOST: '203.0.113.7', PORT: '4999', ADMIN_PORT: '0' },
    says: ['cannot listen on 203.0.113.7:4999', 'has no such address', 'Set HOST to one of its own'],
  },
  {
    what: 'a public address without its scheme',
    args: ['run'],
    env: { PUBLIC_URL: 'liaison.example.com' },
    says: ['PUBLIC_URL', 'given "liaison.example.com"', 'an https address', 'Begin it with https://'],
  },
  {
    what: 'a level of logging that there is not',
    args: ['run'],
    env: { LOG_LEVEL: 'verbose' },
    says: ['LOG_LEVEL', 'given "verbose"', 'one of fatal, error, warn, info'],
  },
  {
    what: 'a kind of store that there is not',
    args: ['run'],
    env: { STORE_URL: 'mysql://root:SECRET@localhost' },
    says: ['STORE_URL', 'allowed: embedded:FOLDER, redis://HOST:PORT', '"mysql:" is not a kind of store'],
    hides: ['SECRET'],
  },
  ...['/proc/liaison/store', '/dev/null/store'].map(folder => ({
    what: `a store where no folder can be made, ${folder}`,
    args: ['run'],
    env: { STORE_URL: `embedded:${folder}`, PORT: '0', ADMIN_PORT: '0' },
    says: [`folder ${folder} of the embedded store cannot be used`, 'STORE_URL', 'this user may write to'],
  })),
  {
    what: 'a password of the store that is not encoded',
    args: ['run'],
    env: { STORE_URL: 'redis://:p@ss/SECRET@127.0.0.1' },
    says: ['STORE_URL', 'must be percent-encoded', '/ is %2F'],
    hides: ['SECRET'],
  },
  {
    what: 'TLS for the store as a parameter',
    args: ['run'],
    env: { STORE_URL: 'redis://127.0.0.1?tls=true' },
    says: ['STORE_URL', 'the parameter "tls" is unknown', 'rediss:// instead of redis://'],
  },
  {
    what: 'a # in a secret',
    args: ['plan'],
    dotenv: 'ADMIN_SECRET=my#SECRET\n',
    says: [
      '.env:1 ADMIN_SECRET',
      'with a # in it',
      'a value as it is, or one in quotes',
      'ADMIN_SECRET="…#…"',
    ],
    hides: ['SECRET"'],
  },
  {
    what: 'a quote that is never closed',
    args: ['plan'],
    dotenv: '\nCLICKUP_TOKEN="pk_1_OPEN\n',
    says: ['.env:2 CLICKUP_TOKEN', 'never closed', 'Close it'],
    hides: ['OPEN'],
  },
  {
    what: 'a line of .env without =',
    args: ['plan'],
    dotenv: 'CLICKUP_TOKEN pk_1_LINE\n',
    says: ['.env:1 CLICKUP_TOKEN', 'a line without "="', 'NAME=value', 'Write CLICKUP_TOKEN=…'],
    hides: ['LINE'],
  },
  {
    what: 'a variable of .env that is misspelled',
    args: ['plan'],
    dotenv: 'STORE_ULR=redis://localhost\n',
    says: ['.env:1 STORE_ULR', 'an unknown variable', 'allowed: CLICKUP_TOKEN', 'Did you mean "STORE_URL"?'],
  },
  {
    what: 'a variable twice in .env',
    args: ['plan'],
    dotenv: 'ADMIN_SECRET=FIRST\nPORT=4000\nADMIN_SECRET=SECOND\n',
    says: [
      '.env:3 ADMIN_SECRET',
      'twice (lines 1 and 3), with different values',
      'one line for each variable',
      'Line 3 would count, since it is the last: delete the other',
    ],
    hides: ['FIRST', 'SECOND'],
  },
  {
    what: 'a variable twice in .env, with one value',
    args: ['doctor'],
    code: 0,
    dotenv: 'PORT=4000\nPORT=4000\n',
    says: ['the environment needs a look', '.env has PORT twice (lines 1 and 2), with the same value'],
  },
  {
    what: 'a .env in UTF-16',
    args: ['plan'],
    dotenv: Buffer.from('\ufeffPORT=1\n', 'utf16le'),
    says: ['.env', 'a file in UTF-16', 'in UTF-8', 'Save it as UTF-8'],
  },
  {
    what: 'a .env that is a folder',
    args: ['plan'],
    dotenv: 'folder',
    says: ['.env', 'given a folder', 'lines such as CLICKUP_TOKEN=pk_…'],
  },
  {
    what: 'an empty playbook',
    args: ['plan'],
    playbook: () => '',
    says: ['config/playbook.yaml', 'an empty file', 'a playbook in YAML'],
  },
  {
    what: 'a folder as playbook',
    args: ['plan', '--playbook', 'config'],
    says: ['config', 'given a folder', 'a playbook in YAML'],
  },
  {
    what: 'an alias before its anchor',
    args: ['plan'],
    playbook: change(/board: .*/, 'board: *later'),
    says: [/playbook\.yaml:\d+/, 'later', /anchor/],
  },
  {
    what: 'a playbook that is not there',
    args: ['plan', '--playbook', 'nowhere.yaml'],
    says: ['nowhere.yaml', 'a file that does not exist', 'a playbook in YAML', '--playbook FILE'],
  },
  {
    what: 'a playbook in Latin-1',
    args: ['plan'],
    playbook: text => Buffer.from(text.replace('Customer Results', 'Kundenlösungen'), 'latin1'),
    says: ['config/playbook.yaml', /no UTF-8, first in line \d+/, 'Save it as UTF-8'],
  },
  {
    what: 'a tab before a key',
    args: ['plan'],
    playbook: change('places:\n', 'places:\n\t'),
    says: [/config\/playbook\.yaml:\d+ YAML/, 'spaces before a key', 'no tabs'],
  },
  {
    what: 'an id without quotes that is no list',
    args: ['plan'],
    playbook: change(/board: .*/, 'board: 901500123456'),
    says: ['places.board', 'no list "901500123456"', 'that this token sees'],
  },
  {
    what: 'a key that is misspelled',
    args: ['plan'],
    playbook: change('readLag:', 'readlag:'),
    says: [/playbook\.yaml:\d+ readlag/, 'an unknown key', 'allowed: mode', 'Did you mean "readLag"?'],
  },
  {
    what: 'a smallest team above the largest',
    args: ['plan'],
    playbook: change(/min: \d+, max: \d+/, 'min: 9, max: 5'),
    says: [/playbook\.yaml:\d+ rules\.team-size\.min/, 'given 9', 'min must not be above max'],
  },
  {
    what: 'a status in two phases',
    args: ['plan'],
    playbook: change('forming: [forming]', 'forming: [forming, in progress]'),
    says: [
      /playbook\.yaml:\d+ phases\.running\.0/,
      'given "in progress"',
      'a status has one phase',
      'forming already',
    ],
  },
  {
    what: 'a zone without its continent',
    args: ['plan'],
    playbook: change(/zone: .*/, 'zone: Berlin'),
    says: [/playbook\.yaml:\d+ calendar\.zone/, 'given "Berlin"', 'Europe/Berlin'],
  },
  {
    what: 'the address of the board',
    args: ['plan'],
    playbook: change(/board: .*/, 'board: https://app.clickup.com/9015/v/l/6-901500123456-1'),
    says: [/playbook\.yaml:\d+ places\.board/, 'is an address', 'write the name or the id instead'],
  },
  {
    what: 'a board that is misspelled',
    args: ['plan'],
    playbook: change(/board: .*/, 'board: Customer Result'),
    says: [
      'places.board',
      'no list "Customer Result"',
      'Did you mean "Customer Results"?',
      'This token sees',
    ],
  },
  {
    what: 'a user group that is misspelled',
    args: ['doctor'],
    playbook: change(/supporters: Supporters/, 'supporters: Suporters'),
    says: ['people.supporters', 'no user group "Suporters"', 'Did you mean "Supporters"?'],
  },
  {
    what: 'board and folder swapped',
    args: ['doctor'],
    playbook: text =>
      text
        .replace(/^( +folder: ).*/m, '$1Customer Results')
        .replace(/^( +board: ).*/m, '$1Customer result teams'),
    says: [
      'places.board',
      '"Customer result teams" is a folder',
      'places.folder',
      '"Customer Results" is a list',
    ],
  },
  {
    what: 'another list as the board, in a terminal without UTF-8',
    args: ['doctor'],
    env: { LANG: 'C' },
    playbook: change(/board: .*/, 'board: Absences'),
    says: [
      /x right list: The list "Absences" has \d of 8 statuses and 0 of 3 custom fields/,
      'Is this the right list?',
      'write another one under places.board: Customer Results',
      'docs/doctor.md#places-right-list',
    ],
  },
  {
    what: 'an outcome to celebrate that is no option',
    args: ['doctor'],
    code: 0,
    playbook: change(/celebrate: .*/, 'celebrate: [Splendid]'),
    says: ['celebrate', 'no option of the field “Outcome”: Splendid', 'Its options are: Achieved'],
  },
  {
    what: 'a function that no card can ask for',
    args: ['doctor'],
    code: 0,
    playbook: change(FUNCTIONS, '  functions:\n    Legal: Design'),
    says: ['functions', 'no such label: Legal', 'Its labels are: Engineering', 'people.functions'],
  },
  {
    what: 'a function whose people are left out',
    args: ['doctor'],
    code: 0,
    playbook: change(/^ {4}Sales: Sales\n/m, ''),
    says: ['In no group of people.functions', 'Put them into a user group', 'does not know: Sales'],
  },
  {
    what: 'a store that does not run',
    args: ['doctor'],
    env: { STORE_URL: 'redis://:SECRET@127.0.0.1:1' },
    says: ['Redis at redis://127.0.0.1:1', 'could not be reached', 'Is it running', 'STORE_URL'],
    hides: ['SECRET'],
  },
  {
    what: 'an address of ClickUp where nobody answers',
    args: ['plan'],
    env: { CLICKUP_API_URL: 'http://127.0.0.1:1' },
    says: [
      'no answer came (ECONNREFUSED)',
      'Can this machine reach ClickUp?',
      'CLICKUP_API_URL',
      'liaison doctor',
    ],
  },
  {
    what: 'a card that is not on the board',
    args: ['explain', 'abc123'],
    says: ['"abc123" is no card on the board', 'Give the id or the address'],
  },
];

let operator: Operator;
beforeAll(async () => {
  operator = await startOperator();
});
afterAll(() => operator.close());

it('has more than twenty-five of them', () => {
  expect(new Set(MISTAKES.map(({ what }) => what)).size).toBeGreaterThan(25);
});

describe.concurrent('an operator who gives', () => {
  it.each(MISTAKES)('$what is told where it is, what is allowed and what to do', async mistake => {
    const { code, said } = await operator.run(mistake);
    for (const words of mistake.says) expect(said).toMatch(words);
    for (const secret of mistake.hides ?? []) expect(said).not.toContain(secret);
    expect(said).not.toMatch(/^ +at .*:\d+:\d+\)?$/m);
    expect(code, said).toBe(mistake.code ?? 1);
  });
});
