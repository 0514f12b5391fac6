// A delivery that waited for its turn gives those behind it time to join the same reconcile.
import { expect, it } from 'vitest';
import { createDeliveryHandler } from '../../../src/reconcile/deliveries/handle-delivery.ts';
import { readDelivery } from '../../../src/webhooks/read-delivery.ts';
import { startWorld } from '../../support/world.ts';

it('collects for half as long as a delivery waited, at most ten seconds', async () => {
  const world = await startWorld();
  const card = await world.cardInProgress();
  const collected: number[] = [];
  const { clickUp, cache, memory, places, log } = world;
  const now = world.clock.now();
  const handle = createDeliveryHandler({
    clickUp,
    cache,
    memory,
    queues: { requestReconcile: async (_card, _priority, _trigger, ms) => void collected.push(ms) },
    clock: { now: () => now },
    places,
    read: delivery => readDelivery(delivery, { supporterFieldId: null }),
    log,
  });
  const body = { task_id: card, list_id: places.boardId, history_items: [] };
  for (const waitedMs of [0, 4_000, 3_600_000]) {
    await handle({ webhookId: 'w', event: 'taskUpdated', receivedAt: now - waitedMs, body });
  }
  expect(collected).toEqual([0, 2_000, 10_000]);
});
