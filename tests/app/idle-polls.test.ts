// What polling costs where nothing happens any more, and that it misses nothing on the way there.
import { expect, it } from 'vitest';
import { READ_LAG_MS, startLosing } from './losing.ts';

const ITEMS = 400;
const POLL_MS = 30_000;
const MINUTE_MS = 60_000;
/** A page holds a hundred. */
const PAGES = ITEMS / 100;

type World = Awaited<ReturnType<typeof startLosing>>;

/** A card at work whose list holds many more items, and an engine that has looked at all of it. */
async function largeList(world: World) {
  const card = await world.cardInProgress('Orders arrive whole');
  const { engine } = await world.startProcess();
  await world.pass(MINUTE_MS);
  const [list] = await world.company.lists();
  const [person] = world.company.notIn('Supporters');
  if (!list || !person) throw new Error('there is no list, or nobody');
  const client = world.company.as(person);
  const ids: string[] = [];
  for (let number = 0; number < ITEMS; number++) {
    const { body } = await client.ask<{ id: string }>('POST', `/v2/list/${list.id}/task`, {
      name: `Item ${number}`,
    });
    ids.push(body.id);
  }
  await world.pass(10 * MINUTE_MS);
  await world.time.passWhile(engine.poll());
  return { card, engine, list, client, ids };
}

/** Polls for so long; answers with how many requests each poll made. */
async function pollFor(world: World, engine: { poll(): Promise<string[]> }, ms: number): Promise<number[]> {
  const costs: number[] = [];
  for (const end = world.time.now() + ms; world.time.now() < end; ) {
    await world.pass(POLL_MS);
    const { reads } = await world.company.spent();
    await world.time.passWhile(engine.poll());
    costs.push((await world.company.spent()).reads - reads);
  }
  return costs;
}

it('a poll costs two requests again soon after a mass edit, and stays at that', async () => {
  const world = await startLosing();
  const { engine, client, ids } = await largeList(world);
  await pollFor(world, engine, 2 * READ_LAG_MS);
  for (const id of ids) await client.ask('PUT', `/v2/task/${id}`, { priority: 2 });
  const [first, ...soon] = await pollFor(world, engine, READ_LAG_MS + 2 * POLL_MS);
  expect(first).toBeGreaterThanOrEqual(1 + PAGES);
  expect(soon.length).toBeGreaterThan(0);
  const costs = await pollFor(world, engine, 10 * MINUTE_MS);
  expect(costs).toEqual(costs.map(() => 2));
});

it('an item that shows late is found, whatever was changed and read meanwhile', async () => {
  const world = await startLosing();
  const { card, engine, list, client, ids } = await largeList(world);
  await pollFor(world, engine, 2 * READ_LAG_MS);
  await world.faults([{ kind: 'readLag', lagMs: READ_LAG_MS - 1_000, times: 1 }]);
  const { body: late } = await client.ask<{ id: string }>('POST', `/v2/list/${list.id}/task`, {
    name: 'Shows late',
  });
  await world.faults();
  const seen: boolean[] = [];
  for (let round = 0; round < 8; round++) {
    // Always something newer, which moves on the end of what was seen.
    await client.ask('PUT', `/v2/task/${ids[round]}`, { priority: 1 });
    await world.pass(READ_LAG_MS / 6);
    const changed = await world.time.passWhile(engine.poll());
    expect(changed).toContain(card);
    const { board } = engine.cache.present() ?? {};
    seen.push(board?.items.some(({ id }) => id === late.id) === true);
  }
  expect(seen[0]).toBe(false);
  expect(seen.at(-1)).toBe(true);
});
