// How far back a delta reaches. Found by a randomised run: a task was made twice, since the look had moved on without it.
import { expect, it } from 'vitest';
import { READ_LAG_MS, startWorld } from '../support/world.ts';

it('a delta shows what people changed before the last write of ours that no read has shown', async () => {
  const world = await startWorld();
  const id = await world.cardInProgress();
  await world.reconcileUntilDone(id);
  const { board } = await world.cache.fresh(world.clock.now());
  const [theirs, ours] = board.items.filter(item => item.template !== null);
  if (!theirs || !ours) throw new Error('nothing was made');

  await world.clickUp.updateItem(theirs.id, { dueOn: '2027-03-03' });
  await world.pass(2 * READ_LAG_MS);
  const answer = await world.clickUp.updateItem(ours.id, { dueOn: '2027-03-04' });
  world.cache.putItem(answer, 'write');

  const later = await world.cache.fresh(world.clock.now());
  const dueOf = (itemId: string) => later.board.items.find(item => item.id === itemId)?.dueOn;
  expect([dueOf(theirs.id), dueOf(ours.id)]).toEqual(['2027-03-03', '2027-03-04']);
});
