// A team list that a person deletes while the very run that made it is still filling it. Found by a story on Redis.
import { expect, it } from 'vitest';
import { reconcile } from '../../src/reconcile/reconcile.ts';
import { OURS, startWorld } from './world.ts';

it.each([
  ['a delivery told of it before the next write', true],
  ['the next write finds out', false],
])('stays deleted: %s', async (_how, isTold) => {
  const world = await startWorld();
  const card = await world.cardInProgress();
  const [member] = world.team().members;
  if (!member) throw new Error('nobody');
  const deps = world.deps();
  let made = 0;
  deps.clickUp = {
    ...deps.clickUp,
    async createItem(item) {
      const answer = await world.clickUp.createItem(item);
      made += 1;
      if (made === 3) {
        await world.company.as(member).ask('DELETE', `/v2/list/${item.listId}`);
        if (isTold) await world.observatory.noteGone(item.listId, world.clock.now());
      }
      return answer;
    },
  };
  await reconcile(deps, card, { requestedAt: world.clock.now(), ...OURS });
  await world.lookUntilDone(card);
  expect(await world.listNames()).toEqual([]);
  expect(made).toBe(3);
});
