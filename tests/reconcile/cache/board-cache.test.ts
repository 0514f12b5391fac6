// The shared look: complete, never older than asked, cheap for many, and never without what we wrote ourselves.
import { describe, expect, it } from 'vitest';
import { inProcessMemory } from '../../../src/queue/in-process-memory.ts';
import { BoardCache } from '../../../src/reconcile/cache/board-cache.ts';
import { DAY_MS, READ_LAG_MS, startWorld, type World } from '../../support/world.ts';
import { heldBack } from '../held-back.ts';

const HOUR_MS = 3_600_000;

async function readsOf(world: World, work: () => Promise<unknown>): Promise<number> {
  const before = world.transport.requests().reads;
  await work();
  return world.transport.requests().reads - before;
}

const options = { overlapMs: READ_LAG_MS, fingerprint: 'world' };

describe('a fresh look', () => {
  it('is read once for all who ask at the same time', async () => {
    const world = await startWorld({ seed: 'demo' });
    const alone = await readsOf(world, () => world.cache.fresh(world.clock.now()));
    world.loseStore();
    const together = await readsOf(world, () => {
      const at = world.clock.now();
      return Promise.all(Array.from({ length: 10 }, () => world.cache.fresh(at)));
    });
    expect(together).toBe(alone);
  });

  it('costs nothing where the present one is new enough, and two reads where nothing happened', async () => {
    const world = await startWorld({ seed: 'demo' });
    const at = world.clock.now();
    await world.cache.fresh(at);
    expect(await readsOf(world, () => world.cache.fresh(at))).toBe(0);
    await world.pass(1_000);
    expect(await readsOf(world, () => world.cache.fresh(world.clock.now()))).toBe(2);
  });

  it('is never older than asked, also for those who come while another read is under way', async () => {
    const world = await startWorld();
    const held = heldBack(world, 'readCards');
    const { clock, memory } = world;
    const cache = new BoardCache({ clickUp: held.clickUp, memory, clock }, options);
    const first = cache.fresh(clock.now());
    await held.arrived;
    await world.pass(1_000);
    const card = await world.company.createCard('Late');
    const askedAt = clock.now();
    const later = cache.fresh(askedAt);
    held.open();
    expect((await first).board.cards).toEqual([]);
    const snapshot = await later;
    expect(snapshot.readAt).toBeGreaterThanOrEqual(askedAt);
    expect(snapshot.board.cards.map(({ id }) => id)).toEqual([card]);
  });

  it('shows what changed, was closed, was made, and lists that are new', async () => {
    const world = await startWorld();
    const card = await world.cardInProgress();
    await world.reconcile(card);
    const observer = world.cacheOver(inProcessMemory(world.clock));
    await observer.fresh(world.clock.now());
    const [person] = world.team().members;
    if (!person) throw new Error('nobody');
    const client = world.company.as(person);
    await world.pass(HOUR_MS / 2);
    await client.ask('PUT', `/v2/task/${card}`, { status: 'done' });
    const [list] = await world.company.lists();
    const kickOff = (await world.company.items(list?.id ?? '')).find(({ name }) => name === 'Kick-off');
    await client.ask('PUT', `/v2/task/${kickOff?.id}`, { status: 'complete' });
    const path = `/v2/folder/${world.company.places.folder}/list`;
    const { body: own } = await client.ask<{ id: string }>('POST', path, { name: 'Their own' });
    await client.ask('POST', `/v2/list/${own.id}/task`, { name: 'A task of theirs' });
    const { board } = await observer.fresh(world.clock.now());
    expect(board.cards.find(({ id }) => id === card)?.status).toBe('done');
    expect(board.items.find(({ id }) => id === kickOff?.id)?.isClosed).toBe(true);
    expect(board.items.map(({ name }) => name)).toContain('A task of theirs');
    expect(board.lists.map(({ name }) => name)).toContain('Their own');
  });

  it('reads people and groups again after an hour', async () => {
    const world = await startWorld();
    await world.cache.fresh(world.clock.now());
    await world.pass(HOUR_MS / 2);
    expect(await readsOf(world, () => world.cache.fresh(world.clock.now()))).toBe(2);
    await world.pass(HOUR_MS);
    expect(await readsOf(world, () => world.cache.fresh(world.clock.now()))).toBe(4);
  });

  it('that fails leaves the former one as it was', async () => {
    const world = await startWorld();
    const card = await world.cardInProgress();
    const before = await world.cache.fresh(world.clock.now());
    await world.pass(1_000);
    await world.company.createCard('Another');
    await world.faults({ kind: 'html', status: 502, method: 'GET', route: '/v2/team' });
    await expect(world.cache.fresh(world.clock.now())).rejects.toThrow(/work items/);
    expect(world.cache.present()).toEqual(before);
    await expect(world.cache.whole(world.clock.now())).rejects.toThrow('502');
    expect(world.cache.present()?.board.cards.map(({ id }) => id)).toEqual([card]);
    await world.faults();
    expect((await world.cache.fresh(world.clock.now())).board.cards).toHaveLength(2);
  });
});

