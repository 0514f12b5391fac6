// The memory in Redis: one plain key per entry with its own expiry, and two sorted sets that list the names: by when they
// expire, and by the alphabet, so that a prefix costs what begins with it. SCAN would walk every job too, and ask only
// one node of a cluster.

import type { Cluster, Redis } from 'ioredis';
import type { Memory } from '../../reconcile/memory/memory.ts';
import { callStore } from '../call-store.ts';
import { redisScript } from './redis-script.ts';

const LIMIT_MS = 5_000;
/** So many names are removed at once. */
const STEP = 1_000;

// Scores are the server's own time: processes with different clocks must not hide each other's entries.
const NOW = "local t = redis.call('TIME') local now = t[1] * 1000 + math.floor(t[2] / 1000)";
// Where the entry is as it should be.
const WRITE_IF = `${NOW}
  if ARGV[4] == 'unchanged' and redis.call('GET', KEYS[1]) ~= ARGV[5] then return 0 end
  if ARGV[4] == 'absent' and redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
  redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
  redis.call('ZADD', KEYS[2], now + ARGV[3], ARGV[1])
  redis.call('ZADD', KEYS[3], 0, ARGV[1])
  return 1`;
const WRITE_ALL = `${NOW}
  local count = #ARGV / 3
  for place = 1, count do
    local name, value, ttl = ARGV[place * 3 - 2], ARGV[place * 3 - 1], ARGV[place * 3]
    redis.call('SET', KEYS[place], value, 'PX', ttl)
    redis.call('ZADD', KEYS[count + 1], now + ttl, name)
    redis.call('ZADD', KEYS[count + 2], 0, name)
  end`;
// An earlier version keeps only the first list: while it still writes, and after it, the second is made anew from it.
// No name holds the byte FF, so that it ends every prefix. unpack takes no more than some thousand names at once. The values
// come along, so that nobody sends all the names again; their keys have the slot of those that are named.
const TIDY = `${NOW}
  if redis.call('ZCARD', KEYS[1]) ~= redis.call('ZCARD', KEYS[2]) then
    redis.call('ZUNIONSTORE', KEYS[2], 1, KEYS[1], 'WEIGHTS', 0)
  end
  local over = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now, 'LIMIT', 0, 1000)
  if #over > 0 then
    redis.call('ZREM', KEYS[1], unpack(over))
    redis.call('ZREM', KEYS[2], unpack(over))
  end`;
const LIST = `${TIDY}
  local names = redis.call('ZRANGEBYLEX', KEYS[2], '[' .. ARGV[1], '(' .. ARGV[1] .. '\\255')
  local found = {}
  for _, name in ipairs(names) do
    local value = redis.call('GET', ARGV[2] .. name)
    if value then
      found[#found + 1] = name
      found[#found + 1] = value
    end
  end
  return found`;

// In steps, since a name may stay a moment longer than its value.
const LAST = `${TIDY}
  local found = {}
  local before = ARGV[3] == '' and ARGV[1] .. '\\255' or ARGV[3]
  while #found < ARGV[4] * 2 do
    local names = redis.call('ZREVRANGEBYLEX', KEYS[2], '(' .. before, '[' .. ARGV[1], 'LIMIT', 0, 200)
    if #names == 0 then break end
    for _, name in ipairs(names) do
      local value = redis.call('GET', ARGV[2] .. name)
      if value and #found < ARGV[4] * 2 then
        found[#found + 1] = name
        found[#found + 1] = value
      end
      before = name
    end
  end
  return found`;
const KEEP_LAST = `${TIDY}
  local over = redis.call('ZREVRANGEBYLEX', KEYS[2], '(' .. ARGV[1] .. '\\255', '[' .. ARGV[1], 'LIMIT', ARGV[3], ${STEP})
  for _, name in ipairs(over) do redis.call('DEL', ARGV[2] .. name) end
  if #over > 0 then
    redis.call('ZREM', KEYS[1], unpack(over))
    redis.call('ZREM', KEYS[2], unpack(over))
  end
  return #over`;

/** The full name of an entry. */
export const redisKeyOf = (prefix: string, key: string): string => `${prefix}:memory:${key}`;

