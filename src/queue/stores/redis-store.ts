// The store on Redis: one server, a master found through sentinels, or a cluster.

import type { Cluster, ClusterOptions, Redis } from 'ioredis';
import { sparingly } from '../../base/log.ts';
import type { StoreTarget } from '../../base/store-url.ts';
import { pause, settles } from '../../base/time-limit.ts';
import { StoreMisconfigured, StoreUnavailable, storeReason } from '../errors.ts';
import { SHARED } from '../keys.ts';
import type { Opening, SharedMemory, Store } from '../store-shape.ts';
import { BatchingRedis } from './batching-redis.ts';
import { createBreaks } from './breaks.ts';
import { OrderlyCluster } from './orderly-cluster.ts';
import { redisFacts } from './redis-facts.ts';
import { redisEntries, redisKeyOf, redisMemory } from './redis-memory.ts';
import { checkEviction, isAppendOnly, mayAskInfo, redisPulse } from './redis-pulse.ts';
import { checkWrites } from './write-check.ts';

type Limits = {
  maxRetriesPerRequest: number | null;
  connectTimeout: number;
  enableOfflineQueue: boolean;
  commandTimeout?: number;
  /** A server that vanished without a word is given up after so long without an answer. */
  socketTimeout: number;
  reconnectOnError: (error: Error) => 1 | 2 | false;
};
type RedisTarget = Extract<StoreTarget, { kind: 'redis' | 'sentinel' | 'cluster' }>;

/** How often it is said that Redis does not answer, halfway through for the first time. */
const TELL_EVERY_MS = 20_000;

const retrySoon = (attempt: number): number => Math.min(attempt * 100, 2_000);
/** Whether a server answers that was the master once: behind its address another one may be it by now. */
const isDemoted = (error: Error): boolean => error.message.includes('READONLY');
// Blocking reads wait for up to ten seconds, so a worker's connection never has a time limit per command.
const CONSUMER: Limits = {
  maxRetriesPerRequest: null,
  connectTimeout: 5_000,
  enableOfflineQueue: true,
  socketTimeout: 15_000,
  // 2: and asks again.
  reconnectOnError: error => isDemoted(error) && 2,
};
const PRODUCER: Limits = {
  enableOfflineQueue: false,
  maxRetriesPerRequest: 1,
  commandTimeout: 3_000,
  connectTimeout: 2_000,
  socketTimeout: 5_000,
  reconnectOnError: error => isDemoted(error) && 1,
};

/** Opens two connections, one for producers and one that the workers duplicate. */
export async function openRedisStore(target: RedisTarget, opening: Opening): Promise<Store> {
  const { log, clock, keys, formerKeys, shown } = opening;
  const connections = [connect(target, CONSUMER), connect(target, PRODUCER)] as const;
  const [consumer, producer] = connections;
  const complain = sparingly(log, clock);
  const breaks = createBreaks();
  let lastError: unknown = new Error('no answer');
  for (const connection of connections) {
    connection.on('error', error => {
      lastError = error;
      complain({ store: shown, reason: storeReason(error) }, 'the connection to Redis failed');
    });
  }

  const closeNow = (): void => {
    for (const connection of connections) connection.disconnect();
  };
  try {
    await untilReady(connections, opening, () => lastError);
    const hasInfo = await mayAskInfo(producer);
    if (hasInfo) await tellSettings(producer, opening);
    else doWithoutInfo(connections, opening);
    // A cluster stays ready while a connection to one of its nodes is made anew.
    for (const event of ['ready', '+node']) producer.on(event, () => breaks.note());
    const prefix = keys.redisPrefix;
    const memory = redisMemory(producer, prefix);
    const pulse = redisPulse(producer);

    const backend = {
      producer,
      consumer,
      queueName: (name: string) => name,
      options: hasInfo ? {} : { skipVersionCheck: true },
    };
    let closing: Promise<void> | undefined;
    return {
      kind: 'redis',
      shown,
      memory,
      shared: redisMemory(producer, SHARED.redisPrefix),
      endedUncleanly: false,
      backend: { ...backend, prefix },
      former: {
        backend: { ...backend, prefix: formerKeys.redisPrefix },
        entries: () => redisEntries(producer, formerKeys.redisPrefix),
      },
      pulse: async key => {
        const { entry, server } = await pulse(redisKeyOf(prefix, key));
        return { entry, server, breaks: breaks.count() };
      },
      onBreak: hear => breaks.hear(hear),
      mend: async () => undefined,
      check: timeoutMs => checkWrites(memory, shown, timeoutMs),
      checkSettings: timeoutMs => checkEviction(producer, shown, timeoutMs),
      facts: timeoutMs => redisFacts(producer, shown, timeoutMs),
      close: () => (closing ??= quit(connections).finally(closeNow)),
    };
  } catch (error) {
    closeNow();
    throw error;
  }
}

