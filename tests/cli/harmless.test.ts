// What people wrote, in front of a terminal: whatever stands in a name, no command lets the terminal obey it.
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { inLongRuns } from '../support/scale.ts';
import { openShell, type Shell } from './shell.ts';

const ESC = '\u001b';
const NAMES = [
  `red ${ESC}[31m name`,
  `a window ${ESC}]0;pwned\u0007 of its own`,
  'back\rforth\nand below',
  'turned \u202e around',
  'a C1 \u009b31m one',
];
/** Everything that a terminal obeys, but for the ends of our own lines. */
const OBEYED = /(?!\n)[\p{Cc}\u202a-\u202e\u2066-\u2069]/u;

let shell: Shell;
let cards: string[];
beforeAll(async () => {
  shell = await openShell();
  cards = [];
  for (const name of NAMES) cards.push(await shell.company.createCard(name, { status: 'forming' }));
});
afterAll(() => shell.close());

inLongRuns(() => {
  it('a plan from a file, what it does and what it refuses show them harmless as well', async () => {
    const file = join(shell.folder, 'plan.json');
    await shell.run(['plan', '--out', file]);
    const [changed = ''] = cards;
    const [somebody] = shell.company.notIn('Supporters');
    if (somebody) await shell.company.join(changed, somebody);
    const { code, stdout, stderr } = await shell.run(['sync', '--plan', file]);
    expect(code).toBe(1);
    expect(stdout).toContain('is not as it was planned');
    expect(stdout).not.toMatch(OBEYED);
    expect(stderr).not.toMatch(OBEYED);
  });
});

it.each([['plan'], ['roster'], ['digest'], ['rehearse', '--weeks', '1'], ['doctor'], ['sync']])(
  '%s shows names without what a terminal would obey',
  async (...args) => {
    const { stdout, stderr } = await shell.run(args, { env: { LOG_LEVEL: 'debug' } });
    expect(stdout).not.toMatch(OBEYED);
    expect(stderr).not.toMatch(OBEYED);
  },
);

it('explain and its failures show them harmless as well', async () => {
  for (const card of cards) expect((await shell.run(['explain', card])).stdout).not.toMatch(OBEYED);
  const failed = await shell.run(['explain', `${ESC}[31mnobody`]);
  expect(failed.code).toBe(1);
  expect(failed.stderr).not.toMatch(OBEYED);
});

it('names stay what they are for machines, and can be printed by them', async () => {
  const { stdout } = await shell.run(['plan', '--json']);
  expect(stdout).not.toMatch(OBEYED);
  const { customerResults } = JSON.parse(stdout) as { customerResults: { name: string }[] };
  expect(customerResults.map(({ name }) => name)).toEqual(expect.arrayContaining(NAMES));
});
