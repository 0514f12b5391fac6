// Stores of one test alone, which may be emptied, killed and rolled back.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { Client } from 'pg';
import { onTestFinished, vi } from 'vitest';
import { freePorts } from '../support/process.ts';

export const hasRedis = spawnSync('redis-server', ['--version']).status === 0;
if (!hasRedis && process.env['CI'] === 'true') throw new Error('In CI there must be a redis-server.');

/** A Redis of this test alone. */
export async function ownRedis() {
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
  /** Killed, and there again with what was saved: nothing, unless it was asked to. */
  const startAgain = async (): Promise<void> => {
    server.kill('SIGKILL');
    await new Promise(resolve => server.once('exit', resolve));
    server = spawn('redis-server', args, { stdio: 'ignore' });
    await redis.ping();
  };
  return {
    url: `redis://127.0.0.1:${port}`,
    redis,
    signal: (signal: NodeJS.Signals) => void server.kill(signal),
    startEmpty: startAgain,
    empty: async () => void (await redis.flushall()),
    /** Keeps what is in it now. */
    keep: async () => void (await redis.save()),
    /** Killed, and there again with what was kept last, as after a failover. */
    rollBack: startAgain,
  };
}

/** A database of this test alone on a PostgreSQL that answers at `serverUrl`. */
export async function ownDatabase(serverUrl: string) {
  const name = `lost_${process.pid}_${Date.now()}`;
  const folder = mkdtempSync(join(tmpdir(), 'liaison-postgres-'));
  const dump = join(folder, 'kept.sql');
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const admin = async (sql: string): Promise<void> => {
    // Beside other tests the server may have no connection left for a moment.
    const client = await vi.waitFor(
      async () => {
        const next = new Client({ connectionString: serverUrl });
        await next.connect();
        return next;
      },
      { timeout: 20_000, interval: 200 },
    );
    try {
      await client.query(sql);
    } finally {
      await client.end();
    }
  };
  const runTool = (tool: string, ...args: string[]): void => {
    const { status, stderr } = spawnSync(tool, args, { encoding: 'utf8' });
    if (status !== 0) throw new Error(`${tool} failed: ${stderr}`);
  };
  const runToolInTime = (tool: string, ...args: string[]): Promise<void> =>
    vi.waitFor(() => runTool(tool, ...args), { timeout: 20_000, interval: 200 });
  const empty = async (): Promise<void> => {
    await admin(`DROP DATABASE ${name} WITH (FORCE)`);
    await admin(`CREATE DATABASE ${name}`);
  };
  await admin(`CREATE DATABASE ${name}`);
  onTestFinished(async () => {
    await admin(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    url: url.href,
    /** Dropped and made anew. */
    empty,
    /** Keeps what is in it now. */
    keep: () => runToolInTime('pg_dump', '--dbname', url.href, '--file', dump),
    /** Dropped, made anew and filled with what was kept last. */
    async rollBack(): Promise<void> {
      // In another name first: nobody sees it half filled.
      const filled = `${name}_filled`;
      const target = new URL(url);
      target.pathname = `/${filled}`;
      await admin(`CREATE DATABASE ${filled}`);
      await runToolInTime(
        'psql',
        '--quiet',
        '--set',
        'ON_ERROR_STOP=1',
        '--dbname',
        target.href,
        '--file',
        dump,
      );
      await admin(`DROP DATABASE ${name} WITH (FORCE)`);
      await admin(`ALTER DATABASE ${filled} RENAME TO ${name}`);
    },
  };
}
