// The image without a Docker engine: the steps of the Dockerfile, each stage a folder, with the packages of this checkout
// in the place of those that npm would fetch.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

const PREPARED_STORE = 'dist/prepared-store';

export type Image = {
  /** Where the last stage's root is. */
  root: string;
  workDir: string;
  env: Record<string, string>;
  user: string | null;
  volumes: string[];
  command: string[];
  /** The images that it stands on. */
  from: string[];
};

type Stage = { root: string; workDir: string };
type Step = { name: string; rest: string };

/** The steps of a Dockerfile, with continued lines joined. */
function stepsOf(text: string): Step[] {
  return text
    .replaceAll(/\\\n/g, ' ')
    .split('\n')
    .filter(line => line.trim() !== '' && !line.startsWith('#'))
    .map(line => ({
      name: line.split(' ', 1)[0] ?? '',
      rest: line
        .split(' ')
        .slice(line.startsWith('HEALTHCHECK') ? 0 : 1)
        .join(' '),
    }));
}

/** Does every step in `folder`. Throws where one fails, copies what is not there, or is of a kind that is not known here. */
export function buildImage(folder: string): Image {
  const stages = new Map<string, Stage>();
  const image: Image = { root: '', workDir: '/', env: {}, user: null, volumes: [], command: [], from: [] };
  let stage: Stage = { root: '', workDir: '/' };
  const begin = (rest: string): void => {
    const [from = '', , name = `stage-${stages.size}`] = rest.split(' ');
    stage = { root: join(folder, name), workDir: '/' };
    mkdirSync(stage.root);
    stages.set(name, stage);
    Object.assign(image, { env: {}, user: null, volumes: [], from: [...image.from, from] });
  };
  const doStep: Record<string, (rest: string) => void> = {
    FROM: begin,
    WORKDIR(path) {
      stage.workDir = path;
      mkdirSync(join(stage.root, path), { recursive: true });
    },
    COPY: rest => copy(stage, rest, stages),
    RUN: rest => run(stage, rest),
    ENV(rest) {
      for (const pair of rest.split(' '))
        image.env[pair.split('=')[0] ?? ''] = pair.slice(pair.indexOf('=') + 1);
    },
    USER(name) {
      image.user = name;
    },
    VOLUME: path => void image.volumes.push(path),
    CMD(rest) {
      image.command = JSON.parse(rest) as string[];
    },
    EXPOSE: () => undefined,
    HEALTHCHECK: () => undefined,
  };
  for (const { name, rest } of stepsOf(readFileSync('Dockerfile', 'utf8'))) {
    const known = doStep[name];
    if (!known) throw new Error(`The Dockerfile has a step ${name}, which this test does not know.`);
    known(rest);
  }
  return { ...image, ...stage };
}

function copy(stage: Stage, rest: string, stages: ReadonlyMap<string, Stage>): void {
  const words = rest.split(' ');
  const from = words[0]?.startsWith('--from=') ? words.shift()?.slice('--from='.length) : undefined;
  const target = words.pop() ?? '';
  const ignored = new Set(readFileSync('.dockerignore', 'utf8').split('\n').filter(Boolean));
  for (const source of words) {
    if (from === undefined && ignored.has(source)) throw new Error(`${source} is in .dockerignore.`);
    const found = from === undefined ? resolve(source) : join(stages.get(from)?.root ?? '', source);
    if (!existsSync(found)) throw new Error(`COPY ${source}: it is not there.`);
    const place = join(stage.root, stage.workDir, target.endsWith('/') ? basename(source) : target);
    mkdirSync(dirname(place), { recursive: true });
    // Linked packages stay links.
    cpSync(found, place, { recursive: true, verbatimSymlinks: true });
  }
}

function run({ root, workDir }: Stage, command: string): void {
  const cwd = join(root, workDir);
  if (command.startsWith('npm ci')) return linkPackages(cwd);
  // Nothing in it is of this machine alone, and making it anew takes longer than all the rest.
  if (command === 'npm run build') cpSync(PREPARED_STORE, join(cwd, PREPARED_STORE), { recursive: true });
  const here = command
    .replaceAll(/(?<= )\/(?=\w)/g, `${root}/`)
    .replaceAll(/chown \w+:\w+/g, `chown ${process.getuid?.()}`);
  const { NODE_OPTIONS: _, ...env } = process.env;
  execFileSync('sh', ['-c', here], { cwd, stdio: ['ignore', 'ignore', 'inherit'], env });
}

/** What the lockfile there names and nothing else, as this checkout has it. */
function linkPackages(folder: string): void {
  const { packages } = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, unknown>;
  };
  for (const place of Object.keys(packages)) {
    // Parts for other machines are not there; what lies inside another package comes with it.
    if (place === '' || place.lastIndexOf('node_modules/') > 0 || !existsSync(place)) continue;
    mkdirSync(dirname(join(folder, place)), { recursive: true });
    symlinkSync(resolve(place), join(folder, place));
  }
}

/** Every file below, with when it was changed: what was written there shows. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => !name.includes('node_modules'))
    .map(name => `${name} ${statSync(join(folder, name)).mtimeMs}`)
    .sort((one, other) => (one < other ? -1 : 1));
}
