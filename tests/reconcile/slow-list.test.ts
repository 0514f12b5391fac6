// A list whose creation was answered by silence and that shows late. Found by a randomised run (seed 475).
import { expect, it } from 'vitest';
import { startWorld } from '../support/world.ts';

it('a list that an unanswered attempt made is waited for, however often the card is looked at meanwhile', async () => {
  const world = await startWorld();
  const id = await world.cardInProgress();
  await world.faults(
    { kind: 'cutAfterApply', method: 'POST', route: '/folder/{folder_id}/list', times: 1 },
    { kind: 'readLag', lagMs: 50_000, route: '/folder/{folder_id}/list' },
  );
  const kinds = [
    await world.reconcile(id),
    await world.reconcile(id),
    await world.reconcile(id),
    await world.reconcile(id),
  ];
  expect(kinds.map(({ kind }) => kind)).toEqual(['retry', 'requeueAfter', 'requeueAfter', 'requeueAfter']);
  await world.reconcileUntilDone(id);
  expect((await world.company.lists()).map(({ name }) => name)).toEqual(['Orders arrive whole']);
});
