// Which Redis answers: after a failover, a restart or a promotion it may lack what was written last.

import type { Cluster, Redis } from 'ioredis';
import { callStore } from '../call-store.ts';
import type { StoreCheck } from '../store-shape.ts';
import { redisScript } from './redis-script.ts';

const LIMIT_MS = 5_000;

// In one script with the entry, so that both are of the same server: in a cluster the one that has the key's slot.
// run_id changes with every start of a server, master_replid with every promotion.
const PULSE = `
  local about = function(section)
    local told = redis.pcall('INFO', section)
    return type(told) == 'string' and told or ''
  end
  local run = string.match(about('server'), 'run_id:(%x+)')
  local history = string.match(about('replication'), 'master_replid:(%x+)')
  return {redis.call('GET', KEYS[1]), run and history and (run .. '/' .. history)}`;

/** Reads the value at a full key and the server's name; null for what is not there or cannot be told. */
export function redisPulse(
  redis: Redis | Cluster,
): (fullKey: string) => Promise<{ entry: string | null; server: string | null }> {
  const ask = redisScript(redis, 'liaisonPulse', { keys: 1, lua: PULSE });
  return async fullKey => {
    const asking = ask(fullKey) as Promise<[string | null, string | null]>;
    const [entry, server] = await callStore(LIMIT_MS, 'looking at the store', asking);
    return { entry, server: server ?? null };
  };
}

/** Whether this user may ask for INFO; without it nobody can tell one server from another. */
export async function mayAskInfo(redis: Redis | Cluster): Promise<boolean> {
  try {
    await callStore(LIMIT_MS, 'asking for its settings', redis.info('server'));
    return true;
  } catch (error) {
    const { cause } = error as { cause?: unknown };
    // No answer is no refusal.
    if (!(cause instanceof Error) || !/NOPERM|unknown command|not allowed/i.test(cause.message)) throw error;
    return false;
  }
}

/** Whether Redis may throw jobs away to make room; ok where it does not say. Never rejects. */
export async function checkEviction(
  redis: Redis | Cluster,
  shown: string,
  timeoutMs: number,
): Promise<StoreCheck> {
  const info = await callStore(timeoutMs, 'asking for its settings', redis.info('memory')).catch(() => '');
  const policy = /^maxmemory_policy:(\S+)/m.exec(info)?.[1] ?? null;
  if (policy === null) return { ok: true, message: `${shown} does not say whether it may evict jobs` };
  return policy === 'noeviction'
    ? { ok: true, message: `${shown} evicts nothing` }
    : {
        ok: false,
        message: `${shown} may evict jobs (maxmemory-policy ${policy}): set maxmemory-policy to noeviction`,
      };
}

/** Whether recent jobs outlast a restart of Redis; null where it does not say. Never rejects. */
export async function isAppendOnly(redis: Redis | Cluster): Promise<boolean | null> {
  const info = await callStore(3_000, 'asking for its settings', redis.info('persistence')).catch(() => '');
  const enabled = /^aof_enabled:(\d)/m.exec(info)?.[1];
  return enabled === undefined ? null : enabled === '1';
}
