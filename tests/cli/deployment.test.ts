// The files with which Liaison is run as a service: they name what there is, give away no right, and the image's steps lead
// to a program that runs as another user and writes to its store alone.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { KNOWN } from '../../src/config/variables.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { buildImage, filesBelow } from '../support/image.ts';
import { freePorts } from '../support/process.ts';
import { startRedis } from '../support/servers/redis-servers.ts';
import { hasTool } from '../support/servers/started.ts';

type Service = {
  image: string;
  build?: string;
  env_file?: string;
  environment?: Record<string, string>;
  profiles: string[];
  read_only?: boolean;
  cap_drop?: string[];
  security_opt?: string[];
  volumes?: string[];
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: { test: string[] };
  command?: string | string[];
};

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
/** A version of three parts, or two where its makers count so. */
const PINNED = /^[\w./-]+:\d+\.\d+(\.\d+)?(-[\w.-]+)?$/;
const NOBODY = 65_534;

it('runs from the steps of its image, as another user, and writes to its store alone', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'liaison-image-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  chmodSync(folder, 0o755);
  const image = buildImage(folder);
  expect(image.from.filter(name => !PINNED.test(name))).toEqual([]);
  expect(image).toMatchObject({ user: 'node', volumes: ['/data'], workDir: '/app' });
  const app = join(image.root, image.workDir);
  expect(existsSync(join(app, 'node_modules/typescript'))).toBe(false);
  expect(existsSync(join(app, 'node_modules/bullmq'))).toBe(true);

  const data = join(image.root, 'data');
  const isRoot = process.getuid?.() === 0;
  if (isRoot) chownSync(data, NOBODY, NOBODY);
  else for (const name of [app, join(app, 'config')]) chmodSync(name, 0o555);
  onTestFinished(() => chmodSync(app, 0o755));
  const before = filesBelow(app);
  const simulator = await startSimulator({ seed: 'demo', rateLimit: 100_000 });
  onTestFinished(() => simulator.close());
  const { port, adminPort } = await freePorts();
  const env = {
    ...image.env,
    STORE_URL: (image.env['STORE_URL'] ?? '').replace('/data', data),
    CLICKUP_API_URL: simulator.apiUrl,
    CLICKUP_TOKEN: simulator.tokens.bot.token,
    PORT: String(port),
    ADMIN_PORT: String(adminPort),
    // Nobody may write there, and there is no home at all.
    TMPDIR: join(folder, 'nowhere'),
  };
  const [, ...args] = image.command;
  // Packages are this checkout's, which may lie where nobody else may read.
  const user = isRoot && isReadableByAll(resolve('.')) ? { uid: NOBODY, gid: NOBODY } : {};
  const child = spawn(process.execPath, args, {
    cwd: app,
    env,
    ...user,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const ended = once(child, 'close');
  onTestFinished(() => void child.kill('SIGKILL'));
  const isReady = async () => (await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null))?.ok === true;
  while (!(await isReady()) && child.exitCode === null) await new Promise(done => setTimeout(done, 100));
  expect(child.exitCode, said).toBeNull();
  const works = () => /"msg":"done"/.test(said);
  while (!works() && child.exitCode === null) await new Promise(done => setTimeout(done, 100));
  child.kill('SIGTERM');
  expect((await ended)[0], said).toBe(0);
  expect(existsSync(join(data, 'store/data/PG_VERSION'))).toBe(true);
  expect(filesBelow(app)).toEqual(before);
  expect(existsSync(join(folder, 'nowhere'))).toBe(false);
  // It builds, installs and starts; on a busy machine that takes its time.
}, 300_000);

function isReadableByAll(path: string): boolean {
  const isOpen = (statSync(path).mode & 0o005) === 0o005;
  return isOpen && (dirname(path) === path || isReadableByAll(dirname(path)));
}

