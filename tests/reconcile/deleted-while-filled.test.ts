// A team list that a person deletes within the very run that made it. Found by a story on Redis.
import { expect, it } from 'vitest';
import { reconcile } from '../../src/reconcile/reconcile.ts';
import { OURS, startWorld } from '../support/world.ts';

it.each(['createItem', 'updateAbout'] as const)('stays deleted: right after %s', async name => {
  const world = await startWorld();
  const card = await world.cardInProgress();
  const [member] = world.team().members;
  if (!member) throw new Error('nobody');
  let lists = 0;
  let isDeleted = false;
  const after = async <T>(work: Promise<T>): Promise<T> => {
    const answer = await work;
    const [list] = await world.company.lists();
    if (list && !isDeleted) {
      isDeleted = true;
      await world.company.as(member).ask('DELETE', `/v2/list/${list.id}`);
      // As a delivery has it.
      await world.cache.noteDeleted(list.id, world.clock.now());
    }
    return answer;
  };
  const { clickUp } = world;
  const deps = world.deps();
  deps.clickUp = {
    ...clickUp,
    createList: list => {
      lists += 1;
      return clickUp.createList(list);
    },
    createItem: item => (name === 'createItem' ? after(clickUp.createItem(item)) : clickUp.createItem(item)),
    updateAbout: (id, page) =>
      name === 'updateAbout' ? after(clickUp.updateAbout(id, page)) : clickUp.updateAbout(id, page),
  };
  await reconcile(deps, card, { requestedAt: world.clock.now(), ...OURS });
  await world.reconcileUntilDone(card);
  expect(isDeleted).toBe(true);
  expect(lists).toBe(1);
  expect(await world.listNames()).toEqual([]);
});
