// A list that is out of sight for a while, and what Liaison made in it shortly before: no delta shows that. Found by
// randomised runs: whatever had not seen it before, or had only seen the list again, made it once more.
import { expect, it } from 'vitest';
import { READ_LAG_MS } from '../support/world.ts';
import { startStage } from './list-stage.ts';

/** A card at work whose look is in the memory; `evaluate` lets more work be made in its list. */
async function startStory() {
  const stage = await startStage();
  const { world, card, list } = stage;
  world.restart();
  await world.reconcileUntilDone(card);
  const names = async () => (await world.company.items(list.id)).map(({ name }) => name).sort();
  const first = await names();
  return {
    stage,
    names,
    async evaluate(look: (id: string) => Promise<unknown>): Promise<string[]> {
      await stage.client.ask('PUT', `/v2/task/${card}`, { status: 'evaluation' });
      await world.pass(READ_LAG_MS / 2);
      await look(card);
      const all = await names();
      expect(all.length).toBeGreaterThan(first.length);
      return all;
    },
  };
}

it('a process that has looked last long ago goes on from the look of another one', async () => {
  const { stage, names, evaluate } = await startStory();
  const { world, card } = stage;
  const other = world.cacheOver(world.memory);
  await other.fresh(world.clock.now());
  const made = await evaluate(world.reconcileUntilDone);
  await world.pass(2 * READ_LAG_MS);
  await world.reconcileUntilDone(card);
  await stage.putAway('archived');
  world.cache = other;
  await world.pass(READ_LAG_MS);
  await world.reconcileUntilDone(card);
  await stage.bringBack('archived');
  expect(await names()).toEqual(made);
});

it('a process that was killed leaves what it made to the next one', async () => {
  const { stage, names, evaluate } = await startStory();
  const { world, card } = stage;
  const made = await evaluate(world.reconcile);
  await world.pass(2 * READ_LAG_MS);
  await stage.putAway('archived');
  world.restart();
  await world.reconcileUntilDone(card);
  await stage.bringBack('archived');
  expect(await names()).toEqual(made);
});

it.each(['archived', 'moved'] as const)('a list that was %s is read whole once it shows again', async how => {
  const { stage, names } = await startStory();
  const { world, card, client, list } = stage;
  const made = await names();
  const page = (await world.company.items(list.id)).find(({ name }) => name === 'About this list');
  await world.pass(10 * READ_LAG_MS);
  await world.reconcileUntilDone(await world.cardInProgress('Another'));
  await stage.putAway(how);
  world.restart();
  await world.cache.whole(world.clock.now());
  await stage.bringBack(how);
  await client.ask('PUT', `/v2/task/${page?.id}`, { priority: 2 });
  await world.pass(READ_LAG_MS);
  await world.reconcileUntilDone(card);
  expect(await names()).toEqual(made);
  const { items = [] } = world.cache.present()?.board ?? {};
  const seen = items.filter(({ listId }) => listId === list.id).map(({ name }) => name);
  expect(seen.sort()).toEqual(made);
});
