// A store that is lost while whole processes work on it: everything comes back by itself, nothing is doubled.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { Client } from 'pg';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { findServer } from '../queue/server.ts';
import { type Company, companyOf } from './company.ts';
import { FIRST_ITEMS } from './first-items.ts';
import { freePorts, type Process, type Start, startRun } from './process.ts';

const PATIENCE = { timeout: 90_000, interval: 200 };
const DAY_MS = 86_400_000;
const LOST = 'the store may have lost what was in it';

/** A company, and where Liaison starts for it with a short read lag. */
async function startWorld(storeUrl: string) {
  const simulator = await startSimulator({ seed: 'empty', rateLimit: 100_000 });
  const folder = mkdtempSync(join(tmpdir(), 'liaison-lost-'));
  const playbook = join(folder, 'playbook.yaml');
  const text = readFileSync('config/playbook.yaml', 'utf8');
  writeFileSync(playbook, text.replace('readLag: 60 seconds', 'readLag: 2 seconds'));
  const company = await companyOf(simulator);
  const start: Start = { simulator, storeUrl, playbook, ports: await freePorts() };
  let running: Process | null = null;
  onTestFinished(async () => {
    await running?.kill();
    await simulator.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    company,
    start,
    async run(options?: { isReady: boolean }): Promise<Process> {
      running = await startRun(start, options);
      return running;
    },
    /** Stops it; answers with its log. */
    async log(): Promise<string> {
      const ended = await running?.stop();
      running = null;
      return ended ? ended.stdout + ended.stderr : '';
    },
  };
}

async function cardAtWork(company: Company, name: string): Promise<void> {
  const [supporter] = company.group('Supporters');
  const id = await company.createCard(name, {
    status: 'in progress',
    assignees: company
      .notIn('Supporters')
      .slice(0, 3)
      .map(person => person.id),
    start_date: Date.now(),
    due_date: Date.now() + 56 * DAY_MS,
  });
  if (supporter) await company.setSupporter(id, [supporter]);
}

/** Every card of these names has one list with each task once. */
async function untilMirrored(company: Company, names: readonly string[]): Promise<void> {
  await vi.waitFor(async () => {
    const lists = await company.lists();
    expect(lists.map(({ name }) => name).sort()).toEqual([...names].sort());
    for (const { id } of lists) {
      const tasks = (await company.items(id)).map(({ name }) => name);
      expect(tasks.sort()).toEqual(FIRST_ITEMS);
    }
  }, PATIENCE);
}

const checksOf = async ({ url }: Process): Promise<Record<string, { ok: boolean; message: string }>> =>
  ((await (await fetch(`${url}/readyz`)).json()) as { checks: never }).checks;

const hasRedis = spawnSync('redis-server', ['--version']).status === 0;
if (!hasRedis && process.env['CI'] === 'true') throw new Error('In CI there must be a redis-server.');

/** A Redis of this test alone. */
async function ownRedis() {
  const { port } = await freePorts();
  const folder = mkdtempSync(join(tmpdir(), 'liaison-redis-'));
  const args = [
    '--port',
    String(port),
    '--bind',
    '127.0.0.1',
    '--dir',
    folder,
    '--save',
    '',
    '--appendonly',
    'no',
  ];
  let server: ChildProcess = spawn('redis-server', args, { stdio: 'ignore' });
  const redis = new Redis({ port, host: '127.0.0.1', maxRetriesPerRequest: null });
  redis.on('error', () => undefined);
  onTestFinished(() => {
    redis.disconnect();
    server.kill('SIGCONT');
    server.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });
  await redis.ping();
  return {
    url: `redis://127.0.0.1:${port}`,
    redis,
    signal: (signal: NodeJS.Signals) => void server.kill(signal),
    /** Killed, and there again with nothing in it. */
    async startEmpty(): Promise<void> {
      server.kill('SIGKILL');
      await new Promise(resolve => server.once('exit', resolve));
      server = spawn('redis-server', args, { stdio: 'ignore' });
      await redis.ping();
    },
  };
}

describe.skipIf(!hasRedis)(`Redis ${hasRedis ? '' : '(skipped: there is no redis-server)'}`, () => {
  it('that is emptied has its schedules again within a minute, one warning, and nothing is doubled', async () => {
    const { url, redis } = await ownRedis();
    const { company, run, log } = await startWorld(url);
    const liaison = await run();
    await cardAtWork(company, 'Before');
    await untilMirrored(company, ['Before']);
    const schedules = async () => (await redis.keys('*')).filter(key => key.includes(':repeat')).length;
    const scheduled = await schedules();
    expect(scheduled).toBeGreaterThan(0);
    await redis.flushall();
    await cardAtWork(company, 'After');
    await untilMirrored(company, ['Before', 'After']);
    await vi.waitFor(async () => {
      expect(await schedules()).toBeGreaterThanOrEqual(scheduled);
      expect((await checksOf(liaison))['sweep']).toMatchObject({ ok: true });
    }, PATIENCE);
    expect((await log()).split(LOST)).toHaveLength(2);
  }, 200_000);

  it('that is killed and comes back empty in the middle of a first mirror doubles nothing', async () => {
    const { url, startEmpty } = await ownRedis();
    const { company, run } = await startWorld(url);
    const names = Array.from({ length: 8 }, (_, index) => `Result ${index}`);
    for (const name of names) await cardAtWork(company, name);
    await run({ isReady: false });
    await vi.waitFor(async () => expect((await company.lists()).length).toBeGreaterThan(2), PATIENCE);
    await startEmpty();
    await untilMirrored(company, names);
  }, 200_000);

  it('that stands still for twelve seconds during the start is waited for', async () => {
    const { url, signal } = await ownRedis();
    const { company, run } = await startWorld(url);
    await cardAtWork(company, 'Patience');
    signal('SIGSTOP');
    const { child } = await run({ isReady: false });
    await new Promise(resolve => setTimeout(resolve, 12_000));
    signal('SIGCONT');
    await untilMirrored(company, ['Patience']);
    expect(child.exitCode).toBeNull();
  }, 200_000);

  it('whose user may not ask for INFO is good enough', async () => {
    const { url, redis } = await ownRedis();
    await redis.call('ACL', 'SETUSER', 'worker', 'on', '>secret', '~*', '&*', '+@all', '-info');
    const { company, run } = await startWorld(url.replace('redis://', 'redis://worker:secret@'));
    await cardAtWork(company, 'Without INFO');
    const liaison = await run();
    await untilMirrored(company, ['Without INFO']);
    expect((await checksOf(liaison))['store']).toMatchObject({ ok: true });
  }, 200_000);
});

describe.skipIf(!hasRedis)(
  `A second process ${hasRedis ? '' : '(skipped: there is no redis-server)'}`,
  () => {
    it('with another playbook on one board and one store is refused, with what to do; the first goes on', async () => {
      const { url } = await ownRedis();
      const { company, run, start } = await startWorld(url);
      const first = await run();
      const other = await startRun(
        { ...start, playbook: 'config/playbook.yaml', ports: await freePorts() },
        { isReady: false },
      );
      const { code, stderr } = await other.ended;
      expect(code).toBe(1);
      expect(stderr).toMatch(
        /Another Liaison with another playbook works on this board and this store .*Stop it first/,
      );
      await cardAtWork(company, 'Still here');
      await untilMirrored(company, ['Still here']);
      expect(first.child.exitCode).toBeNull();
    }, 200_000);
  },
);

const postgres = await findServer(process.env['POSTGRES_URL'] ?? 'postgres://postgres@127.0.0.1:5432/test');

describe.skipIf(postgres.isSkipped)(`PostgreSQL ${postgres.note}`, () => {
  it('whose database is dropped and made anew is set up again, and nothing is doubled', async () => {
    const name = `lost_${process.pid}`;
    const admin = async (sql: string): Promise<void> => {
      const client = new Client({ connectionString: postgres.url });
      await client.connect();
      try {
        await client.query(sql);
      } finally {
        await client.end();
      }
    };
    await admin(`CREATE DATABASE ${name}`);
    onTestFinished(() => admin(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
    const url = new URL(postgres.url);
    url.pathname = `/${name}`;
    const { company, run, log } = await startWorld(url.href);
    await run();
    await cardAtWork(company, 'Before');
    await untilMirrored(company, ['Before']);
    await admin(`DROP DATABASE ${name} WITH (FORCE)`);
    await admin(`CREATE DATABASE ${name}`);
    await cardAtWork(company, 'After');
    await untilMirrored(company, ['Before', 'After']);
    expect((await log()).split(LOST)).toHaveLength(2);
  }, 200_000);
});
