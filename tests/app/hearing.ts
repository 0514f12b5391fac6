// A world that is heard: real deliveries of the simulator, the listener, a real queue behind it.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { openQueues } from '../../src/queue/queues.ts';
import type { Queues } from '../../src/queue/queues-shape.ts';
import { openStore, type Store } from '../../src/queue/store.ts';
import type { Delivery } from '../../src/reconcile/deliveries/delivery.ts';
import { createDeliveryHandler } from '../../src/reconcile/deliveries/handle-delivery.ts';
import { readDelivery } from '../../src/webhooks/read-delivery.ts';
import { startReceiver } from '../support/delivery-receiver.ts';
import { newWorkspaceId } from '../support/queue-rig.ts';
import { quiet } from '../support/queue-rig-parts.ts';
import { clientOf } from '../support/simulator-client.ts';
import { anyStoreIn } from '../support/stores.ts';
import { startWorld, type World, type WorldOptions } from '../support/world.ts';

const folder = mkdtempSync(join(tmpdir(), 'liaison-listen-'));
const clock = { now: () => Date.now() };
let store: Store;
let queues: Queues;
/** Opens the queue behind the listener; once for a file. */
export async function openQueue(): Promise<void> {
  store = await openStore({
    url: await anyStoreIn(folder),
    workspaceId: newWorkspaceId(),
    boardId: 'b',
    clock,
    log: quiet,
  });
  queues = await openQueues(store, { clock, log: quiet });
}
export async function closeQueue(): Promise<void> {
  await queues.close();
  await store.close();
  rmSync(folder, { recursive: true, force: true });
}

/** A world with a listener whose requests can be seen, and an endpoint that hears what ClickUp says. */
export async function startHearing(options: WorldOptions = {}) {
  const world = await startWorld({ hearsWebhooks: true, ...options });
  const receiver = await startReceiver();
  onTestFinished(() => receiver.close());
  const asked: string[] = [];
  const listenWith = ({ cache, memory, places }: World) =>
    createDeliveryHandler({
      clickUp: world.clickUp,
      cache,
      memory,
      places,
      read: delivery => readDelivery(delivery, { supporterFieldId: places.fields.supporter?.id ?? null }),
      clock: world.clock,
      log: quiet,
      queues: {
        ...queues,
        requestReconcile: async (key, urgency) => {
          await queues.requestReconcile(key, urgency);
          asked.push(`${key} ${urgency}`);
        },
      },
    });
  const { status } = await clientOf(world.simulator).ask(
    'POST',
    `/v2/team/${world.company.places.team}/webhook`,
    { endpoint: receiver.url, events: '*' },
  );
  expect(status).toBe(200);

  const [person] = world.simulator.tokens.people;
  if (!person) throw new Error('the seed lacks people');
  const bell = await world.company.createCard('The bell');
  let rung = 0;
  /** Deliveries come in order, so all earlier ones are there when the bell was heard. */
  const ring = async (): Promise<void> => {
    const say = { comment_text: `Ding ${rung++}`, notify_all: false };
    await world.company.as(person).ask('POST', `/v2/task/${bell}/comment`, say);
    const isRinging = ({ body }: { body: { event: string; [key: string]: unknown } }) =>
      body.event === 'taskCommentPosted' && body['task_id'] === bell;
    await receiver.until(all => all.filter(isRinging).length === rung);
  };
  /** Everything that is delivered for an act. */
  const heard = async (act: () => Promise<unknown>): Promise<Delivery[]> => {
    await ring();
    const from = receiver.received.length;
    await act();
    await ring();
    const told = receiver.received.slice(from).filter(({ body }) => body['task_id'] !== bell);
    return told.map(({ body }) => ({
      webhookId: body.webhook_id,
      event: body.event,
      receivedAt: world.clock.now(),
      body,
    }));
  };
  return { world, asked, heard, listen: listenWith(world), listenWith };
}

export type Hearing = Awaited<ReturnType<typeof startHearing>>;

export async function handle({ listen }: Pick<Hearing, 'listen'>, deliveries: Delivery[]): Promise<void> {
  for (const delivery of deliveries) await listen(delivery);
}

/** A card with its list, of which everything was said long ago. */
export async function settled({ world, heard }: Hearing): Promise<string> {
  const card = await world.cardInProgress();
  await heard(() => world.reconcile(card));
  await world.pass(120_000);
  return card;
}

/** Stops ClickUp's clock: an answer and its delivery are then stamped with the same millisecond. */
export async function freeze(world: World): Promise<void> {
  await clientOf(world.simulator).control('clock', { frozen: true });
}

export function someone(world: World, index = 0) {
  const person = world.team().members[index];
  if (!person) throw new Error('the seed lacks people');
  return { person, client: world.company.as(person) };
}
