// What another process wrote just before it died, seen by the next one. Found by a randomised run: the next one took the
// look that it found in the memory for new enough, though it was older than the last writes, and wrote them again.
import { expect, it } from 'vitest';
import { reconcile } from '../../src/reconcile/reconcile.ts';
import { clientOf } from '../support/simulator-client.ts';
import { READ_LAG_MS, startWorld } from '../support/world.ts';

it('a job that was asked for before those writes does not make them again, however late it runs elsewhere', async () => {
  const world = await startWorld();
  const id = await world.cardInProgress();
  const requestedAt = world.clock.now();
  const run = () => reconcile(world.deps(), id, { requestedAt, checkLock: async () => {} });
  world.restart();
  expect((await run()).kind).toBe('done');

  await world.pass(2 * READ_LAG_MS);
  world.restart();
  expect(await world.writesOf(run)).toBe(0);
  const [list] = await world.company.lists();
  const names = (await world.company.items(list?.id ?? '')).map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

it('also where a look in between was too early to show them', async () => {
  const world = await startWorld();
  const id = await world.cardInProgress();
  world.restart();
  await world.faults({ kind: 'readLag', lagMs: READ_LAG_MS - 5_000 });
  const requestedAt = world.clock.now();
  const run = () => reconcile(world.deps(), id, { requestedAt, checkLock: async () => {} });
  expect((await run()).kind).toBe('done');
  await world.pass(READ_LAG_MS / 4);
  world.restart();
  expect(await world.writesOf(run)).toBe(0);

  await world.pass(2 * READ_LAG_MS);
  world.restart();
  expect(await world.writesOf(run)).toBe(0);
});

it('also where it gave the card a free list, while nothing in that list shows yet', async () => {
  const world = await startWorld();
  const { places, simulator } = world.company;
  await fetch(`${simulator.apiUrl}/v2/folder/${places.folder}/list`, {
    method: 'POST',
    headers: { authorization: simulator.tokens.bot.token, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Orders arrive whole' }),
  });
  const id = await world.cardInProgress('Orders arrive whole');
  const other = world.cacheOver(world.memory, 'another');
  await other.fresh(world.clock.now());
  await world.faults({ kind: 'readLag', lagMs: READ_LAG_MS - 5_000 });
  expect((await world.reconcile(id)).kind).toBe('done');
  world.cache = other;
  expect(await world.writesOf(() => world.reconcile(id))).toBe(0);
});

it('a look that a sweep asked for sees what the sweep has read, also where it comes to another process', async () => {
  const world = await startWorld({ hearsWebhooks: true });
  const id = await world.cardInProgress();
  const { places, simulator } = world.company;
  world.restart();
  await world.cache.whole(world.clock.now());
  const other = world.cacheOver(world.memory);
  await world.pass(READ_LAG_MS * 60);
  await other.fresh(world.clock.now());
  // The name of a status changes no card's time.
  await clientOf(simulator).control('statuses', { list: places.board, rename: { 'in progress': 'at work' } });
  await world.cache.whole(world.clock.now());
  world.cache = other;
  await world.reconcile(id, 'sweep');
  expect(other.present()?.board.cards.map(({ status }) => status)).toEqual(['at work']);
});
