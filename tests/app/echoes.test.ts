// Our own writes come back as deliveries: they are dropped, and nothing of people's with them.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recall } from '../../src/reconcile/memory/recall.ts';
import { clientOf } from '../support/simulator-client.ts';
import { closeQueue, freeze, handle, openQueue, settled, someone, startHearing } from './hearing.ts';

beforeAll(openQueue);
afterAll(closeQueue);

describe('our own write that comes back', () => {
  it('is dropped, all of a first mirror', async () => {
    const hearing = await startHearing();
    const { world, asked } = hearing;
    const card = await world.cardInProgress();
    await freeze(world);
    const deliveries = await hearing.heard(() => world.reconcile(card));
    expect(deliveries.length).toBeGreaterThan(7);
    await handle(hearing, deliveries);
    expect(asked).toEqual([]);
    expect((await recall(world.memory, card)).reportedChanges).toEqual([]);
  });

  it('is dropped after an undo', async () => {
    const hearing = await startHearing();
    const { world, asked } = hearing;
    const card = await settled(hearing);
    const { person } = someone(world);
    await freeze(world);
    const deliveries = await hearing.heard(async () => {
      world.cache.putCard(await world.clickUp.takeOff(card, [person.id]), 'write');
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
    const ours = await hearing.heard(() => world.reconcile(card));
    await handle(hearing, [...theirs, ...ours]);
    expect(new Set(asked)).toEqual(new Set([`${card} live`]));
    expect((await recall(world.memory, card)).reportedChanges.map(({ by }) => by)).toEqual([person.id]);
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
      world.cache.noteComment(id);
    });
    await handle(hearing, theirs);
    expect(new Set(asked)).toEqual(new Set([`${card} live`]));
    expect((await recall(world.memory, card)).reportedChanges).toMatchObject([{ by: bot.id }]);
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
    world.cache.putCard(await world.clickUp.changeSupporters(card, change), 'write');
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
