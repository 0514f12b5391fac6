// From a delivery to the card it belongs to.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recall } from '../../src/reconcile/memory/recall.ts';
import type { World } from '../support/world.ts';
import { closeQueue, handle, openQueue, settled, someone, startHearing } from './hearing.ts';

beforeAll(openQueue);
afterAll(closeQueue);

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
    const { reportedChanges } = await recall(world.memory, card);
    // The twin of a delivery tells of the same change.
    expect(reportedChanges).toMatchObject([
      { cardId: card, by: joiner.id, change: { kind: 'joined', person: { id: joiner.id } } },
    ]);
  });

  it('a card that was moved says from where', async () => {
    const hearing = await startHearing();
    const { world } = hearing;
    const card = await settled(hearing);
    const { person } = someone(world);
    await handle(hearing, await hearing.heard(() => world.company.move(card, 'evaluation', person)));
    expect((await recall(world.memory, card)).reportedChanges).toMatchObject([
      { change: { kind: 'moved', from: 'in progress', to: 'evaluation' } },
    ]);
  });

  it('a supporter’s change says so', async () => {
    const hearing = await startHearing();
    const { world } = hearing;
    const card = await settled(hearing);
    const { other } = world.team();
    await handle(hearing, await hearing.heard(() => world.company.setSupporter(card, [other])));
    expect((await recall(world.memory, card)).reportedChanges).toMatchObject([
      { change: { kind: 'supporter' } },
    ]);
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
    expect((await recall(world.memory, card)).reportedChanges).toMatchObject([{ change: { kind: 'item' } }]);
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
    await hearing.heard(() => world.reconcile(card));
    const { client } = someone(world);
    // Within the read lag, when a read without them would mean nothing.
    for (const name of ['About this list', 'Kick-off']) {
      const id = await itemOf(world, name);
      await handle(hearing, await hearing.heard(() => client.ask('DELETE', `/v2/task/${id}`)));
      expect(world.cache.present()?.board.items.map(item => item.id)).not.toContain(id);
    }
    expect(new Set(asked)).toEqual(new Set([`${card} live`]));
    await world.reconcileUntilDone(card);
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
      expect(await world.reconcile(card)).toEqual({ kind: 'done', next: null });
    });
    expect(writes).toBe(0);
  });

  it('may be a whole team list: it stays deleted, and the card says so', async () => {
    const hearing = await startHearing();
    const { world, asked } = hearing;
    const card = await world.cardInProgress();
    await hearing.heard(() => world.reconcile(card));
    const { client } = someone(world);
    const [list] = await world.company.lists();
    const remove = () => client.ask('DELETE', `/v2/list/${list?.id}`);
    await handle(hearing, await hearing.heard(remove));
    expect(asked).toContain(`${card} live`);
    await world.reconcileUntilDone(card);
    expect(await world.listNames()).toEqual([]);
    const [status] = await world.company.comments(card);
    expect(status?.comment_text).toContain('was deleted, and it stays deleted');
  });

  it('counts only as long as it is: a delivery of before its restoration takes nothing away', async () => {
    const hearing = await startHearing();
    const { world } = hearing;
    const card = await settled(hearing);
    const { client } = someone(world);
    const [list] = await world.company.lists();
    const remove = () => client.ask('DELETE', `/v2/list/${list?.id}`);
    const deliveries = await hearing.heard(remove);
    await client.control('bin', { restore: list?.id });
    await handle(hearing, deliveries);
    const writes = await world.writesOf(() => world.reconcileUntilDone(card));
    expect(writes).toBe(0);
  });
});
