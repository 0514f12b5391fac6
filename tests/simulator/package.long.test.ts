// The simulator as others get it: packed, unpacked elsewhere, used in a test of theirs as the docs show it, and as a command.
import { spawn, spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { declareTypes } from '../../scripts/declare-types.mjs';
import { manifestOf, pack, unpack } from '../support/packed.ts';

const folder = mkdtempSync(join(tmpdir(), 'liaison-package-'));
const installed = join(folder, 'node_modules/liaison');

/** The first block of that language in the docs that holds the words. */
function shown(language: string, words: string): string {
  const docs = readFileSync('docs/simulator.md', 'utf8');
  const blocks = [...docs.matchAll(/^```(\w+)\n([\s\S]*?)^```/gmu)];
  return blocks.find(([, of, text]) => of === language && text?.includes(words))?.[2] ?? '';
}

const node = (args: string[]) => {
  const { NODE_OPTIONS: _, ...env } = process.env;
  const theirs = Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('VITEST')));
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: folder,
    env: theirs,
    encoding: 'utf8',
  });
  return { status, text: stdout + stderr };
};

beforeAll(() => {
  declareTypes();
  unpack(pack(folder), folder);
  // What such a project has anyway; of Liaison's own dependencies there is none.
  mkdirSync(join(folder, 'node_modules/@types'));
  for (const name of ['vitest', 'typescript', '@types/node']) {
    symlinkSync(resolve('node_modules', name), join(folder, 'node_modules', name));
  }
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(folder, 'orders.test.ts'), shown('ts', 'liaison/simulator'));
  writeFileSync(join(folder, 'bakery.yaml'), shown('yaml', 'Bakery'));
  // On a busy machine packing takes its time.
}, 600_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('runs in a test of somebody else, with its types', () => {
  const compilerOptions = {
    target: 'es2023',
    module: 'nodenext',
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: false,
    noEmit: true,
    types: ['node'],
  };
  // The test's own library has types that are not ours to judge.
  const used =
    "import { type Company, companyOfSeed, startSimulator } from 'liaison/simulator';\n" +
    "const company: Company = { ...companyOfSeed('empty'), name: 'Mine' };\n" +
    'export const simulator = await startSimulator({ company });\n' +
    '// @ts-expect-error -- a misspelt option\n' +
    'await startSimulator({ compnay: company });\n';
  writeFileSync(join(folder, 'used.ts'), used);
  const project = (name: string, options: object, files: string[]) => {
    writeFileSync(join(folder, name), JSON.stringify({ compilerOptions: options, files }));
    return node(['node_modules/typescript/bin/tsc', '-p', name]);
  };
  expect(project('strict.json', compilerOptions, ['used.ts'])).toEqual({ status: 0, text: '' });
  expect(project('tsconfig.json', { ...compilerOptions, skipLibCheck: true }, ['orders.test.ts'])).toEqual({
    status: 0,
    text: '',
  });
  expect(node(['node_modules/vitest/vitest.mjs', 'run'])).toMatchObject({
    status: 0,
    text: expect.stringMatching(/1 passed/u),
  });
}, 300_000);

it('is a command that takes a company from a file', async () => {
  const { bin } = manifestOf(installed);
  const file = join(installed, bin['clickup-simulator'] ?? '');
  const args = [file, '--port', '0', '--company', 'bakery.yaml'];
  const command = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = new Promise(done => command.once('exit', done));
  let said = '';
  for await (const part of command.stderr) {
    said += String(part);
    if (said.includes('Ctrl-C')) break;
  }
  expect(said).toContain('the company of “bakery.yaml” is up');
  const [, url = ''] = /CLICKUP_API_URL=(\S+)/u.exec(said) ?? [];
  const [, token = ''] = /CLICKUP_TOKEN=(\S+)/u.exec(said) ?? [];
  const answer = await fetch(`${url}/v2/team`, { headers: { Authorization: token } });
  expect(await answer.json()).toMatchObject({ teams: [{ name: 'Bakery' }] });
  command.kill('SIGTERM');
  expect(await ended).toBe(0);
});

it.each([
  [['--company', 'nowhere.yaml'], /^nowhere\.yaml can't be read: /u],
  [['--company', 'package.json'], /^package\.json: The company can't be used:\n {2}name: /u],
  [['--company', 'bakery.yaml', '--seed', 'demo'], /--seed <seed>.*--company <file>/u],
  [['--port', 'x'], /^--port "x" is no whole number from 0 to 65535$/mu],
])('refuses %j with a sentence', (args, sentence) => {
  const refusal = node([join(installed, 'dist/simulator/command/main.js'), ...args]);
  expect(refusal).toEqual({ status: 1, text: expect.stringMatching(sentence) });
});

it('holds nothing of ours but the simulator', () => {
  const maps = readdirSync(join(installed, 'dist/simulator'), { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.js.map'))
    .map(
      name =>
        JSON.parse(readFileSync(join(installed, 'dist/simulator', name), 'utf8')) as { sources: string[] },
    );
  const ours = maps.flatMap(({ sources }) => sources).filter(source => !source.includes('node_modules/'));
  expect(ours.length).toBeGreaterThan(50);
  expect(ours.filter(source => !source.includes('src/simulator/'))).toEqual([]);
});
