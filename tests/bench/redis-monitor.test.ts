// What the bench hears of a Redis: everything that is asked of it, from the first moment on, and nothing twice.
import { expect, it, onTestFinished } from 'vitest';
import { monitorRedis } from '../../bench/processes/redis-monitor.ts';
import { startRedis } from '../support/servers/redis-servers.ts';
import { hasTool } from '../support/servers/started.ts';

const KEY = '{liaison:1:2}:memory:card';
/** Everything that MONITOR writes in another way (quotes, backslashes, line ends, other alphabets), as long as a board. */
const ODD = '"quoted" \\ back\r\n\tßø😀\u0007'.repeat(40_000);

/** Without a server of its own there is nothing to hear. */
const canTry = hasTool('redis-server', '--version');

it.skipIf(!canTry)(
  'counts the bytes of commands about the memory, also while others ask without a pause',
  async () => {
    const { redis, port } = await startRedis([], onTestFinished);
    let isOver = false;
    const others = (async () => {
      while (!isOver)
        await Promise.all(Array.from({ length: 50 }, () => redis.set('{other}:memory', 'x'.repeat(500))));
    })();
    const monitors = await Promise.all(Array.from({ length: 3 }, () => monitorRedis(port, redis)));
    const before = await Promise.all(monitors.map(monitor => monitor.memoryBytes()));
    await redis.set(KEY, ODD);
    await redis.eval("return redis.call('SET', KEYS[1], 'of a script')", 1, '{other}:key');
    const after = await Promise.all(monitors.map(monitor => monitor.memoryBytes()));
    const bytes = ['set', KEY, ODD].reduce((sum, part) => sum + Buffer.byteLength(part), 0);
    expect(after.map((total, index) => total - (before[index] ?? 0))).toEqual(monitors.map(() => bytes));
    isOver = true;
    await others;
    for (const monitor of monitors) monitor.stop();
  },
);
