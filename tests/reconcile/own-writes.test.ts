// What we wrote ourselves stays in the shared look, whatever is read at the same time.
import { describe, expect, it } from 'vitest';
import { BoardCache } from '../../src/reconcile/cache/board-cache.ts';
import { reconcile } from '../../src/reconcile/reconcile.ts';
import { FIRST_ITEMS } from '../support/first-items.ts';
import { READ_LAG_MS, STATUS, startWorld } from '../support/world.ts';
import { heldBack } from './held-back.ts';

const options = { overlapMs: READ_LAG_MS, fingerprint: 'world' };

describe('what we wrote ourselves', () => {
  it('survives a whole read that began before it', async () => {
    const world = await startWorld();
    const card = await world.cardInProgress();
    await world.reconcile(card);
    const held = heldBack(world, 'readCards', 'readItems', 'readLists');
    const { clock, memory } = world;
    const cache = new BoardCache({ clickUp: held.clickUp, memory, clock }, options);
    await world.cache.whole(clock.now());
    await cache.fresh(0);
    await world.pass(2 * READ_LAG_MS);
    const whole = cache.whole(clock.now());
    await held.arrived;
    const { supporter, other } = world.team();
    const change = { add: [other.id], remove: [supporter.id] };
    cache.putCard(await world.clickUp.changeSupporters(card, change), 'write');
    const list = await world.clickUp.createList({ name: 'New', description: '', cardId: 'x', cardUrl: 'u' });
    cache.putList(list);
    const page = {
      name: 'About',
      text: '',
      record: { version: 1, sequence: 1, card: 'x', metOn: '2027-02-01', entered: {}, templates: {} },
    } as const;
    const item = await world.clickUp.createAbout(list.id, page);
    cache.putItem(item, 'write');
    held.open();
    const { board } = await whole;
    expect(board.cards[0]?.supporters.map(({ id }) => id)).toEqual([other.id]);
    expect(board.lists.map(({ name }) => name)).toContain('New');
    expect(board.items.map(({ id }) => id)).toContain(item.id);
  });

  it('survives a delta that had to read the lists again', async () => {
    const world = await startWorld();
    const { clock, memory } = world;
    await world.cache.fresh(clock.now());
    const held = heldBack(world, 'readLists');
    const cache = new BoardCache({ clickUp: held.clickUp, memory, clock }, options);
    await cache.fresh(0);
    await world.pass(1_000);
    const [person] = world.team().members;
    if (!person) throw new Error('nobody');
    const client = world.company.as(person);
    const path = `/v2/folder/${world.company.places.folder}/list`;
    const { body: own } = await client.ask<{ id: string }>('POST', path, { name: 'Their own' });
    await client.ask('POST', `/v2/list/${own.id}/task`, { name: 'A task of theirs' });
    const delta = cache.fresh(clock.now());
    await held.arrived;
    const list = await world.clickUp.createList({ name: 'New', description: '', cardId: 'x', cardUrl: 'u' });
    cache.putList(list);
    held.open();
    expect((await delta).board.lists.map(({ name }) => name).sort()).toEqual(['New', 'Their own']);
  });

  it('survives the look of another process that has not seen it', async () => {
    const world = await startWorld();
    const { clock, memory } = world;
    const [one, another] = [world.cacheOver(memory), world.cacheOver(memory)];
    await one.fresh(clock.now());
    await world.pass(1_000);
    await another.fresh(clock.now());
    const list = await world.clickUp.createList({ name: 'New', description: '', cardId: 'x', cardUrl: 'u' });
    one.putList(list);
    // The other read began after the first, and so is taken where it is new enough.
    const { board } = await one.fresh(another.present()?.readAt ?? 0);
    expect(board.lists.map(({ name }) => name)).toEqual(['New']);
  });

  it('is not doubled by a look during whose writes somebody read everything, while nothing new shows', async () => {
    const world = await startWorld();
    const card = await world.cardInProgress();
    await world.faults({ kind: 'readLag', lagMs: READ_LAG_MS / 2 });
    const deps = {
      ...world.deps(),
      reports: {
        ...world.deps().reports,
        countOperation: () => {
          wholes.push(world.cache.whole(world.clock.now()));
        },
      },
    };
    const wholes: Promise<unknown>[] = [];
    const result = await reconcile(deps, card, {
      requestedAt: world.clock.now(),
      checkLock: async () => {
        await Promise.all(wholes);
      },
    });
    await Promise.all(wholes);
    expect(result).toMatchObject({ kind: 'done' });
    await world.faults();
    await world.pass(READ_LAG_MS);
    await world.reconcileUntilDone(card);
    expect(await world.listNames()).toEqual(['Orders arrive whole']);
    expect(await world.itemNames('Orders arrive whole')).toEqual(FIRST_ITEMS);
    expect(await world.headlines(card)).toEqual([STATUS]);
  });

  it('is told apart from what people did', async () => {
    const world = await startWorld();
    const card = await world.cardInProgress();
    await world.cache.fresh(world.clock.now());
    const [seen] = world.cache.present()?.board.cards ?? [];
    if (!seen) throw new Error('no card');
    expect(world.cache.hasWritten(card, seen.updatedAt)).toBe(false);
    const { supporter, other } = world.team();
    const change = { add: [other.id], remove: [supporter.id] };
    const written = await world.clickUp.changeSupporters(card, change);
    world.cache.putCard(written, 'write');
    expect(world.cache.hasWritten(card, written.updatedAt)).toBe(true);
    expect(world.cache.hasWritten(card, written.updatedAt + 1)).toBe(false);
    expect(world.cache.hasComment('1')).toBe(false);
    world.cache.noteComment('1');
    expect(world.cache.hasComment('1')).toBe(true);
  });
});