it('composes services that name what there is, and have no right that they do not need', () => {
  const { services, volumes } = parse(readFileSync('docker-compose.yml', 'utf8'), { merge: true }) as {
    services: Record<string, Service>;
    volumes: Record<string, null>;
  };
  const ours = Object.entries(services).filter(([, { build }]) => build !== undefined);
  expect(new Set(ours.flatMap(([, { profiles }]) => profiles))).toEqual(
    new Set(['embedded', 'redis', 'postgres', 'sentinel']),
  );
  // Plain `docker compose up` starts what the example names; a flag goes before it, so that never two work on one board.
  const [, started = ''] = /^COMPOSE_PROFILES=(.*)$/m.exec(readFileSync('.env.example', 'utf8')) ?? [];
  const byDefault = Object.entries(services).filter(([, { profiles }]) => profiles.includes(started));
  expect(byDefault.map(([name]) => name)).toEqual(['liaison-embedded']);
  for (const [, service] of ours) {
    expect(service.profiles).toHaveLength(1);
    expect(service).toMatchObject({
      image: `liaison:${version}`,
      env_file: '.env',
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
    });
    expect(Object.keys(service.environment ?? {}).filter(name => !KNOWN.includes(name))).toEqual([]);
  }
  for (const [name, service] of Object.entries(services)) {
    expect(service.image, name).toMatch(PINNED);
    // What is waited for is of the same profile and says when it is there.
    for (const [other, { condition }] of Object.entries(service.depends_on ?? {})) {
      expect(condition).toBe('service_healthy');
      expect(services[other]?.profiles, `${name} waits for ${other}`).toEqual(service.profiles);
      expect(services[other]?.healthcheck?.test[0]).toBe('CMD');
    }
    const named = (service.volumes ?? []).map(one => one.split(':')[0] ?? '').filter(one => /^\w/.test(one));
    expect(named.filter(volume => !(volume in volumes))).toEqual([]);
  }
});

it.skipIf(!hasTool('redis-server', '--version'))(
  'composes a Redis that keeps what it acknowledged and wakes workers as often as docs/stores.md says',
  async () => {
    const { services } = parse(readFileSync('docker-compose.yml', 'utf8'), { merge: true }) as {
      services: Record<string, Service>;
    };
    const [, said = ''] = /^`hz (\d+)`/m.exec(readFileSync('docs/stores.md', 'utf8')) ?? [];
    const servers = Object.values(services).flatMap(({ command }) =>
      Array.isArray(command) && command[0] === 'redis-server' ? [command.slice(1)] : [],
    );
    expect(servers.length).toBeGreaterThan(1);
    for (const args of servers) {
      // A replica follows another host; the rest of it is the same.
      const settings = args.slice(0, args.includes('--replicaof') ? args.indexOf('--replicaof') : undefined);
      const lines = settings
        .join(' ')
        .split(/ ?--/)
        .filter(line => line !== '');
      const { redis } = await startRedis(lines, onTestFinished);
      const valueOf = async (name: string) => (await redis.config('GET', name))[1];
      expect(await valueOf('hz')).toBe(said);
      expect(await valueOf('maxmemory-policy')).toBe('noeviction');
      expect(await valueOf('appendfsync')).toBe('always');
      expect(await valueOf('appendonly')).toBe('yes');
    }
  },
);

