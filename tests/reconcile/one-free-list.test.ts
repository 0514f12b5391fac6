// Two cards of the same name and one free list of that name. Found by a randomised run: both took it, and shared it.
import { expect, it } from 'vitest';
import { startWorld } from '../support/world.ts';

it('is taken by one of two cards that look at the same time; the other gets its own', async () => {
  const world = await startWorld();
  const { places, simulator } = world.company;
  const made = await fetch(`${simulator.apiUrl}/v2/folder/${places.folder}/list`, {
    method: 'POST',
    headers: { authorization: simulator.tokens.bot.token, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Clear bills' }),
  });
  expect(made.status).toBe(200);
  const ids = [await world.cardInProgress('Clear bills'), await world.cardInProgress('Clear bills')];
  await Promise.all(ids.map(id => world.reconcile(id)));
  for (const id of ids) await world.reconcileUntilDone(id);
  expect(await world.listNames()).toEqual(['Clear bills', 'Clear bills (2)']);
  for (const name of await world.listNames()) {
    const names = await world.itemNames(name);
    expect(new Set(names).size).toBe(names.length);
  }
});
