// The store on Redis.
import { Redis } from 'ioredis';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { newWorkspaceId, openRig, ourWorkspaces, untilIdle, WAIT } from '../support/queue-rig.ts';
import { findServer } from '../support/store-servers.ts';
import { startChild } from './crash-suite.ts';
import { outageSuite } from './outage-suite.ts';
import { storeSuite } from './suite.ts';

const server = await findServer(process.env['REDIS_URL'] ?? 'redis://127.0.0.1:6379');

describe.skipIf(server.isSkipped)(`Redis ${server.note}`, () => {
  // Other workspaces on this server are not ours.
  afterAll(async () => {
    if (!server.url.startsWith('redis://')) return;
    const redis = new Redis(server.url);
    for await (const keys of redis.scanStream({ match: `{liaison:${ourWorkspaces}*`, count: 1_000 })) {
      if (keys.length > 0) await redis.unlink(keys as string[]);
    }
    await redis.quit();
  });

  storeSuite({
    url: () => server.url,
    followsClock: false,
    async breakLocks(store) {
      const redis = store.backend.producer as Redis;
      const locks = await redis.keys(`${store.backend.prefix}:reconcile:*:lock`);
      await redis.del(locks);
    },
  });

  describe('when it cannot be reached', () => {
    outageSuite(server);
  });

  it('reads what begins with a prefix without reading the names of everything else', async () => {
    const { store } = await openRig(server.url);
    const { memory } = store;
    const redis = store.backend.producer as Redis;
    const others = Array.from({ length: 1_000 }, (_, number) => `card:another-${number}:heard`);
    await Promise.all(others.map(key => memory.write(key, '1', 60_000)));
    await memory.write('card:c:heard', '"hello"', 60_000);
    const before = redis.stream.bytesRead;
    expect(await memory.readAll('card:c:')).toEqual(new Map([['card:c:heard', '"hello"']]));
    expect(redis.stream.bytesRead - before).toBeLessThan(200);
  });

  it('knows what an earlier version wrote, also while one still writes', async () => {
    const { store } = await openRig(server.url);
    const { memory } = store;
    const redis = store.backend.producer as Redis;
    const { prefix } = store.backend;
    const writeAsBefore = async (key: string): Promise<void> => {
      await redis.set(`${prefix}:memory:${key}`, '1', 'PX', 60_000);
      await redis.zadd(`${prefix}:memory-keys`, String(Date.now() + 60_000), key);
    };
    await writeAsBefore('card:c:heard');
    expect([...(await memory.readAll('card:c:')).keys()]).toEqual(['card:c:heard']);
    await memory.write('card:d:heard', '1', 60_000);
    await writeAsBefore('card:c:spoken');
    expect([...(await memory.readAll('card:c:')).keys()]).toEqual(['card:c:heard', 'card:c:spoken']);
  });

  it('keeps no list of what expired', async () => {
    const { store } = await openRig(server.url);
    const { memory } = store;
    const redis = store.backend.producer as Redis;
    const { prefix } = store.backend;
    await memory.write('short', '1', 20);
    await memory.write('long', '1', 60_000);
    await vi.waitFor(async () => {
      await memory.readAll('nothing:');
      for (const list of ['keys', 'names'])
        expect(await redis.zrange(`${prefix}:memory-${list}`, '0', '-1')).toEqual(['long']);
    }, WAIT);
  });

  it('writes what is asked in one moment some at a time, and answers each, also after a broken connection', async () => {
    const { store } = await openRig(server.url);
    const redis = store.backend.producer as Redis;
    const { prefix } = store.backend;
    const [alone, together] = [vi.spyOn(redis.stream, '_write'), vi.spyOn(redis.stream, '_writev')];
    const ask = (round: string) =>
      Promise.all(
        Array.from({ length: 30 }, async (_, number) => {
          await redis.set(`${prefix}:${round}-${number}`, String(number), 'PX', 60_000);
          return redis.get(`${prefix}:${round}-${number}`);
        }),
      );
    const expected = Array.from({ length: 30 }, (_, number) => String(number));
    expect(await ask('first')).toEqual(expected);
    expect(Math.max(...together.mock.calls.map(([chunks]) => chunks.length))).toBe(8);
    expect(together.mock.calls.length + alone.mock.calls.length).toBeLessThan(20);
    redis.stream.destroy();
    await vi.waitFor(() => expect(redis.status).not.toBe('ready'), WAIT);
    await vi.waitFor(() => expect(redis.status).toBe('ready'), WAIT);
    expect(await ask('second')).toEqual(expected);
  });

  it('loses nothing when a process is killed: its work goes on elsewhere once its locks are over', async () => {
    const workspaceId = newWorkspaceId();
    const child = startChild(server.url, workspaceId, 1_000);
    await child.untilBusy();
    const { acknowledged } = await child.kill();
    const rig = await openRig(server.url, { workspaceId });
    const seen = new Set<number>();
    const ran: string[] = [];
    await rig.work(
      {
        async delivery({ body }) {
          seen.add(Number(body['number']));
        },
        async reconcile(key) {
          ran.push(key);
          return { kind: 'done', next: null };
        },
      },
      { stalledCheckMs: 200 },
    );
    await vi.waitFor(() => expect([...seen].sort((a, b) => a - b)).toEqual(acknowledged), WAIT);
    await untilIdle(rig);
    expect(ran).toEqual(['card']);
    expect([...(await rig.queues.wakeUps()).keys()]).toEqual(['sleeper']);
    expect(await rig.store.memory.read('hint:card')).toBe('1');
  }, 60_000);
});
