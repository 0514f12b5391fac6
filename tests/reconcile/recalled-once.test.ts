// What a look asks of the memory: on a server every question is a round trip, and there are thousands of cards.
import { expect, it } from 'vitest';
import type { Memory } from '../../src/reconcile/memory/memory.ts';
import { startWorld } from '../support/world.ts';

it('asks once for everything that is known of the card, also when somebody waits for it', async () => {
  const world = await startWorld();
  const card = await world.cardInProgress();
  await world.reconcileUntilDone(card);
  const prefixes: string[] = [];
  const { memory } = world;
  world.memory = {
    ...memory,
    readAll: prefix => {
      prefixes.push(prefix);
      return memory.readAll(prefix);
    },
  } satisfies Memory;
  await world.reconcile(card);
  await world.reported(card, { kind: 'other' });
  await world.reconcile(card);
  expect(prefixes).toEqual([`card:${card}:`, `card:${card}:`]);
});
