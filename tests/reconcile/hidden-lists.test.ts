// A team list that people archive, hide, move or delete is not gone for Liaison to make again: it says what is the matter.
import { describe, expect, it } from 'vitest';
import { FIRST_ITEMS } from '../support/first-items.ts';
import { sampleOf } from '../support/scale.ts';
import { clientOf } from '../support/simulator-client.ts';
import { DAY_MS, READ_LAG_MS, STATUS, startWorld } from '../support/world.ts';
import { type Away, CARD, SAYS, startStage } from './list-stage.ts';

const ASKED_FOR: Away[] = ['archived', 'private', 'moved'];
const ALL = Object.keys(SAYS) as Away[];

describe.each(ALL)('a team list that is %s', how => {
  it('has no second one made beside it, and the card says so, the log once', async () => {
    const stage = await startStage();
    const { world } = stage;
    await stage.putAway(how);
    const before = await stage.allLists();
    await stage.reconcileAll();
    expect(await stage.allLists()).toEqual(before);
    expect(await stage.status()).toContain(SAYS[how]);
    expect(await world.headlines(stage.card)).toHaveLength(1);
    expect(await world.writesOf(() => stage.reconcileAll())).toBe(0);
    const lines = world.log
      .text()
      .split('\n')
      .filter(line => line.includes('out of sight'));
    expect(lines).toHaveLength(1);
  });

  it('has none made either where the memory is lost', async () => {
    const stage = await startStage();
    const { world } = stage;
    await stage.putAway(how);
    const before = await stage.allLists();
    world.loseStore();
    world.past = { forgottenAt: world.clock.now(), workedSince: world.clock.now() - 9 * DAY_MS };
    await stage.reconcileAll();
    world.loseStore();
    world.past = { ...world.past, forgottenAt: world.clock.now() };
    await stage.reconcileAll();
    expect(await stage.allLists()).toEqual(before);
    // What is deleted takes its page along, and nobody can tell any more which list it was.
    expect(await stage.status()).toContain(how === 'deleted' ? 'I cannot tell' : SAYS[how]);
  });
});

it('while the owner is asked whether there was a list none is made, although nothing else tells of Liaison', async () => {
  const stage = await startStage();
  const { world } = stage;
  await stage.putAway('deleted');
  const before = await stage.allLists();
  world.loseStore();
  world.past = { forgottenAt: world.clock.now(), workedSince: world.clock.now() - 9 * DAY_MS };
  await stage.reconcileAll();
  const said = await world.company.comments(stage.card);
  const status = said.find(({ comment_text: text }) => text.startsWith(STATUS));
  const [person] = world.team().members;
  if (!person || !status) throw new Error('nobody, or nothing said');
  await world.company.as(person).ask('DELETE', `/v2/comment/${status.id}`);
  world.loseStore();
  world.past = { forgottenAt: null, workedSince: null };
  await stage.reconcileAll();
  expect(await stage.allLists()).toEqual(before);
});

describe.each(ALL)('a team list that was %s and is back', how => {
  it.each(sampleOf(['without', 'with'], 2))('goes on where it was, %s the memory', async memory => {
    const stage = await startStage();
    const { world } = stage;
    await stage.putAway(how);
    await stage.reconcileAll();
    await stage.bringBack(how);
    if (memory === 'without') {
      world.loseStore();
      world.past = { forgottenAt: world.clock.now(), workedSince: world.clock.now() - 9 * DAY_MS };
    }
    await stage.reconcileAll();
    expect(await stage.allLists()).toEqual([CARD]);
    expect(await world.itemNames(CARD)).toEqual(FIRST_ITEMS);
    expect(await stage.status()).not.toContain(SAYS[how]);
    expect(await world.writesOf(() => stage.reconcileAll())).toBe(0);
  });
});

describe.each(sampleOf(ASKED_FOR, 2))('a team list that was %s and is back', how => {
  it('is found by asking for it, before the next read of everything', async () => {
    const stage = await startStage();
    const { world } = stage;
    await stage.putAway(how);
    await stage.reconcileAll();
    await stage.bringBack(how);
    await world.pass(60 * 60_000);
    await world.reconcileUntilDone(stage.card);
    expect(await stage.status()).not.toContain(SAYS[how]);
    expect(await world.itemNames(CARD)).toEqual(FIRST_ITEMS);
  });
});

describe.each(['liaison sync', '/recheck'])('with %s', asks => {
  // In a sample each way has one of the two.
  const ways = asks === '/recheck' ? ALL : ALL.toReversed();
  it.each(sampleOf(ways, 2))('a list that was %s and is brought back is seen at once', async how => {
    const stage = await startStage();
    const { world, card } = stage;
    await stage.putAway(how);
    await stage.reconcileAll();
    expect(await stage.status()).toContain(SAYS[how]);
    await stage.bringBack(how);
    if (asks === '/recheck') await stage.say(asks);
    await world.reconcile(card, asks === '/recheck' ? 'poll' : 'sync');
    expect(await stage.status()).not.toContain(SAYS[how]);
  });
});

