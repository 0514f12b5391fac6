// Real Redis servers of one test: one alone, a master that sentinels look after, a cluster.
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { vi } from 'vitest';
import { freePorts, HIGHEST_PORT, isFree } from '../../../bench/processes/free-ports.ts';
import { type AtEnd, ownFolder, runTool, type Started, startServer } from './started.ts';

const SOON = { timeout: 30_000, interval: 50 };
/** After this without an answer a server counts as down; below that a busy machine fails over by itself. */
const DOWN_AFTER_MS = 2_000;

export type RedisServer = Started & {
  port: number;
  /** The administrator's connection. */
  redis: Redis;
};

/** How the administrator connects; by default without TLS. */
type Admin = { tls?: { ca: string }; host?: string };

/** Starts a Redis with further lines of configuration and answers when it does. */
export async function startRedis(
  lines: readonly string[],
  atEnd: AtEnd,
  { port, admin = {} }: { port?: number; admin?: Admin } = {},
): Promise<RedisServer> {
  const at = port ?? (await freePorts()).port;
  const folder = ownFolder('redis', atEnd);
  const file = join(folder, 'redis.conf');
  const all = [
    ...(admin.tls ? [`tls-port ${at}`, 'port 0'] : [`port ${at}`]),
    'bind 127.0.0.1',
    `dir ${folder}`,
    'save ""',
    'appendonly yes',
    'appendfsync everysec',
    ...lines,
  ];
  writeFileSync(file, `${all.join('\n')}\n`);
  const started = startServer('redis-server', [file], atEnd);
  const { host = '127.0.0.1', ...more } = admin;
  const redis = new Redis({ ...more, host, port: at, maxRetriesPerRequest: null });
  redis.on('error', () => undefined);
  atEnd(() => redis.disconnect());
  const endedEarly = once(started.child, 'exit').then(() => {
    throw new Error(`redis-server ended before it answered at port ${at}; somebody may have that port`);
  });
  await Promise.race([redis.ping(), endedEarly]);
  // It is killed in the end.
  endedEarly.catch(() => undefined);
  return { ...started, port: at, redis };
}

/** A replica that has everything of its master. */
export async function startReplica(masterPort: number, atEnd: AtEnd): Promise<RedisServer> {
  const replica = await startRedis(
    [`replicaof 127.0.0.1 ${masterPort}`, 'repl-diskless-sync-delay 0'],
    atEnd,
  );
  await vi.waitFor(async () => {
    if (!(await replica.redis.info('replication')).includes('master_link_status:up'))
      throw new Error('not yet');
  }, SOON);
  return replica;
}

/** A master with two replicas that three sentinels look after. */
export async function startSentinels(atEnd: AtEnd) {
  const master = await startRedis([], atEnd);
  await Promise.all([startReplica(master.port, atEnd), startReplica(master.port, atEnd)]);
  const sentinels = await Promise.all([1, 2, 3].map(() => startSentinel(master.port, atEnd)));
  for (const { redis } of sentinels) {
    await vi.waitFor(async () => {
      const told = new Map(pairs(await redis.call('SENTINEL', 'MASTER', 'liaison')));
      if (told.get('num-slaves') !== '2' || told.get('num-other-sentinels') !== '2')
        throw new Error('not yet');
    }, SOON);
  }
  const hosts = sentinels.map(({ port }) => `127.0.0.1:${port}`).join(',');
  return {
    url: `redis+sentinel://${hosts}/liaison`,
    killMaster: () => master.kill(),
  };
}

async function startSentinel(
  masterPort: number,
  atEnd: AtEnd,
): Promise<Started & { port: number; redis: Redis }> {
  const { port } = await freePorts();
  const folder = ownFolder('sentinel', atEnd);
  const file = join(folder, 'sentinel.conf');
  const lines = [
    `port ${port}`,
    'bind 127.0.0.1',
    `dir ${folder}`,
    `sentinel monitor liaison 127.0.0.1 ${masterPort} 2`,
    `sentinel down-after-milliseconds liaison ${DOWN_AFTER_MS}`,
    'sentinel failover-timeout liaison 10000',
  ];
  writeFileSync(file, `${lines.join('\n')}\n`);
  const started = startServer('redis-server', [file, '--sentinel'], atEnd);
  const redis = new Redis({ port, host: '127.0.0.1', maxRetriesPerRequest: null });
  redis.on('error', () => undefined);
  atEnd(() => redis.disconnect());
  await redis.ping();
  return { ...started, port, redis };
}

/** Three masters with a replica each; `lines` and `admin` are as for one server. */
export async function startCluster(
  atEnd: AtEnd,
  {
    lines = [],
    admin = {},
    replicas = 1,
  }: { lines?: readonly string[]; admin?: Admin; replicas?: number } = {},
) {
  const all = [
    'cluster-enabled yes',
    `cluster-node-timeout ${DOWN_AFTER_MS}`,
    'repl-diskless-sync-delay 0',
    ...lines,
  ];
  const servers = await Promise.all(
    Array.from({ length: 3 + 3 * replicas }, async () =>
      startRedis(all, atEnd, { port: await clusterPort(), admin }),
    ),
  );
  const nodes = servers.map(({ port }) => `127.0.0.1:${port}`);
  const secured = admin.tls ? ['--tls', '--insecure'] : [];
  const making = ['--cluster', 'create', ...nodes, '--cluster-replicas', String(replicas), '--cluster-yes'];
  runTool('redis-cli', ...secured, ...making);
  for (const { redis } of servers) {
    await vi.waitFor(async () => {
      const info = await redis.cluster('INFO');
      if (!info.includes('cluster_state:ok') || !info.includes(`cluster_known_nodes:${servers.length}`)) {
        throw new Error('not yet');
      }
      const replication = await redis.info('replication');
      if (replication.includes('role:slave') && !replication.includes('master_link_status:up')) {
        throw new Error('not yet');
      }
    }, SOON);
  }
  return {
    ports: servers.map(({ port }) => port),
    url: `redis+cluster://${nodes.join(',')}`,
    servers,
    /** Kills the master that has the most keys: a board's all have one slot, and so one server. */
    async killBusiest(): Promise<void> {
      const sized = await Promise.all(
        servers.map(async server => {
          const [role] = await server.redis.role();
          return { server, keys: role === 'master' ? await server.redis.dbsize() : -1 };
        }),
      );
      await sized.toSorted((one, other) => other.keys - one.keys)[0]?.server.kill();
    },
  };
}

/** The nodes talk with each other this far above the port that clients use. */
const BUS_ABOVE = 10_000;

/** A port whose second one is free as well, and is none that systems hand out to connections by themselves. */
async function clusterPort(): Promise<number> {
  for (;;) {
    const { port } = await freePorts();
    if (port + BUS_ABOVE < HIGHEST_PORT && (await isFree(port + BUS_ABOVE))) return port;
  }
}

function pairs(flat: unknown): [string, string][] {
  const list = flat as string[];
  return Array.from({ length: list.length / 2 }, (_, index) => [
    list[2 * index] ?? '',
    list[2 * index + 1] ?? '',
  ]);
}
