// A first playbook by flags in an empty folder, and what Liaison then makes of lists that people made.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { takingProposals } from '../../src/init/asker.ts';
import { draftPlaybook } from '../../src/init/init.ts';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { cardsWithLists, KNOWN_FLAGS, namesOfLists, startPublisher } from '../init/newcomer.ts';
import { clock } from '../support/clickup-setting.ts';
import { liaison as inProcess } from '../support/command-in-process.ts';
import { freePorts } from '../support/process.ts';
import { quiet } from '../support/queue-rig-parts.ts';
import { clientOf } from '../support/simulator-client.ts';
import { anyStoreIn } from '../support/stores.ts';

let simulator: Simulator;
let folder: string;
beforeAll(async () => {
  simulator = await startPublisher();
  folder = mkdtempSync(join(tmpdir(), 'liaison-init-'));
});
afterAll(async () => {
  await simulator.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs it in a folder, in the process of the test; it has that environment alone. */
const liaisonIn = (place: string, args: string[], env: Record<string, string> = {}) =>
  inProcess(args, { PATH: process.env['PATH'] ?? '', ...env }, place);
const liaison = (args: string[], env?: Record<string, string>) => liaisonIn(folder, args, env);

type Ended = { code: number | null; stdout: string; stderr: string };

async function asProcess(
  args: string[],
  env: Record<string, string>,
  place: string,
  { stop, program = resolve('dist/cli/main.js') }: { stop?: AbortSignal; program?: string } = {},
): Promise<Ended> {
  const child = spawn(process.execPath, [program, ...args], {
    cwd: place,
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  stop?.addEventListener('abort', () => child.kill());
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout, stderr };
}

const access = () => ({
  CLICKUP_TOKEN: simulator.tokens.bot.token,
  CLICKUP_API_URL: simulator.apiUrl,
});

type Report = {
  begin: string;
  env: { added: string[] };
  adopted: { card: { name: string }; list: { name: string } | null }[];
  unanswered: { name: string }[];
  inNoGroup: string[];
  guests: string[];
  labelsWithoutGroup: string[];
  firstDay: {
    full: { cards: number; lists: number; adopted: number; people: { name: string; times: number }[] };
  };
  doctor: { ok: boolean };
};

describe('liaison init by flags', () => {
  const file = () => join(folder, 'config/playbook.yaml');

  it('in a checkout keeps the example that it writes over, for the demo', async () => {
    const checkout = join(folder, 'checkout');
    for (const part of ['dist', 'config', 'package.json'])
      cpSync(part, join(checkout, part), { recursive: true });
    symlinkSync(resolve('node_modules'), join(checkout, 'node_modules'));
    const config = join(checkout, 'config');
    const example = readFileSync(join(config, 'playbook.yaml'), 'utf8');
    const program = join(checkout, 'dist/cli/main.js');
    const init = ['init', '--yes', '--full', '--no-env', ...KNOWN_FLAGS];
    const { stderr } = await asProcess(init, access(), checkout, { program });
    expect(readFileSync(join(config, 'playbook.yaml'), 'utf8'), stderr).toContain('Kundenergebnisse');
    expect(readFileSync(join(config, 'playbook.example.yaml'), 'utf8')).toBe(example);
    // From now on that one is the example, for the demo as well.
    const lost = await asProcess(['plan', '--playbook', 'nowhere.yaml'], access(), checkout, { program });
    expect(lost.stderr).toContain(`adapt a copy of ${join(config, 'playbook.example.yaml')}`);
  });

  it('writes a playbook that doctor takes, and a .env for its owner alone', async () => {
    // As in a checkout: the example that is shipped is nobody's work.
    mkdirSync(join(folder, 'config'));
    copyFileSync('config/playbook.yaml', file());
    const args = [
      'init',
      '--yes',
      '--json',
      '--full',
      '--adopt',
      'Schulen bestellen Klassensätze in einem Schritt=none',
    ];
    const { code, stdout, stderr } = await liaison([...args, ...KNOWN_FLAGS], access());
    expect(stderr).toContain('config/playbook.yaml is the example that Liaison ships');
    expect(stderr).toContain('Function Presse & Öffentlichkeit: Presse');
    expect(code).toBe(0);
    const report = JSON.parse(stdout) as Report;
    expect(report).toMatchObject({
      begin: 'full',
      env: { added: ['CLICKUP_TOKEN', 'CLICKUP_API_URL'] },
      unanswered: [],
      inNoGroup: ['Johanna Lind', 'Frieda Jansen', 'Oleg Marten'],
      guests: ['Gerd Außendienst'],
      labelsWithoutGroup: ['Rechte'],
      firstDay: { full: { cards: 25, lists: 2, adopted: 5 } },
      doctor: { ok: true },
    });
    expect(report.adopted.filter(({ list }) => list === null).map(({ card }) => card.name)).toEqual([
      'Schulen bestellen Klassensätze in einem Schritt',
    ]);
    const text = readFileSync(file(), 'utf8');
    expect(text).toContain('mode: observe');
    expect(text).toContain('title: Die Auswertung planen');
    expect(`${stdout}${stderr}${text}`).not.toContain(simulator.tokens.bot.token);
    const env = join(folder, '.env');
    expect(statSync(env).mode & 0o777).toBe(0o600);
    expect(readFileSync(env, 'utf8')).toContain(`CLICKUP_TOKEN=${simulator.tokens.bot.token}\n`);
  });

  it('shows the difference where a playbook is there, and keeps it', async () => {
    const former = readFileSync(file(), 'utf8');
    const { code, stderr } = await liaison(['init', '--yes', '--full', ...KNOWN_FLAGS, '--language', 'en']);
    expect(code).toBe(1);
    for (const part of ['is there already', '- locale: de', '+ locale: en', '--force', 'Nothing was written'])
      expect(stderr).toContain(part);
    expect(readFileSync(file(), 'utf8')).toBe(former);
  });

  it('writes over it with --force, and leaves the .env as it is', async () => {
    const former = readFileSync(join(folder, '.env'), 'utf8');
    const card = 'Schulen bestellen Klassensätze in einem Schritt';
    const adopt = ['--adopt', `${card}=${card} – Arbeit`];
    const { code, stdout } = await liaison(['init', '--yes', '--force', ...adopt]);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /All at once: 25 cards: 6 lists taken over, 1 new list, \d+ tasks; \d+ people hear/,
    );
    for (const part of ['set mode: act in config/playbook.yaml', 'then liaison run', 'liaison plan  '])
      expect(stdout).toContain(part);
    expect(readFileSync(join(folder, '.env'), 'utf8')).toBe(former);
  });

  it('goes on by what was said: doctor, plan, act, and no list and no task is doubled', async () => {
    const store = { STORE_URL: await anyStoreIn(join(folder, '.liaison')) };
    expect((await liaison(['doctor'], store)).stdout).toContain('existing lists');
    const plan = await liaison(['plan', '--brief'], store);
    expect(plan.code).toBe(2);
    expect(plan.stdout.match(/Take over the list/g)).toHaveLength(6);
    writeFileSync(file(), readFileSync(file(), 'utf8').replace('mode: observe', 'mode: act'));
    const { port, adminPort } = await freePorts();
    const ended = new AbortController();
    const addresses = { HOST: '127.0.0.1', PORT: String(port), ADMIN_PORT: String(adminPort), ...store };
    const running = asProcess(['run'], addresses, folder, { stop: ended.signal });
    const adminUrl = `http://127.0.0.1:${adminPort}`;
    const cards = await cardsWithLists(adminUrl);
    const page = await (await fetch(adminUrl)).text();
    ended.abort();
    expect((await running).code).toBe(0);
    expect(cards).toHaveLength(25);
    for (const { name } of cards.filter(({ list }) => list !== null))
      expect(page).toContain(name.replaceAll('&', '&amp;'));
    expect(new Set(cards.flatMap(({ list }) => list?.id ?? [])).size).toBe(7);
    // Seven were there; one card had none.
    expect(await namesOfLists(simulator)).toHaveLength(8);
    const reading = cards.find(({ name }) => name === 'Lesungen finden ihr Publikum');
    type Tasks = { tasks: { name: string }[] };
    const path = `/v2/list/${reading?.list?.id}/task?include_closed=true`;
    const names = (await clientOf(simulator).ask<Tasks>('GET', path)).body.tasks.map(({ name }) => name);
    expect(names.filter(name => name === 'Rückmeldungen sammeln')).toHaveLength(1);
    expect(names).toContain('Das Ergebnis mit allen teilen');
    // Whose list is whose is written in them by now: nobody is asked once more.
    const asker = takingProposals(() => undefined);
    const workspace = { apiUrl: simulator.apiUrl, token: simulator.tokens.bot.token, clock, log: quiet };
    const known = { phase: ['Freigabe=running'], function: ['Rechte=none'], owner: 'Johanna Lind' };
    const given = { ...known, allHandsDay: 'wednesday', full: true };
    const again = await draftPlaybook('again.yaml', {
      ...workspace,
      asker,
      given,
      former: null,
      tellFirstDay() {},
    });
    expect(again).toMatchObject({ answers: { adopt: [] }, unanswered: [] });
    expect(again.firstDay.full).toMatchObject({ lists: 0, adopted: 0 });
  });
});

describe('liaison init by mistake', () => {
  const MISTAKES: [what: string, args: string[], env: Record<string, string>, says: string[]][] = [
    ['without a terminal', [], {}, ['no terminal to ask at', '--yes', 'liaison init --help']],
    [
      'without a token',
      ['--yes'],
      { CLICKUP_TOKEN: '' },
      ['CLICKUP_TOKEN', 'given nothing', 'Settings → Apps'],
    ],
    [
      'with a token that is revoked',
      ['--yes'],
      { CLICKUP_TOKEN: 'pk_1_REVOKED' },
      ['whose token', '401 OAUTH_025', 'Make a personal token'],
    ],
  ];

  it.each(MISTAKES)('%s', async (_what, args, env, says) => {
    const place = mkdtempSync(join(folder, 'x-'));
    const { code, stdout, stderr } = await liaisonIn(place, ['init', ...args], { ...access(), ...env });
    expect(code).toBe(1);
    expect(stdout).toBe('');
    for (const part of says) expect(stderr).toContain(part);
    expect(stderr).not.toMatch(/REVOKED|^\s+at .+:\d+:\d+/m);
    expect(existsSync(join(place, '.env'))).toBe(false);
  });
});