describe('a list of which every trace on the card is gone', () => {
  it.each(['private', 'deleted'] as const)(
    'is not made again where it is %s: somebody is asked, once',
    async how => {
      const stage = await startStage();
      const { world } = stage;
      await stage.putAway(how);
      await stage.deleteStatus();
      const before = await stage.allLists();
      for (let time = 0; time < 2; time++) {
        world.loseStore();
        world.past = { forgottenAt: world.clock.now() + 2 * DAY_MS, workedSince: world.clock.now() };
        await stage.reconcileAll();
      }
      expect(await stage.allLists()).toEqual(before);
      const asked = (await world.headlines(stage.card)).filter(line => line.includes('team-list'));
      expect(asked).toEqual(['Liaison asks: team-list']);
    },
  );

  it('is not made again where it was not seen before, however young it was when the memory was lost', async () => {
    const stage = await startStage();
    const { world } = stage;
    await stage.putAway('private');
    const before = await stage.allLists();
    world.loseStore();
    world.past = { forgottenAt: world.clock.now(), workedSince: world.clock.now() };
    await stage.reconcileAll();
    await stage.deleteStatus();
    await world.pass(DAY_MS / 24);
    await stage.reconcileAll();
    expect(await stage.allLists()).toEqual(before);
  });

  it('is not made again where only its name, which ClickUp calls taken, tells of it; a new one is made when asked for', async () => {
    const stage = await startStage();
    const { world, card } = stage;
    await stage.putAway('private');
    await stage.deleteStatus();
    const before = await stage.allLists();
    world.loseStore();
    const lostAt = world.clock.now();
    world.past = { forgottenAt: lostAt, workedSince: lostAt };
    world.lostAt = lostAt;
    for (let time = 0; time < 3; time++) {
      await world.pass(2 * READ_LAG_MS);
      await world.cache.whole(world.clock.now());
      await world.reconcile(card);
    }
    expect(await stage.allLists()).toEqual(before);
    expect(await stage.status()).toContain('I cannot tell');
    await stage.say('/newlist');
    await world.pass(2 * READ_LAG_MS);
    await stage.reconcileAll();
    expect(await stage.allLists()).toEqual([...before, `${CARD} (2)`]);
    expect(await stage.status()).not.toContain('I cannot tell');
  });

  it('is not made again where it was deleted while it was filled, and the memory was lost soon after', async () => {
    const world = await startWorld();
    const card = await world.cardInProgress();
    await world.faults({ kind: 'status', status: 503, method: 'POST', bodyHas: '"Kick-off"' });
    await world.reconcile(card);
    await world.faults();
    const [list] = await world.company.lists();
    const [person] = world.team().members;
    if (!list || !person) throw new Error('the list was not made, or the seed lacks people');
    await world.company.as(person).ask('DELETE', `/v2/list/${list.id}`);
    await world.pass(2 * READ_LAG_MS);
    await world.cache.whole(world.clock.now());
    await world.reconcileUntilDone(card);
    world.loseStore();
    world.past = { forgottenAt: world.clock.now(), workedSince: world.clock.now() };
    await world.reconcileUntilDone(card);
    expect(await world.company.lists()).toEqual([]);
  });

  it('is not made again where it was deleted, nobody needed it for a while, and the memory was lost', async () => {
    const stage = await startStage();
    const { world, card, client } = stage;
    await stage.putAway('deleted');
    await stage.reconcileAll();
    const before = await stage.allLists();
    await client.ask('PUT', `/v2/task/${card}`, { status: 'forming' });
    await stage.reconcileAll();
    await world.pass(9 * DAY_MS);
    world.loseStore();
    world.past = { forgottenAt: world.clock.now(), workedSince: world.clock.now() - 9 * DAY_MS };
    await stage.reconcileAll();
    await client.ask('PUT', `/v2/task/${card}`, { status: 'in progress' });
    await stage.reconcileAll();
    expect(await stage.allLists()).toEqual(before);
    expect(await stage.status()).toContain('I cannot tell');
  });

  it.each(sampleOf([0, 9], 2))(
    'is found by its page where somebody moved it, %i days after it was made',
    async days => {
      const stage = await startStage();
      const { world } = stage;
      await stage.putAway('moved');
      await stage.deleteStatus();
      const before = await stage.allLists();
      const made = world.clock.now();
      await world.pass(days * DAY_MS);
      world.loseStore();
      world.past = { forgottenAt: world.clock.now(), workedSince: made };
      await stage.reconcileAll();
      expect(await stage.allLists()).toEqual(before);
      expect(await stage.status()).toContain(SAYS.moved);
    },
  );

  it('is found also where its page cannot be read', async () => {
    const stage = await startStage();
    const { world } = stage;
    const page = (await world.company.items(stage.list.id)).find(({ name }) => name === 'About this list');
    expect(page).toBeDefined();
    await clientOf(world.simulator).control('odd', { id: page?.id, set: { status: null } });
    await stage.putAway('moved');
    await stage.deleteStatus();
    const before = await stage.allLists();
    world.loseStore();
    world.past = { forgottenAt: world.clock.now(), workedSince: world.clock.now() };
    await stage.reconcileAll();
    expect(await stage.allLists()).toEqual(before);
  });
});