/** Only the memory that all boards share, on a connection of its own. */
export async function openRedisShared(
  target: RedisTarget,
  opening: Pick<Opening, 'waitMs' | 'signal' | 'shown' | 'log'>,
): Promise<SharedMemory> {
  const connection = connect(target, PRODUCER);
  let lastError: unknown = new Error('no answer');
  connection.on('error', error => {
    lastError = error;
  });
  try {
    await untilReady([connection], opening, () => lastError);
  } catch (error) {
    connection.disconnect();
    throw error;
  }
  return {
    memory: redisMemory(connection, SHARED.redisPrefix),
    close: () => quit([connection]).finally(() => connection.disconnect()),
  };
}

function connect(target: RedisTarget, limits: Limits): Redis | Cluster {
  if (target.kind === 'redis') return new BatchingRedis(target.url, { ...limits, retryStrategy: retrySoon });
  if (target.kind === 'sentinel') {
    const { sentinels, name, credentials, isTls } = target;
    const strategies = { retryStrategy: retrySoon, sentinelRetryStrategy: retrySoon };
    const tls = isTls ? { tls: {}, enableTLSForSentinelMode: true } : {};
    return new BatchingRedis({ ...limits, ...strategies, ...credentials, ...tls, sentinels, name });
  }
  const { enableOfflineQueue, ...perNode } = limits;
  // Certificates are for names: those of the nodes must not become addresses before TLS sees them.
  const byName = { dnsLookup: keepName, redisOptions: { ...perNode, ...target.credentials, tls: {} } };
  const plain = { redisOptions: { ...perNode, ...target.credentials } };
  return new OrderlyCluster(target.nodes, {
    enableOfflineQueue,
    clusterRetryStrategy: retrySoon,
    retryDelayOnFailover: 200,
    retryDelayOnClusterDown: 200,
    ...(target.isTls ? byName : plain),
  });
}

const keepName: ClusterOptions['dnsLookup'] = (name, found) => found(null, name);

async function untilReady(
  connections: readonly (Redis | Cluster)[],
  { waitMs, signal, shown, log }: Pick<Opening, 'waitMs' | 'signal' | 'shown' | 'log'>,
  lastError: () => unknown,
): Promise<void> {
  const stepMs = 20;
  for (let waitedMs = 0; connections.some(({ status }) => status !== 'ready'); waitedMs += stepMs) {
    const reason = storeReason(lastError());
    if (/^(WRONGPASS|NOAUTH|NOPERM|ERR AUTH|ERR invalid password)/.test(reason)) {
      throw new StoreMisconfigured(`Redis at ${shown} refused the credentials in STORE_URL: ${reason}`);
    }
    if (signal?.aborted || waitedMs >= waitMs) {
      throw new StoreUnavailable(
        `Redis at ${shown} could not be reached: ${reason}. Is it running, and is STORE_URL right?`,
      );
    }
    if (waitedMs % TELL_EVERY_MS === TELL_EVERY_MS / 2) {
      log.warn({ store: shown, reason }, 'Redis does not answer yet');
    }
    await pause(stepMs, signal);
  }
}

async function tellSettings(redis: Redis | Cluster, { log, shown }: Opening): Promise<void> {
  const { ok, message } = await checkEviction(redis, shown, 3_000);
  if (!ok) log.warn({ store: shown }, message);
  if ((await isAppendOnly(redis)) === false) {
    log.warn({ store: shown }, 'Redis forgets recent jobs when it restarts: set appendonly to yes');
  }
}

/** For connections that are still to be made from these: they need not find out once more that they may not ask. */
function doWithoutInfo(connections: readonly (Redis | Cluster)[], { log, shown }: Opening): void {
  for (const { options } of connections) {
    const perNode = 'redisOptions' in options ? (options.redisOptions ??= {}) : options;
    Object.assign(perNode, { enableReadyCheck: false });
  }
  log.warn(
    { store: shown },
    'this Redis user may not ask for INFO: nobody can tell one server from another, so after each reconnect nothing is created for the read lag',
  );
}

async function quit(connections: readonly (Redis | Cluster)[]): Promise<void> {
  const quitting = connections
    .filter(({ status }) => status === 'ready')
    .map(connection => connection.quit());
  await settles(Promise.allSettled(quitting), 2_000);
}
