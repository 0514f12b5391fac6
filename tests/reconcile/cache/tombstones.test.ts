// What is deleted is gone for every process, whichever of them heard of it, and comes back only if ClickUp shows it.

import { describe, expect, it } from 'vitest';
import { createDeliveryHandler } from '../../../src/reconcile/deliveries/handle-delivery.ts';
import { readDelivery } from '../../../src/webhooks/read-delivery.ts';
import { READ_LAG_MS, startWorld, type World } from '../../support/world.ts';

/** Two processes that have both seen a card with its team list. */
async function twoProcesses() {
  const world = await startWorld();
  const card = await world.cardInProgress();
  await world.reconcileUntilDone(card);
  await world.pass(2 * READ_LAG_MS);
  const [one, another] = [world.cacheOver(world.memory), world.cacheOver(world.memory)];
  await one.whole(world.clock.now());
  await another.fresh(one.present()?.readAt ?? 0);
  const item = one.present()?.board.items.find(({ name }) => name === 'Kick-off');
  const [person] = world.team().members;
  if (!item || !person) throw new Error('the world lacks somebody or something');
  const client = world.company.as(person);
  return { world, card, one, another, item, client };
}

const itemsOf = (cache: World['cache']) => cache.present()?.board.items.map(({ id }) => id) ?? [];

describe('what one process knows to be deleted', () => {
  it('is not brought back by the look of another one that has not heard of it', async () => {
    const { world, one, another, item, client } = await twoProcesses();
    await client.ask('DELETE', `/v2/task/${item.id}`);
    await one.noteDeleted(item.id, world.clock.now());
    expect(itemsOf(another)).toContain(item.id);
    await world.pass(1_000);
    await another.fresh(world.clock.now());
    await one.fresh(another.present()?.readAt ?? 0);
    expect(one.present()?.readAt).toBe(another.present()?.readAt);
    expect([...itemsOf(one), ...itemsOf(another)]).not.toContain(item.id);
  });

  it('is out of sight for a look in another process that needs no read', async () => {
    const { world, card, another, one, item, client } = await twoProcesses();
    const queues = { requestReconcile: async () => {} };
    const { memory, clock, places, log } = world;
    const listen = createDeliveryHandler({
      clickUp: world.clickUp,
      cache: one,
      memory,
      queues,
      clock,
      places,
      read: delivery => readDelivery(delivery, { supporterFieldId: null }),
      log,
    });
    await client.ask('DELETE', `/v2/task/${item.id}`);
    const body = { task_id: item.id, history_items: [] };
    await listen({ webhookId: 'w', event: 'taskDeleted', receivedAt: clock.now(), body });
    await another.applyTombstones();
    expect(itemsOf(another)).not.toContain(item.id);
    expect(another.present()?.board.cards.map(({ id }) => id)).toContain(card);
  });

  it('is not brought back by a read of everything that was under way', async () => {
    const { world, one, item } = await twoProcesses();
    await world.pass(1_000);
    const whole = one.whole(world.clock.now());
    await one.noteDeleted(item.id, world.clock.now());
    await whole;
    expect(itemsOf(one)).not.toContain(item.id);
  });

  it('comes back where ClickUp shows that it is there: moved since, or in a later read of everything', async () => {
    const { world, one, another, item, client } = await twoProcesses();
    await one.noteDeleted(item.id, world.clock.now());
    await world.pass(1_000);
    await client.ask('PUT', `/v2/task/${item.id}`, { name: 'Kick-off again' });
    await another.fresh(world.clock.now());
    expect(itemsOf(another)).toContain(item.id);

    const list = one.present()?.board.lists[0]?.id ?? '';
    await one.noteDeleted(list, world.clock.now());
    await another.applyTombstones();
    expect(another.present()?.board.lists).toEqual([]);
    await world.pass(2 * READ_LAG_MS);
    await another.whole(world.clock.now());
    expect(another.present()?.board.lists.map(({ id }) => id)).toEqual([list]);
  });
});
