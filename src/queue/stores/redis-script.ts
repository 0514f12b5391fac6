// Scripts that Redis keeps: after the first call only their digest is sent.
import type { Cluster, Redis } from 'ioredis';

type Argument = string | number;

/**
 * A script as a function of its keys and further arguments; `name` is its name among the commands of this connection. Where
 * `keys` is null it is called with how many there are first.
 */
export function redisScript(
  redis: Redis | Cluster,
  name: string,
  { keys, lua }: { keys: number | null; lua: string },
): (...args: Argument[]) => Promise<unknown> {
  redis.defineCommand(name, keys === null ? { lua } : { numberOfKeys: keys, lua });
  // ioredis adds what was defined as a method of that name, which its types can't know.
  const commands = redis as unknown as Record<string, (...args: Argument[]) => Promise<unknown>>;
  return async (...args) => commands[name]?.(...args);
}
