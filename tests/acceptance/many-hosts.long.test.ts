// Roles on hosts of their own, of which one is cut off from the store, one from ClickUp and one from both for a while.
import { describe, expect, it, vi } from 'vitest';
import { judge, keepBusy, startFleet, untilLists } from '../support/fleet.ts';
import { times } from '../support/scale.ts';
import { makeNetwork, mayMakeHosts } from '../support/servers/hosts.ts';
import { startRedis } from '../support/servers/redis-servers.ts';
import { hasTool } from '../support/servers/started.ts';

const CARDS = times({ sample: 3, long: 15 });
const ROUNDS = times({ sample: 1, long: 5 });
/** Longer than a job may be held without a sign of life: others have taken over its work by then. */
const CUT_OFF_MS = 21_000;

const canTry = hasTool('redis-server', '--version') && mayMakeHosts();
const note = canTry ? '' : '(skipped: there is no redis-server, or no right to make network namespaces)';

describe.skipIf(!canTry)(`Four hosts ${note}`, () => {
  it('of which one loses the store, one ClickUp and one both for a while do everything once', async ({
    onTestFinished,
  }) => {
    const { addresses, addHost } = makeNetwork(onTestFinished);
    const [front, cutFromStore, cutFromClickUp, alone] = [addHost(), addHost(), addHost(), addHost()];
    const open = ['bind 127.0.0.1 ' + addresses.store, 'protected-mode no'];
    const { port } = await startRedis(open, onTestFinished);
    const fleet = await startFleet(`redis://${addresses.store}:${port}`, onTestFinished, {
      simulator: { host: addresses.clickUp, latencyMs: 60 },
    });
    const { company } = fleet;
    const add = (role: 'web' | 'worker', host: ReturnType<typeof addHost>) =>
      fleet.add(role, { host: { address: host.address, command: host.command } });
    const [, , silent] = await Promise.all([
      add('web', front),
      add('worker', cutFromStore),
      add('worker', cutFromClickUp),
      add('worker', alone),
    ]);
    expect(silent.child.exitCode).toBeNull();
    const people = keepBusy(company, CARDS * ROUNDS);
    for (let round = 1; round <= ROUNDS; round++) {
      await untilLists(company, round);
      for (const address of Object.values(addresses)) alone.cutFrom(address);
      const cutAt = Date.now();
      cutFromStore.cutFrom(addresses.store);
      cutFromClickUp.cutFrom(addresses.clickUp);
      await vi.waitFor(() => expect(Date.now() - cutAt).toBeGreaterThan(CUT_OFF_MS), { timeout: 60_000 });
      for (const address of Object.values(addresses)) alone.mend(address);
      cutFromStore.mend(addresses.store);
      cutFromClickUp.mend(addresses.clickUp);
    }
    await people.end();
    await judge(fleet, people);
    expect(await company.delivered()).toMatchObject({ lost: 0 });
    await fleet.stop();
  }, 400_000);
});
