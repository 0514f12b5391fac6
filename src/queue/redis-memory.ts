// The memory in Redis: one plain key per entry with its own expiry, and one sorted set that lists them.
// The list is needed because SCAN walks every job too, and asks only one node of a cluster.
import type { Cluster, Redis } from 'ioredis';
import type { Memory } from '../reconcile/memory.ts';
import { within } from './within.ts';

const LIMIT_MS = 5_000;

// Scores are the server's own time: processes with different clocks must not hide each other's entries.
const NOW = "local t = redis.call('TIME') local now = t[1] * 1000 + math.floor(t[2] / 1000)";
const WRITE = `${NOW}
  if ARGV[4] == 'absent' then
    if not redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3], 'NX') then return 0 end
  else
    redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
  end
  redis.call('ZADD', KEYS[2], now + ARGV[3], ARGV[1])
  return 1`;
const LIST = `${NOW}
  redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
  return redis.call('ZRANGE', KEYS[1], 0, -1)`;

/** `prefix` carries the workspace and a hash tag, so that all keys share one slot. Rejects with StoreUnavailable. */
export function redisMemory(
  redis: Redis | Cluster,
  prefix: string,
): Memory & { isEmpty(): Promise<boolean> } {
  const index = `${prefix}:memory-keys`;
  const at = (key: string): string => `${prefix}:memory:${key}`;
  const list = async (): Promise<string[]> =>
    (await within(LIMIT_MS, 'listing the memory', redis.eval(LIST, 1, index))) as string[];
  const put = async (key: string, value: string, ttlMs: number, when: 'always' | 'absent') => {
    const ttl = Math.max(1, Math.ceil(ttlMs));
    const writing = redis.eval(WRITE, 2, at(key), index, key, value, ttl, when);
    return (await within(LIMIT_MS, 'writing to the memory', writing)) === 1;
  };

  return {
    read: key => within(LIMIT_MS, 'reading the memory', redis.get(at(key))),
    async readAll(wanted) {
      const keys = (await list()).filter(key => key.startsWith(wanted));
      const found = new Map<string, string>();
      if (keys.length === 0) return found;
      const values = await within(LIMIT_MS, 'reading the memory', redis.mget(keys.map(at)));
      for (const [position, key] of keys.entries()) {
        const value = values[position];
        if (typeof value === 'string') found.set(key, value);
      }
      return found;
    },
    async write(key, value, ttlMs) {
      await put(key, value, ttlMs, 'always');
    },
    writeIfAbsent: (key, value, ttlMs) => put(key, value, ttlMs, 'absent'),
    async remove(keys) {
      if (keys.length === 0) return;
      const removing = redis
        .multi()
        .del(keys.map(at))
        .zrem(index, [...keys])
        .exec();
      await within(LIMIT_MS, 'removing from the memory', removing);
    },
    isEmpty: async () => (await list()).length === 0,
  };
}
