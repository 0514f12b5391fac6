// What a Redis says of itself that an operator wants to know: its version, what outlasts a restart, and its room.
import type { Cluster, Redis } from 'ioredis';
import { callStore } from '../call-store.ts';
import type { StoreFact } from '../store-shape.ts';

/** The first version that has what the queues need. */
const LEAST = [6, 2] as const;
/** Above this part of its memory a Redis that evicts nothing will soon refuse writes. */
const NEARLY_FULL = 0.8;

/** Version, durability and memory by INFO; only that where this user may not ask for it. Never rejects. */
export async function redisFacts(
  redis: Redis | Cluster,
  shown: string,
  timeoutMs: number,
): Promise<StoreFact[]> {
  const info = async (section: string): Promise<ReadonlyMap<string, string>> => {
    const asking = callStore(timeoutMs, 'asking for its settings', redis.info(section));
    const lines = (await asking.catch(() => '')).split(/\r?\n/);
    return new Map(lines.map(line => [line.split(':')[0] ?? '', line.slice(line.indexOf(':') + 1).trim()]));
  };
  const [server, persistence, memory] = await Promise.all([
    info('server'),
    info('persistence'),
    info('memory'),
  ]);
  return [...versionIn(server, shown), ...durabilityIn(persistence, shown), ...memoryIn(memory, shown)];
}

function versionIn(server: ReadonlyMap<string, string>, shown: string): StoreFact[] {
  const version = server.get('redis_version');
  if (version === undefined) {
    const message = `${shown} does not tell what it is; perhaps this user may not ask for INFO`;
    const hint = 'Give it that right: without it nothing is created for the read lag after each reconnect.';
    return [{ name: 'version', ok: false, message, hint }];
  }
  const name = server.get('server_name') ?? 'redis';
  const own = server.get(`${name}_version`);
  const said =
    name === 'redis' || own === undefined ? `Redis ${version}` : `${name} ${own}, as Redis ${version}`;
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const ok = major > LEAST[0] || (major === LEAST[0] && minor >= LEAST[1]);
  const message = `${shown} is ${said}`;
  const hint = `Take Redis ${LEAST.join('.')} or newer, or a compatible server.`;
  return [{ name: 'version', ok, message, hint: ok ? null : hint }];
}

function durabilityIn(persistence: ReadonlyMap<string, string>, shown: string): StoreFact[] {
  const appends = persistence.get('aof_enabled');
  if (appends === undefined) return [];
  const say = (message: string, hint: string | null): StoreFact[] => [
    { name: 'durability', ok: hint === null, message: `${shown} ${message}`, hint },
  ];
  const failed = ['aof_last_write_status', 'aof_last_bgrewrite_status', 'rdb_last_bgsave_status'].filter(
    key => (persistence.get(key) ?? 'ok') !== 'ok',
  );
  if (failed.length > 0) {
    return say(`could not save to its disk (${failed.join(', ')})`, 'Look at the disk and the log of Redis.');
  }
  if (appends === '1') return say('writes a log (appendonly yes), so that jobs outlast a restart', null);
  return say('forgets recent jobs when it restarts', 'Set appendonly to yes.');
}

function memoryIn(memory: ReadonlyMap<string, string>, shown: string): StoreFact[] {
  const used = Number(memory.get('used_memory'));
  const most = Number(memory.get('maxmemory'));
  if (!Number.isFinite(used) || !Number.isFinite(most)) return [];
  const mb = (bytes: number): string => `${Math.ceil(bytes / 1024 / 1024)} MB`;
  const limit = most === 0 ? 'and has no limit of its own' : `of ${mb(most)}`;
  const ok = most === 0 || used < most * NEARLY_FULL;
  const hint = ok ? null : 'Give it more memory (maxmemory): once it is full, nothing can be stored.';
  return [{ name: 'memory', ok, message: `${shown} uses ${mb(used)} ${limit}`, hint }];
}
