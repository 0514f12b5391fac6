// The store on Redis: one server, a master found through sentinels, or a cluster.
import { Cluster, Redis } from 'ioredis';
import { reasonOf, StoreMisconfigured, StoreUnavailable } from './errors.ts';
import { SHARED } from './keys.ts';
import { sparingly } from './log.ts';
import { redisMemory } from './redis-memory.ts';
import type { Opening, Store } from './store-shape.ts';
import type { StoreTarget } from './store-url.ts';
import { pause, settles, within } from './within.ts';

type Limits = {
  maxRetriesPerRequest: number | null;
  connectTimeout: number;
  enableOfflineQueue: boolean;
  commandTimeout?: number;
};
type RedisTarget = Extract<StoreTarget, { kind: 'redis' | 'sentinel' | 'cluster' }>;

const retrySoon = (attempt: number): number => Math.min(attempt * 100, 2_000);
// Blocking reads wait for minutes, so a worker's connection never has a time limit per command.
const CONSUMER: Limits = { maxRetriesPerRequest: null, connectTimeout: 5_000, enableOfflineQueue: true };
const PRODUCER: Limits = {
  enableOfflineQueue: false,
  maxRetriesPerRequest: 1,
  commandTimeout: 3_000,
  connectTimeout: 2_000,
};

/** Opens two connections, one for producers and one that the workers duplicate. */
export async function openRedisStore(target: RedisTarget, opening: Opening): Promise<Store> {
  const { log, clock, keys, shown } = opening;
  const connections = [connect(target, CONSUMER), connect(target, PRODUCER)] as const;
  const [consumer, producer] = connections;
  const complain = sparingly(log, clock);
  let lastError: unknown = new Error('no answer');
  for (const connection of connections) {
    connection.on('error', error => {
      lastError = error;
      complain({ store: shown, reason: reasonOf(error) }, 'the connection to Redis failed');
    });
  }

  const closeNow = (): void => {
    for (const connection of connections) connection.disconnect();
  };
  try {
    await untilReady(connections, opening, () => lastError);
    const prefix = keys.redisPrefix;
    const memory = redisMemory(producer, prefix);
    await warnAboutPersistence(producer, opening);

    let closing: Promise<void> | undefined;
    return {
      kind: 'redis',
      shown,
      memory,
      shared: redisMemory(producer, SHARED.redisPrefix),
      endedUncleanly: false,
      isEmpty: await memory.isEmpty(),
      ground: { producer, consumer, prefix, queueName: name => name },
      ping: async timeoutMs => {
        await within(timeoutMs, `asking ${shown}`, producer.ping());
      },
      close: () => (closing ??= quit(connections).finally(closeNow)),
    };
  } catch (error) {
    closeNow();
    throw error;
  }
}

function connect(target: RedisTarget, limits: Limits): Redis | Cluster {
  if (target.kind === 'redis') return new Redis(target.url, { ...limits, retryStrategy: retrySoon });
  if (target.kind === 'sentinel') {
    const { sentinels, name, credentials, isTls } = target;
    const strategies = { retryStrategy: retrySoon, sentinelRetryStrategy: retrySoon };
    const tls = isTls ? { tls: {}, enableTLSForSentinelMode: true } : {};
    return new Redis({ ...limits, ...strategies, ...credentials, ...tls, sentinels, name });
  }
  const { enableOfflineQueue, ...perNode } = limits;
  return new Cluster(target.nodes, {
    enableOfflineQueue,
    clusterRetryStrategy: retrySoon,
    retryDelayOnFailover: 200,
    retryDelayOnClusterDown: 200,
    redisOptions: { ...perNode, ...target.credentials, ...(target.isTls ? { tls: {} } : {}) },
  });
}

async function untilReady(
  connections: readonly (Redis | Cluster)[],
  { waitMs, signal, shown }: Opening,
  lastError: () => unknown,
): Promise<void> {
  const stepMs = 20;
  for (let waitedMs = 0; connections.some(({ status }) => status !== 'ready'); waitedMs += stepMs) {
    const reason = reasonOf(lastError());
    if (/^(WRONGPASS|NOAUTH|NOPERM|ERR AUTH|ERR invalid password)/.test(reason)) {
      throw new StoreMisconfigured(`Redis at ${shown} refused the credentials in STORE_URL: ${reason}`);
    }
    if (signal?.aborted || waitedMs >= waitMs) {
      throw new StoreUnavailable(
        `Redis at ${shown} could not be reached: ${reason}. Is it running, and is STORE_URL right?`,
      );
    }
    await pause(stepMs, signal);
  }
}

async function warnAboutPersistence(redis: Redis | Cluster, { log, shown }: Opening): Promise<void> {
  // A managed Redis may forbid INFO; then nobody can tell, and that is no reason not to start.
  const info = await within(3_000, 'asking for its settings', redis.info()).catch(() => '');
  const policy = /^maxmemory_policy:(\S+)/m.exec(info)?.[1];
  if (policy !== undefined && policy !== 'noeviction') {
    log.warn({ store: shown, policy }, 'Redis may evict jobs: set maxmemory-policy to noeviction');
  }
  if (/^aof_enabled:0/m.test(info)) {
    log.warn({ store: shown }, 'Redis forgets recent jobs when it restarts: set appendonly to yes');
  }
}

async function quit(connections: readonly (Redis | Cluster)[]): Promise<void> {
  const quitting = connections
    .filter(({ status }) => status === 'ready')
    .map(connection => connection.quit());
  await settles(Promise.allSettled(quitting), 2_000);
}
