// From a delivery to the card it belongs to: real deliveries of the simulator, a real queue behind.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createListener } from '../../src/app/listen.ts';
import { openQueues, type Queues } from '../../src/queue/queues.ts';
import { openStore, type Store } from '../../src/queue/store.ts';
import { recall } from '../../src/reconcile/card-memory.ts';
import type { Delivery } from '../../src/reconcile/delivery.ts';
import { quiet } from '../queue/rig-parts.ts';
import { FIRST_ITEMS, startWorld, type World } from '../reconcile/world.ts';
import { clientOf } from '../simulator/client.ts';
import { startReceiver } from '../simulator/receiver.ts';

const folder = mkdtempSync(join(tmpdir(), 'liaison-listen-'));
const clock = { now: () => Date.now() };
let store: Store;
let queues: Queues;
beforeAll(async () => {
  store = await openStore({ url: `embedded:${folder}`, workspaceId: 'listen', clock, log: quiet });
  queues = await openQueues(store, { clock, log: quiet });
});
afterAll(async () => {
  await queues.close();
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A world with a listener whose requests can be seen, and an endpoint that hears what ClickUp says. */
async function startHearing() {
  const world = await startWorld({ hearsWebhooks: true });
  const receiver = await startReceiver();
  onTestFinished(() => receiver.close());
  const asked: string[] = [];
  const listenWith = ({ observatory, memory, places }: World) =>
    createListener({
      observatory,
      memory,
      places,
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

type Hearing = Awaited<ReturnType<typeof startHearing>>;

async function handle({ listen }: Pick<Hearing, 'listen'>, deliveries: Delivery[]): Promise<void> {
  for (const delivery of deliveries) await listen(delivery);
}

/** A card with its list, of which everything was said long ago. */
async function settled({ world, heard }: Hearing): Promise<string> {
  const card = await world.cardInProgress();
  await heard(() => world.look(card));
  await world.pass(120_000);
  return card;
}

/** Stops ClickUp's clock: an answer and its delivery are then stamped with the same millisecond. */
async function freeze(world: World): Promise<void> {
  await clientOf(world.simulator).control('clock', { frozen: true });
}

function someone(world: World, index = 0) {
  const person = world.team().members[index];
  if (!person) throw new Error('the seed lacks people');
  return { person, client: world.company.as(person) };
}

async function itemOf(world: World, name: string): Promise<string> {
  const [list] = await world.company.lists();
  const item = (await world.company.items(list?.id ?? '')).find(candidate => candidate.name === name);
  if (!item) throw new Error(`there is no ${name}`);
  return item.id;
}

describe('a delivery about', () => {
  it('a card asks for a live look at it and leaves the hint', async () => {
    const hearing = await startHearing();
    const { world, asked } = hearing;
    const card = await settled(hearing);
    const joiner = world.company.notIn('Supporters')[5];
    if (!joiner) throw new Error('the seed lacks people');
    await handle(hearing, await hearing.heard(() => world.company.join(card, joiner)));
    expect(asked).toEqual([`${card} live`, `${card} live`]);
    const { hints } = await recall(world.memory, card);
    // The twin of a delivery tells of the same change.
    expect(hints).toMatchObject([
      { cardId: card, by: joiner.id, change: { kind: 'joined', person: { id: joiner.id } } },
    ]);
  });

  it('a card that was moved says from where', async () => {
    const hearing = await startHearing();
    const { world } = hearing;
    const card = await settled(hearing);
    const { person } = someone(world);
    await handle(hearing, await hearing.heard(() => world.company.move(card, 'evaluation', person)));
    expect((await recall(world.memory, card)).hints).toMatchObject([
      { change: { kind: 'moved', from: 'in progress', to: 'evaluation' } },
    ]);
  });

  it('a supporter’s change says so', async () => {
    const hearing = await startHearing();
    const { world } = hearing;
    const card = await settled(hearing);
    const { other } = world.team();
    await handle(hearing, await hearing.heard(() => world.company.setSupporter(card, [other])));
    expect((await recall(world.memory, card)).hints).toMatchObject([{ change: { kind: 'supporter' } }]);
  });

  it('a card that nobody has seen yet asks for a look at it', async () => {
    const hearing = await startHearing();
    let card = '';
    const deliveries = await hearing.heard(async () => {
      card = await hearing.world.company.createCard('Brand new');
    });
    await handle(hearing, deliveries);
    expect(new Set(hearing.asked)).toEqual(new Set([`${card} live`]));
  });

  it('a work item asks for a look at its card, and can undo nothing there', async () => {
    const hearing = await startHearing();
    const { world, asked } = hearing;
    const card = await settled(hearing);
    const { person, client } = someone(world);
    const item = await itemOf(world, 'Understand the problem');
    const join = () => client.ask('PUT', `/v2/task/${item}`, { assignees: { add: [person.id], rem: [] } });
    await handle(hearing, await hearing.heard(join));
    expect(new Set(asked)).toEqual(new Set([`${card} live`]));
    expect((await recall(world.memory, card)).hints).toMatchObject([{ change: { kind: 'item' } }]);
  });

  it('a work item that nobody has seen yet finds its card through its list', async () => {
    const hearing = await startHearing();
    const { world, asked } = hearing;
    const card = await settled(hearing);
    world.restart();
    const { client } = someone(world);
    const [list] = await world.company.lists();
    const make = () => client.ask('POST', `/v2/list/${list?.id}/task`, { name: 'Call the warehouse' });
    await handle({ listen: hearing.listenWith(world) }, await hearing.heard(make));
    expect(new Set(asked)).toEqual(new Set([`${card} live`]));
  });

  it('a task of another list leads nowhere', async () => {
    const hearing = await startHearing();
    const { world, asked } = hearing;
    const { client } = someone(world);
    const path = `/v2/folder/${world.company.places.folder}/list`;
    const { body } = await client.ask<{ id: string }>('POST', path, { name: 'Lunch' });
    const make = () => client.ask('POST', `/v2/list/${body.id}/task`, { name: 'Soup' });
    await handle(hearing, await hearing.heard(make));
    expect(asked).toEqual([]);
  });

  it('a team list asks for a look at its card', async () => {
    const hearing = await startHearing();
    const { world, asked } = hearing;
    const card = await settled(hearing);
    const { client } = someone(world);
    const [list] = await world.company.lists();
    const rename = () =>
      client.ask('PUT', `/v2/list/${list?.id}`, { name: 'Our list', content: list?.content });
    await handle(hearing, await hearing.heard(rename));
    expect(new Set(asked)).toEqual(new Set([`${card} live`]));
  });

  it('a list that names no card leads nowhere', async () => {
    const hearing = await startHearing();
    const { world, asked } = hearing;
    const { client } = someone(world);
    const path = `/v2/folder/${world.company.places.folder}/list`;
    const make = () => client.ask('POST', path, { name: 'Lunch' });
    await handle(hearing, await hearing.heard(make));
    expect(asked).toEqual([]);
  });
});

describe('what was deleted', () => {
  it('is out of sight at once: the page is made anew, a task stays away', async () => {
    const hearing = await startHearing();
    const { world, asked } = hearing;
    const card = await world.cardInProgress();
    await hearing.heard(() => world.look(card));
    const { client } = someone(world);
    // Within the read lag, when a read without them would mean nothing.
    for (const name of ['About this list', 'Kick-off']) {
      const id = await itemOf(world, name);
      await handle(hearing, await hearing.heard(() => client.ask('DELETE', `/v2/task/${id}`)));
      expect(world.observatory.present()?.board.items.map(item => item.id)).not.toContain(id);
    }
    expect(new Set(asked)).toEqual(new Set([`${card} live`]));
    await world.lookUntilDone(card);
    expect(await world.itemNames('Orders arrive whole')).toContain('About this list');
  });

  it('may be a card: then it is looked at, and nothing is written', async () => {
    const hearing = await startHearing();
    const { world, asked } = hearing;
    const card = await settled(hearing);
    const { client } = someone(world);
    const remove = () => client.ask('DELETE', `/v2/task/${card}`);
    await handle(hearing, await hearing.heard(remove));
    expect(new Set(asked)).toEqual(new Set([`${card} live`]));
    const writes = await world.writesOf(async () => {
      expect(await world.look(card)).toEqual({ kind: 'done', next: null });
    });
    expect(writes).toBe(0);
  });

  it('may be a whole team list: the card gets a new one', async () => {
    const hearing = await startHearing();
    const { world, asked } = hearing;
    const card = await world.cardInProgress();
    await hearing.heard(() => world.look(card));
    const { client } = someone(world);
    const [list] = await world.company.lists();
    const remove = () => client.ask('DELETE', `/v2/list/${list?.id}`);
    await handle(hearing, await hearing.heard(remove));
    expect(asked).toContain(`${card} live`);
    await world.lookUntilDone(card);
    expect(await world.listNames()).toEqual(['Orders arrive whole']);
    expect(await world.itemNames('Orders arrive whole')).toEqual(FIRST_ITEMS);
  });
});

describe('our own write that comes back', () => {
  it('is dropped, all of a first mirror', async () => {
    const hearing = await startHearing();
    const { world, asked } = hearing;
    const card = await world.cardInProgress();
    await freeze(world);
    const deliveries = await hearing.heard(() => world.look(card));
    expect(deliveries.length).toBeGreaterThan(7);
    await handle(hearing, deliveries);
    expect(asked).toEqual([]);
    expect((await recall(world.memory, card)).hints).toEqual([]);
  });

  it('is dropped after an undo', async () => {
    const hearing = await startHearing();
    const { world, asked } = hearing;
    const card = await settled(hearing);
    const { person } = someone(world);
    await freeze(world);
    const deliveries = await hearing.heard(async () => {
      world.observatory.seeCard(await world.clickUp.takeOff(card, [person.id]), 'writing');
    });
    await handle(hearing, deliveries);
    expect(asked).toEqual([]);
  });

  it('does not swallow what a person did just before it', async () => {
    const hearing = await startHearing();
    const { world, asked } = hearing;
    const card = await settled(hearing);
    const { person } = someone(world);
    const theirs = await hearing.heard(() => world.company.move(card, 'forming', person));
    const ours = await hearing.heard(() => world.look(card));
    await handle(hearing, [...theirs, ...ours]);
    expect(new Set(asked)).toEqual(new Set([`${card} live`]));
    expect((await recall(world.memory, card)).hints.map(({ by }) => by)).toEqual([person.id]);
  });

  it('on the card, when it is a comment, does not swallow what the token’s owner did as a person', async () => {
    const hearing = await startHearing();
    const { world, asked } = hearing;
    const card = await settled(hearing);
    const { bot } = world.simulator.tokens;
    const asOwner = clientOf(world.simulator, bot.token);
    const theirs = await hearing.heard(() => asOwner.ask('PUT', `/v2/task/${card}`, { status: 'forming' }));
    await world.pass(1_000);
    const text = [{ spans: ['Liaison asks: team-size'] }];
    await hearing.heard(async () => {
      const { id } = await world.clickUp.createComment(card, { text, assignee: null });
      world.observatory.noteSaid(id);
    });
    await handle(hearing, theirs);
    expect(new Set(asked)).toEqual(new Set([`${card} live`]));
    expect((await recall(world.memory, card)).hints).toMatchObject([{ by: bot.id }]);
  });

  it('is never a join: Liaison puts nobody on a card', async () => {
    const hearing = await startHearing();
    const { world, asked } = hearing;
    const card = await settled(hearing);
    const { bot } = world.simulator.tokens;
    const asOwner = clientOf(world.simulator, bot.token);
    const joins = await hearing.heard(() =>
      asOwner.ask('PUT', `/v2/task/${card}`, { assignees: { add: [bot.id], rem: [] } }),
    );
    // Our own write afterwards has shown the card as it then was.
    const { other } = world.team();
    const change = { add: [other.id], remove: [] };
    world.observatory.seeCard(await world.clickUp.changeSupporters(card, change), 'writing');
    await handle(hearing, joins);
    expect(new Set(asked)).toEqual(new Set([`${card} live`]));
  });

  it('is not what a person wrote in a comment', async () => {
    const hearing = await startHearing();
    const { world, asked } = hearing;
    const card = await settled(hearing);
    const { client } = someone(world);
    const say = () =>
      client.ask('POST', `/v2/task/${card}/comment`, { comment_text: 'Hello', notify_all: false });
    await handle(hearing, await hearing.heard(say));
    expect(new Set(asked)).toEqual(new Set([`${card} live`]));
  });
});
