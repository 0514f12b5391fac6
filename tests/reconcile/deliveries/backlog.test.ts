// A delivery that waited for its turn tells the queue for how long: the debounce counts from when it came.
import { expect, it } from 'vitest';
import { createDeliveryHandler } from '../../../src/reconcile/deliveries/handle-delivery.ts';
import { readDelivery } from '../../../src/webhooks/read-delivery.ts';
import { startWorld } from '../../support/world.ts';

it('asks for a reconcile and says how long ago the delivery came', async () => {
  const world = await startWorld();
  const card = await world.cardInProgress();
  const waited: number[] = [];
  const { clickUp, cache, memory, places, log } = world;
  const now = world.clock.now();
  const handle = createDeliveryHandler({
    clickUp,
    cache,
    memory,
    queues: { requestReconcile: async (_card, _priority, _trigger, ms) => void waited.push(ms) },
    clock: { now: () => now },
    places,
    read: delivery => readDelivery(delivery, { supporterFieldId: null }),
    log,
  });
  const body = { task_id: card, list_id: places.boardId, history_items: [] };
  for (const waitedMs of [0, 4_000, 3_600_000]) {
    await handle({ webhookId: 'w', event: 'taskUpdated', receivedAt: now - waitedMs, body });
  }
  expect(waited).toEqual([0, 4_000, 3_600_000]);
});