it('is a service of systemd that starts what the package has', () => {
  const text = readFileSync('config/systemd/liaison.service', 'utf8');
  const valuesOf = (key: string) => [...text.matchAll(new RegExp(`^${key}=(.*)$`, 'gm'))].map(([, v]) => v);
  const [start = ''] = valuesOf('ExecStart');
  expect(start).toMatch(/^\/usr\/bin\/node \/opt\/liaison\/node_modules\/liaison\/dist\/cli\/main\.js run /);
  const inPackage = [...text.matchAll(/\/node_modules\/liaison\/(\S+)/g)].map(([, path = '']) => path);
  expect(inPackage.filter(path => !existsSync(path))).toEqual([]);
  const names = valuesOf('Environment').map(pair => pair?.split('=')[0]);
  expect(names.filter(name => name !== 'NODE_ENV' && !KNOWN.includes(name ?? ''))).toEqual([]);
  const hardened = ['DynamicUser', 'NoNewPrivileges', 'PrivateTmp', 'PrivateDevices', 'RestrictNamespaces'];
  expect(hardened.flatMap(valuesOf)).toEqual(hardened.map(() => 'yes'));
  expect(valuesOf('ProtectSystem')).toEqual(['strict']);
  expect(valuesOf('CapabilityBoundingSet')).toEqual(['']);
  // The one folder that may be written holds the store.
  expect(valuesOf('StateDirectory')).toEqual(['liaison']);
  expect(text).toContain('STORE_URL=embedded:/var/lib/liaison/');
  const judge = spawnSync('systemd-analyze', ['verify', resolve('config/systemd/liaison.service')]);
  // Where there is no systemd, what was read above has to do; the programs that it starts may lie elsewhere here.
  expect(judge.error ? '' : String(judge.stderr)).not.toMatch(/Unknown|Failed to parse|Invalid|ignoring/i);
});

it('is a StatefulSet of Kubernetes with the probes, ports and variables that the program has', () => {
  const documents = parseAllDocuments(readFileSync('config/kubernetes/liaison.yaml', 'utf8'));
  const [set, service] = documents.map(document => document.toJS());
  const pod = set.spec.template.spec;
  const [container] = pod.containers;
  expect(container.image).toBe(`liaison:${version}`);
  expect(container.command.slice(0, 3)).toEqual(['node', 'dist/cli/main.js', 'run']);
  const names = container.env.map(({ name }: { name: string }) => name);
  expect(names.filter((name: string) => !KNOWN.includes(name))).toEqual([]);
  expect(names).not.toContain('CLICKUP_TOKEN');
  expect(names).not.toContain('ADMIN_SECRET');
  expect(pod.securityContext).toMatchObject({
    runAsNonRoot: true,
    seccompProfile: { type: 'RuntimeDefault' },
  });
  expect(container.securityContext).toEqual({
    readOnlyRootFilesystem: true,
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
  });
  expect(container.ports).toEqual([
    { name: 'public', containerPort: 3000 },
    { name: 'admin', containerPort: 3001 },
  ]);
  expect(['startupProbe', 'livenessProbe', 'readinessProbe'].map(probe => container[probe].httpGet)).toEqual([
    { path: '/healthz', port: 'public' },
    { path: '/healthz', port: 'public' },
    { path: '/readyz', port: 'public' },
  ]);
  // Every file that is named lies in something that is mounted, and every mount is of something that is there.
  const mounts = container.volumeMounts.map(({ mountPath }: { mountPath: string }) => mountPath);
  const files = [
    container.command.at(-1),
    ...container.env.map(({ value }: { value: string }) => value),
  ].filter((value: string) => /^(embedded:)?\//.test(value));
  expect(
    files.filter(
      (file: string) => !mounts.some((mount: string) => file.replace(/^\w+:/, '').startsWith(mount)),
    ),
  ).toEqual([]);
  const there = [
    ...pod.volumes,
    ...set.spec.volumeClaimTemplates.map((one: { metadata: object }) => one.metadata),
  ];
  const mounted = container.volumeMounts.map(({ name }: { name: string }) => name);
  expect(there.map(({ name }: { name: string }) => name).sort()).toEqual(mounted.sort());
  expect(service.spec.selector).toEqual(set.spec.selector.matchLabels);
});

it('is set up by an example that names every variable, and beside them what Compose reads', () => {
  const text = readFileSync('.env.example', 'utf8');
  const named = [...text.matchAll(/^(?:# )?([A-Z][A-Z_]+)=/gm)].map(([, name = '']) => name);
  expect(new Set(named)).toEqual(new Set([...KNOWN, 'COMPOSE_PROFILES']));
});
