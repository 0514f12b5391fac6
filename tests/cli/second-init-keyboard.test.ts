// A second `liaison init` at the keyboard of a terminal: Enter through everything, but for the one thing that is other now.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { KNOWN_FLAGS, startPublisher } from '../init/newcomer.ts';
import { liaison } from '../support/command-in-process.ts';
import { isLong } from '../support/scale.ts';
import { CTRL_C, ENTER, openTerminal, type Terminal } from '../support/terminal.ts';

let simulator: Simulator;
let folder: string;
let terminal: Terminal;
beforeAll(async () => {
  simulator = await startPublisher();
  folder = mkdtempSync(join(tmpdir(), 'liaison-second-init-'));
  terminal = openTerminal(folder, access());
});
afterAll(async () => {
  terminal.close();
  await simulator.close();
  rmSync(folder, { recursive: true, force: true });
});

const access = () => ({ CLICKUP_API_URL: simulator.apiUrl, CLICKUP_TOKEN: simulator.tokens.bot.token });
const playbook = () => join(folder, 'config/playbook.yaml');
const now = () => readFileSync(playbook(), 'utf8');

/** Takes what is marked, which is what was answered before; or types what else it shall be. */
async function answer(question: RegExp, line = ''): Promise<string> {
  await terminal.until(question);
  const said = await terminal.until(/Enter: confirm/);
  terminal.type(line);
  if (line !== '') await terminal.until(/● monday/);
  terminal.type(ENTER);
  return said;
}

/** All questions in their order; the answers are marked as those of before. */
async function enterThrough(allHands = '', begin = () => Promise.resolve()): Promise<string> {
  terminal.type(`liaison init${ENTER}`);
  await terminal.until(/config\/playbook\.yaml is there already: what it says is proposed/);
  await begin();
  const said = [
    await answer(/Which list is the board/),
    await answer(/In which folder/),
    await answer(/“freigabe”/),
    await answer(/people of “Rechte”/),
    await answer(/Who owns the board/),
    await answer(/In which language/),
    await answer(/whole company meet/, allHands),
  ];
  for (let list = 0; list < 6; list++) said.push(await answer(/is one of these lists its own/));
  said.push(await answer(/How do you want to begin/));
  for (const one of said) expect(one).toMatch(/● .*as before/);
  return said.join('\n');
}

it('is written at first, and people go on from there', async () => {
  const ended = await liaison(
    ['init', '--yes', '--gentle', ...KNOWN_FLAGS],
    { ...access(), NO_COLOR: '1' },
    folder,
  );
  expect(ended).toMatchObject({ code: 0, stdout: expect.stringContaining('Next:') });
  const item = '  - { key: posters, title: Plakate, phase: running } # immer';
  const ours = now()
    .replace('mode: observe', 'mode: act # seit Montag')
    .replace('title: Rückmeldungen sammeln', 'title: Kundenstimmen')
    .replace('workItems:\n', `workItems:\n${item}\n`);
  writeFileSync(playbook(), ours);
  expect(ours).toContain(item);
});

it('changes the one thing that is answered otherwise, once somebody says so', async () => {
  const ours = now();
  if (isLong) {
    await enterThrough('monday');
    await terminal.until(/Write over config\/playbook\.yaml\?/);
    terminal.type(CTRL_C);
    await terminal.until(/Cancelled: nothing was written\./);
  }
  await enterThrough('monday');
  const said = await terminal.until(/Write over config\/playbook\.yaml\?/);
  expect(said.match(/^.*(?: {2})[-+] {3}.*$/gm)?.map(one => one.replace(/^\W*?(?=[-+])/, ''))).toEqual([
    '-   allHands: [wednesday]',
    '+   allHands: [monday]',
  ]);
  expect(now()).toBe(ours);
  terminal.type('y');
  await terminal.until(/Next:[^]*\$ $/);
  expect(now()).toBe(ours.replace('allHands: [wednesday]', 'allHands: [monday]'));
});

it('keeps everything where Enter answers everything, knows tasks by the playbook’s own titles, and keeps a token that was typed', async () => {
  const { token } = simulator.tokens.bot;
  const [file, ours] = [join(folder, '.env'), now()];
  rmSync(file, { force: true });
  terminal.type(`unset CLICKUP_TOKEN${ENTER}`);
  const said = await enterThrough('', async () => {
    await terminal.until(/API Token\)/);
    terminal.type(`${token}${ENTER}`);
  });
  await terminal.until(
    /says all of that already: it stays as it is\.[^]*\.env has CLICKUP_TOKEN.*now[^]*\$ $/,
  );
  expect(now()).toBe(ours);
  expect(said).toMatch(/Lesungen finden ihr Publikum.*2 tasks, known by name: “Plakate”, as before/);
  expect(readFileSync(file, 'utf8')).toContain(token);
});
