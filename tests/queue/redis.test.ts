// The store on Redis.
import { Redis } from 'ioredis';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { startChild } from './crash-suite.ts';
import { outageSuite } from './outage-suite.ts';
import { newWorkspaceId, openRig, ourWorkspaces, untilIdle, WAIT } from './rig.ts';
import { findServer } from './server.ts';
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
      const redis = store.ground.producer as Redis;
      const locks = await redis.keys(`${store.ground.prefix}:reconcile:*:lock`);
      await redis.del(locks);
    },
  });

  describe('when it cannot be reached', () => {
    outageSuite(server);
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
