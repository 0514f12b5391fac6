// Stores of the bench alone, in which nobody else works: a folder, a redis-server, a database on a PostgreSQL.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { Client } from 'pg';
import type { Run } from '../family.ts';
import { freePorts } from './free-ports.ts';
import { end, notBeyondUs } from './program.ts';
import { type Monitor, monitorRedis } from './redis-monitor.ts';

export type OwnStore = {
  name: 'embedded store' | 'Redis' | 'PostgreSQL';
  url: string;
  /** Where the embedded one is; null for servers. */
  folder: string | null;
  /** Bytes written to it so far, where its server counts them. */
  written(): Promise<number | null>;
  /** Bytes that it answered with so far, where its server counts them. */
  read(): Promise<number | null>;
  /** Hears from now on what is noted there, until it is stopped; null where that can't be told. What it hears slows this process. */
  monitor(): Promise<Monitor> | null;
  remove(): Promise<void>;
};
type Kind = OwnStore['name'];

/** Opens a new store of each kind that there can be, one after the other, and removes it after `use`. */
export async function onEachStore<T>(
  run: Run,
  what: string,
  use: (open: () => Promise<OwnStore>, kind: Kind) => Promise<T[]>,
): Promise<T[]> {
  const results: T[] = [];
  for (const kind of ['embedded store', 'Redis', 'PostgreSQL'] as const) {
    const open = await openerOf(kind, run);
    if (typeof open === 'string') run.leftOut(`${what}, ${kind}: left out, ${open}`);
    else results.push(...(await use(open, kind)));
  }
  return results;
}

/** How a Redis of its own is opened; null, and the run hears why the family is left out, where there is none. */
export async function redisFor(family: string, run: Run): Promise<(() => Promise<OwnStore>) | null> {
  const open = await openerOf('Redis', run);
  if (typeof open !== 'string') return open;
  run.leftOut(`${family}: left out, ${open}`);
  return null;
}

/** How a new store of that kind is opened, or why there is none. */
export async function openerOf(kind: Kind, { servers }: Run): Promise<(() => Promise<OwnStore>) | string> {
  if (kind === 'embedded store') return openFolder;
  if (kind === 'Redis') {
    return spawnSync('redis-server', ['--version']).status === 0 ? openRedis : 'there is no redis-server';
  }
  const { host } = new URL(servers.postgres);
  return (await answers(servers.postgres))
    ? () => openDatabase(servers.postgres)
    : `nothing answers at ${host}`;
}

async function newFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'liaison-bench-'));
}

async function openFolder(): Promise<OwnStore> {
  const parent = await newFolder();
  const folder = join(parent, 'store');
  return {
    name: 'embedded store',
    url: `embedded:${folder}`,
    folder,
    written: async () => null,
    read: async () => null,
    monitor: () => null,
    remove: () => rm(parent, { recursive: true, force: true }),
  };
}

async function openRedis(): Promise<OwnStore> {
  const [{ port }, folder] = [await freePorts(), await newFolder()];
  const args = `--port ${port} --bind 127.0.0.1 --dir ${folder} --appendonly no --maxmemory-policy noeviction`;
  const server = notBeyondUs(spawn('redis-server', [...args.split(' '), '--save', ''], { stdio: 'ignore' }));
  const redis = new Redis({ port, host: '127.0.0.1', maxRetriesPerRequest: null });
  redis.on('error', () => undefined);
  await redis.ping();
  const statistic = async (name: string): Promise<number> =>
    Number(new RegExp(`${name}:(\\d+)`).exec(await redis.info('stats'))?.[1]);
  return {
    name: 'Redis',
    url: `redis://127.0.0.1:${port}`,
    folder: null,
    written: () => statistic('total_net_input_bytes'),
    read: () => statistic('total_net_output_bytes'),
    monitor: () => monitorRedis(port, redis),
    async remove() {
      redis.disconnect();
      await end(server, 'SIGKILL');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function openDatabase(serverUrl: string): Promise<OwnStore> {
  const name = `liaison_bench_${process.pid}_${Date.now()}`;
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const ask = async (sql: string): Promise<Record<string, unknown> | undefined> => {
    const client = new Client({ connectionString: serverUrl });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows[0];
    } finally {
      await client.end();
    }
  };
  await ask(`CREATE DATABASE ${name}`);
  return {
    name: 'PostgreSQL',
    url: url.href,
    folder: null,
    written: async () =>
      Number((await ask("SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0') AS bytes"))?.['bytes']),
    read: async () => null,
    monitor: () => null,
    remove: async () => void (await ask(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)),
  };
}

function answers(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port) || 5432, timeout: 1_000 });
  return new Promise(resolve => {
    const settle = (isThere: boolean): void => {
      socket.destroy();
      resolve(isThere);
    };
    socket.once('connect', () => settle(true));
    socket.once('error', () => settle(false));
    socket.once('timeout', () => settle(false));
  });
}