describe('the look of several processes', () => {
  it('is read by one and used by all', async () => {
    const world = await startWorld({ seed: 'demo' });
    const one = world.cacheOver(world.memory);
    const another = world.cacheOver(world.memory);
    const at = world.clock.now();
    await one.fresh(at);
    expect(await readsOf(world, () => another.fresh(at))).toBe(0);
    expect(another.present()).toEqual(one.present());
    await world.pass(1_000);
    await one.fresh(world.clock.now());
    expect(await readsOf(world, () => another.fresh(at + 500))).toBe(0);
    expect(another.present()?.readAt).toBe(one.present()?.readAt);
  });

  it('is kept for a process that starts later, which reads only what changed', async () => {
    const world = await startWorld({ seed: 'demo' });
    await world.cache.fresh(world.clock.now());
    const number = world.cache.present()?.board.cards.length;
    await world.pass(HOUR_MS / 2);
    world.restart();
    expect(await readsOf(world, () => world.cache.fresh(world.clock.now()))).toBe(2);
    expect(world.cache.present()?.board.cards).toHaveLength(number ?? -1);
  });

  it('is not used where another playbook read it', async () => {
    const world = await startWorld();
    const at = world.clock.now();
    await world.cache.fresh(at);
    const other = world.cacheOver(world.memory, 'another playbook');
    expect(await readsOf(world, () => other.fresh(at))).toBeGreaterThan(2);
  });

  it('is read anew where the memory holds something else', async () => {
    const world = await startWorld();
    const at = world.clock.now();
    await world.memory.write('board-head:world', '{"readAt":', DAY_MS);
    expect((await world.cache.fresh(at)).board.people.length).toBeGreaterThan(10);
  });
});

describe('the supporters before', () => {
  it('are known after a change that a delta, a whole read or a single one showed', async () => {
    const world = await startWorld();
    const card = await world.cardInProgress();
    const { supporter, other } = world.team();
    const before = async () => world.cache.present()?.supportersBefore[card]?.map(({ id }) => id);
    await world.cache.fresh(world.clock.now());
    expect(await before()).toBeUndefined();

    await world.company.setSupporter(card, [other], [supporter]);
    await world.pass(1_000);
    await world.cache.fresh(world.clock.now());
    expect(await before()).toEqual([supporter.id]);

    await world.company.setSupporter(card, [supporter], [other]);
    await world.pass(1_000);
    await world.cache.whole(world.clock.now());
    expect(await before()).toEqual([other.id]);

    await world.company.setSupporter(card, [], [supporter]);
    const read = await world.clickUp.readCard(card);
    if (read) world.cache.putCard(read, 'read');
    expect(await before()).toEqual([supporter.id]);

    await world.pass(1_000);
    await world.cache.fresh(world.clock.now());
    expect(await before(), 'another change of the card does not count').toEqual([supporter.id]);
  });
});