/** The living entries of an owner, with what is left of their time. Rejects with StoreUnavailable. */
export async function* redisEntries(
  redis: Redis | Cluster,
  prefix: string,
): AsyncGenerator<{ key: string; value: string; ttlMs: number }> {
  const keys = await callStore(
    LIMIT_MS,
    'listing the memory',
    redis.zrange(`${prefix}:memory-keys`, '0', '-1'),
  );
  for (const key of keys) {
    const at = redisKeyOf(prefix, key);
    const value = await callStore(LIMIT_MS, 'reading the memory', redis.get(at));
    const ttlMs = await callStore(LIMIT_MS, 'reading the memory', redis.pttl(at));
    if (value !== null && ttlMs > 0) yield { key, value, ttlMs };
  }
}

/** `prefix` carries the owner and a hash tag, so that all keys share one slot. Rejects with StoreUnavailable. */
export function redisMemory(redis: Redis | Cluster, prefix: string): Memory {
  const byExpiry = `${prefix}:memory-keys`;
  const byName = `${prefix}:memory-names`;
  const at = (key: string): string => redisKeyOf(prefix, key);
  const listing = redisScript(redis, 'liaisonMemoryList', { keys: 2, lua: LIST });
  const last = redisScript(redis, 'liaisonMemoryLast', { keys: 2, lua: LAST });
  const keeping = redisScript(redis, 'liaisonMemoryKeepLast', { keys: 2, lua: KEEP_LAST });
  const writingIf = redisScript(redis, 'liaisonMemoryWriteIf', { keys: 3, lua: WRITE_IF });
  const writingAll = redisScript(redis, 'liaisonMemoryWriteAll', { keys: null, lua: WRITE_ALL });
  type When = 'absent' | 'unchanged';
  const writeIf = async (key: string, value: string, ttlMs: number, when: When, was = '') => {
    const isWritten = writingIf(at(key), byExpiry, byName, key, value, wholeMs(ttlMs), when, was);
    return (await callStore(LIMIT_MS, 'writing to the memory', isWritten)) === 1;
  };

  const writeAll: Memory['writeAll'] = async entries => {
    if (entries.length === 0) return;
    const keys = [...entries.map(({ key }) => at(key)), byExpiry, byName];
    const args = entries.flatMap(({ key, value, ttlMs }) => [key, value, wholeMs(ttlMs)]);
    await callStore(LIMIT_MS, 'writing to the memory', writingAll(keys.length, ...keys, ...args));
  };

  return {
    read: key => callStore(LIMIT_MS, 'reading the memory', redis.get(at(key))),
    async readAll(wanted) {
      const listed = listing(byExpiry, byName, wanted, at(''));
      return new Map(pairsIn((await callStore(LIMIT_MS, 'reading the memory', listed)) as string[]));
    },
    async readLast(wanted, limit, before = '') {
      const listed = last(byExpiry, byName, wanted, at(''), before, limit);
      return pairsIn((await callStore(LIMIT_MS, 'reading the memory', listed)) as string[]);
    },
    async keepLast(wanted, count) {
      for (let removed = STEP; removed === STEP; ) {
        const removing = keeping(byExpiry, byName, wanted, at(''), count);
        removed = Number(await callStore(LIMIT_MS, 'removing from the memory', removing));
      }
    },
    write: (key, value, ttlMs) => writeAll([{ key, value, ttlMs }]),
    writeAll,
    writeIfAbsent: (key, value, ttlMs) => writeIf(key, value, ttlMs, 'absent'),
    writeIfUnchanged: (key, was, value, ttlMs) => writeIf(key, value, ttlMs, 'unchanged', was),
    async remove(keys) {
      if (keys.length === 0) return;
      const removing = redis
        .multi()
        .del(keys.map(at))
        .zrem(byExpiry, [...keys])
        .zrem(byName, [...keys])
        .exec();
      await callStore(LIMIT_MS, 'removing from the memory', removing);
    },
  };
}

/** As Redis takes it. */
function wholeMs(ttlMs: number): number {
  return Math.max(1, Math.ceil(ttlMs));
}

/** Names and values, which Redis answers one after the other. */
function pairsIn(all: readonly string[]): [string, string][] {
  const pairs: [string, string][] = [];
  for (let place = 0; place < all.length; place += 2) pairs.push([all[place] ?? '', all[place + 1] ?? '']);
  return pairs;
}
