// What a poll finds goes before a sweep's cards, unless it is so much that it would keep waiting what people do meanwhile.
import { expect, it } from 'vitest';
import { createPoller } from '../../../src/reconcile/deliveries/poll-unheard.ts';
import { startWorld } from '../../support/world.ts';

/** How urgently each reconcile is asked for after a poll that found `count` changed cards. */
async function urgenciesOf(count: number): Promise<string[]> {
  const { cache, playbook, clock } = await startWorld({});
  const urgencies: string[] = [];
  const { poll } = createPoller({
    cache,
    playbook,
    clock,
    polling: {
      hasBegun: () => true,
      poll: async () => ({ changed: Array.from({ length: count }, (_, nth) => `card ${nth}`), affected: [] }),
    },
    queues: { requestReconcile: async (_, urgency) => void urgencies.push(urgency) },
    webhooks: {
      refresh: async () => {},
      hears: () => ({ board: false, folder: false }),
      isRecovering: () => false,
      caughtUp: async () => {},
      expectsDelivery: () => {},
    },
    sweep: async () => [],
  });
  await poll();
  return urgencies;
}

it.each([
  [20, 'live'],
  [21, 'bulk'],
] as const)('%i changed cards are %s', async (count, urgency) => {
  expect(await urgenciesOf(count)).toEqual(Array(count).fill(urgency));
});
