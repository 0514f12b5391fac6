// The package in a folder where nothing else is: what it holds, and that its commands run with what it depends on alone.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { manifestOf, type Packed, pack, unpack } from '../support/packed.ts';

const MEGABYTE = 1_000_000;
const folder = mkdtempSync(join(tmpdir(), 'liaison-elsewhere-'));
let packed: Packed;
let installed: string;

beforeAll(() => {
  packed = pack(folder);
  installed = unpack(packed, folder);
  const { bin, dependencies } = manifestOf(installed);
  const linkTo = (target: string, place: string) => {
    mkdirSync(dirname(join(folder, 'node_modules', place)), { recursive: true });
    symlinkSync(target, join(folder, 'node_modules', place));
  };
  // As npm puts them there, but without asking a registry; tools for development are not among them.
  for (const name of Object.keys(dependencies)) linkTo(resolve('node_modules', name), name);
  for (const [name, file] of Object.entries(bin)) linkTo(join('../liaison', file), `.bin/${name}`);
}, 300_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Whoever installed it has none of our settings. */
const env = { PATH: process.env['PATH'] ?? '', HOME: folder };

it('holds program, documents and examples, and nothing of how it was made', () => {
  const paths = packed.files.map(({ path }) => path);
  const rooms = new Set(paths.map(path => path.split('/')[0]));
  expect(rooms).toEqual(
    new Set([
      '.env.example',
      'CHANGELOG.md',
      'CONTRIBUTING.md',
      'LICENSE',
      'README.md',
      'config',
      'dist',
      'docs',
      'package.json',
    ]),
  );
  expect(paths.filter(path => /\.test\.|(^|\/)\.env$|\.tgz$|^dist\/bench/.test(path))).toEqual([]);
  expect(packed.size).toBeLessThan(8 * MEGABYTE);
  expect(packed.unpackedSize).toBeLessThan(40 * MEGABYTE);
});

it('tells nothing of the machine that it was made on', () => {
  const here = Buffer.from(resolve('.'));
  const paths = packed.files.map(({ path }) => path);
  expect(paths.filter(path => readFileSync(join(installed, path)).includes(here))).toEqual([]);
  const maps = paths.filter(path => path.endsWith('.js.map'));
  const sources = maps.flatMap(
    path => (JSON.parse(readFileSync(join(installed, path), 'utf8')) as { sources: string[] }).sources,
  );
  expect(sources.length).toBeGreaterThan(100);
  expect(sources.filter(source => !source.startsWith('../'))).toEqual([]);
});

it('has every file that its documents link to', () => {
  const documents = packed.files.map(({ path }) => path).filter(path => path.endsWith('.md'));
  const links = documents.flatMap(document =>
    [...readFileSync(join(installed, document), 'utf8').matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(
      ([, target = '']) => ({ document, target }),
    ),
  );
  expect(links.length).toBeGreaterThan(50);
  const isThere = ({ document, target }: { document: string; target: string }) =>
    existsSync(join(installed, dirname(document), target));
  expect(links.filter(link => !isThere(link))).toEqual([]);
});

it('runs by the commands of its README', async () => {
  const readme = readFileSync(join(installed, 'README.md'), 'utf8');
  const { version } = manifestOf(installed);
  expect(readme).toContain(`npm install ./liaison-${version}.tgz\nnpx liaison demo\n`);

  const program = join(folder, 'node_modules/.bin/liaison');
  expect(execFileSync(program, ['--version'], { cwd: folder, env, encoding: 'utf8' })).toBe(`${version}\n`);
  // The whole story takes long, and is told elsewhere: by its first moment everything was opened and used.
  const demo = spawn('npx', ['liaison', 'demo'], { cwd: folder, env, detached: true });
  const said = await until(demo, /✓|✗|could not|trying again/);
  expect(said).toMatch(/1 {2}Liaison meets the board[^✗]*✓/);
  expect(readdirSync(folder).filter(name => name !== 'node_modules' && !name.startsWith('.npm'))).toEqual([
    packed.file.slice(folder.length + 1),
  ]);
});

it('lists what is in it for those who must know', () => {
  const bill = JSON.parse(execFileSync('npm', ['run', '--silent', 'sbom'], { encoding: 'utf8' })) as {
    components: { purl: string }[];
  };
  const { version, dependencies } = manifestOf(installed);
  const component = { type: 'application', name: 'liaison', purl: `pkg:npm/liaison@${version}` };
  expect(bill).toMatchObject({ bomFormat: 'CycloneDX', metadata: { component } });
  const listed = new Set(bill.components.map(({ purl }) => decodeURIComponent(purl)));
  const direct = Object.entries(dependencies).map(([name, exact]) => `pkg:npm/${name}@${exact}`);
  expect(direct.filter(purl => !listed.has(purl))).toEqual([]);
  expect([...listed].filter(purl => /vitest|typescript|esbuild/.test(purl))).toEqual([]);
});

/** What it said until then; npx hands no signals on, so all of them are ended at once. */
async function until(child: ChildProcess, sign: RegExp): Promise<string> {
  const ended = new Promise(done => child.once('close', done));
  let said = '';
  const seen = new Promise<void>(done => {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        if (sign.test(said)) done();
      });
    }
  });
  await Promise.race([seen, ended]);
  if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGTERM');
  await ended;
  return said;
}
