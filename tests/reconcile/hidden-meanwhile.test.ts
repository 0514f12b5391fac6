// A list goes out of sight while Liaison is about to write there: what ClickUp refuses is asked for, the list first.
import { describe, expect, it } from 'vitest';
import { FIRST_ITEMS } from '../support/first-items.ts';
import { DAY_MS } from '../support/world.ts';
import { type Away, CARD, SAYS, startStage } from './list-stage.ts';

const NOT_WRITTEN: Away[] = ['private', 'deleted'];

describe.each(NOT_WRITTEN)('a list that becomes %s before the next write', how => {
  it('is not written to for ever, nor are its tasks taken for deleted', async () => {
    const stage = await startStage();
    const { world, client, card } = stage;
    await stage.putAway(how);
    await client.ask('PUT', `/v2/task/${card}`, {
      start_date: world.clock.now() + 7 * DAY_MS,
      due_date: world.clock.now() + 63 * DAY_MS,
    });
    await world.reconcileUntilDone(card);
    expect(await stage.status()).toContain(SAYS[how]);
    expect(await world.writesOf(() => world.reconcile(card))).toBe(0);
  });
});

describe('a private list that is open again', () => {
  it('has all its tasks where they were, moved with the dates of the card', async () => {
    const stage = await startStage();
    const { world, client, card } = stage;
    await stage.putAway('private');
    await client.ask('PUT', `/v2/task/${card}`, {
      start_date: world.clock.now() + 7 * DAY_MS,
      due_date: world.clock.now() + 63 * DAY_MS,
    });
    await world.reconcileUntilDone(card);
    await stage.bringBack('private');
    await stage.reconcileAll();
    expect(await stage.allLists()).toEqual([CARD]);
    expect(await world.itemNames(CARD)).toEqual(FIRST_ITEMS);
    expect(await stage.status()).toContain('Kick-off, by Wed, 10 Feb 2027');
  });
});
