// The server of a store dies under load and another takes over: nothing is lost, nothing is doubled.
import { describe, it } from 'vitest';
import { judge, keepBusy, startFleet, untilLists } from '../support/fleet.ts';
import { inLongRuns, isLong, times } from '../support/scale.ts';
import { postgresPrograms, startPair } from '../support/servers/postgres-servers.ts';
import { startCluster, startRedis, startReplica, startSentinels } from '../support/servers/redis-servers.ts';
import { type AtEnd, hasTool } from '../support/servers/started.ts';
import { startProxy } from '../support/tcp-proxy.ts';

const CARDS = times({ sample: 3, long: 20 });
/** Who is connected to the server that is lost: one process for everything, or one for deliveries and one for the work. */
const ROLES = isLong ? (['web', 'worker'] as const) : (['everything'] as const);
const LIMIT_MS = 200_000;

const hasRedis = hasTool('redis-server', '--version');
const programs = postgresPrograms();

/** Lets a company work while the server is lost in the middle of it. */
async function loseServer(storeUrl: string, atEnd: AtEnd, lose: () => Promise<void>): Promise<void> {
  const fleet = await startFleet(storeUrl, atEnd);
  await Promise.all(ROLES.map(role => fleet.add(role)));
  const people = keepBusy(fleet.company, CARDS);
  await untilLists(fleet.company, 2);
  await lose();
  await people.end();
  await judge(fleet, people);
  await fleet.stop();
}

/** A Redis with a replica, behind one address that can be moved. */
async function startRedisPair(atEnd: AtEnd) {
  const first = await startRedis([], atEnd);
  const second = await startReplica(first.port, atEnd);
  const proxy = await startProxy('127.0.0.1', first.port, atEnd);
  return { first, second, proxy, url: `redis://127.0.0.1:${proxy.port}` };
}

describe.concurrent('A store whose server is killed under load', () => {
  inLongRuns(() => {
    it.skipIf(!hasRedis)(
      'is found again through sentinels',
      async ({ expect, onTestFinished }) => {
        const { url, killMaster } = await startSentinels(onTestFinished);
        await expect(loseServer(url, onTestFinished, killMaster)).resolves.toBeUndefined();
      },
      LIMIT_MS,
    );
  });

  it.skipIf(!hasRedis)(
    'is found again in a cluster',
    async ({ expect, onTestFinished }) => {
      const { url, killBusiest } = await startCluster(onTestFinished);
      await expect(loseServer(url, onTestFinished, killBusiest)).resolves.toBeUndefined();
    },
    LIMIT_MS,
  );

  inLongRuns(() => {
    it.skipIf(!hasRedis)(
      'is found again where it was demoted, and the connections to it stay open',
      async ({ expect, onTestFinished }) => {
        const { first, second, proxy, url } = await startRedisPair(onTestFinished);
        const moveOver = async (): Promise<void> => {
          await second.redis.replicaof('NO', 'ONE');
          proxy.point(second.port);
          await first.redis.replicaof('127.0.0.1', second.port);
        };
        await expect(loseServer(url, onTestFinished, moveOver)).resolves.toBeUndefined();
      },
      LIMIT_MS,
    );
  });

  inLongRuns(() => {
    it.skipIf(programs === null)(
      'is found again where a standby was promoted and the address moved',
      async ({ expect, onTestFinished }) => {
        const { primary, standby, promote } = await startPair(programs ?? '', onTestFinished);
        const proxy = await startProxy('127.0.0.1', primary.port, onTestFinished);
        const url = new URL(primary.url);
        url.port = String(proxy.port);
        const moveOver = async (): Promise<void> => {
          await primary.kill();
          await promote();
          proxy.point(standby.port);
        };
        await expect(loseServer(url.href, onTestFinished, moveOver)).resolves.toBeUndefined();
      },
      LIMIT_MS,
    );
  });
});
