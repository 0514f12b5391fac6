// One release on several processes, each of which is replaced by another while people work: nobody is turned away, nothing lost.
import { describe, expect, it } from 'vitest';
import { judge, keepBusy, startFleet, untilLists } from '../support/fleet.ts';
import { times } from '../support/scale.ts';
import { startRedis } from '../support/servers/redis-servers.ts';
import { hasTool } from '../support/servers/started.ts';

/** While one of them is replaced there are two. */
const WEBS = times({ sample: 1, long: 2 });
const WORKERS = times({ sample: 1, long: 3 });
const ROUNDS = times({ sample: 1, long: 5 });
const CARDS_A_ROUND = times({ sample: 4, long: 8 });

const hasRedis = hasTool('redis-server', '--version');

describe.skipIf(!hasRedis)(
  `Processes on one Redis, ${WEBS} for deliveries and ${WORKERS} for the work,`,
  () => {
    it('are replaced one after the other, and every delivery is taken or asked for again', async ({
      onTestFinished,
    }) => {
      const { port } = await startRedis([], onTestFinished);
      const fleet = await startFleet(`redis://127.0.0.1:${port}`, onTestFinished);
      const { company, balancer, processes } = fleet;
      const webs = Array.from({ length: WEBS }, () => 'web' as const);
      const workers = Array.from({ length: WORKERS }, () => 'worker' as const);
      await Promise.all([...webs, ...workers].map(role => fleet.add(role)));
      const people = keepBusy(company, CARDS_A_ROUND * ROUNDS);
      await untilLists(company, 1);
      for (let round = 1; round <= ROUNDS; round++) {
        for (const one of processes.slice()) {
          await fleet.add(one.role);
          await fleet.retire(one);
        }
      }
      await people.end();
      await judge(fleet, people);

      expect([...new Set(balancer.answers)].filter(status => status !== 200 && status !== 503)).toEqual([]);
      expect(await company.delivered()).toMatchObject({ lost: 0 });
    }, 200_000);
  },
);
