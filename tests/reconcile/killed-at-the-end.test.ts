// The definitive end, when a process dies after any of its writes: everything happens once, and is noted.
import { describe, expect, it } from 'vitest';
import { READ_LAG_MS } from '../support/world.ts';
import { dyingReconcile } from './commanding.ts';
import {
  addIdea,
  atWork,
  CARD,
  cardsNamed,
  expectNothingLeft,
  IDEA,
  killedAtWrite,
  linksOf,
  listOf,
  loseStore,
  somebody,
  statusOf,
} from './ending.ts';

describe('killed at the end', () => {
  /** How many writes the end of a customer result with an idea takes. */
  const WRITES = ['create-follow-up', 'link-follow-up', 'mark-list', 'update-about', 'edit-status'];

  for (const [index, what] of WRITES.entries()) {
    for (const isLost of [false, true]) {
      it(`right after ${what}${isLost ? ', with the store lost' : ''}: one card, linked, noted`, async () => {
        const { world, card, list } = await atWork();
        const idea = await addIdea(world, list.id);
        await world.company.move(card, 'done', somebody(world));
        await dyingReconcile(world, card, { clickUp: killedAtWrite(world, index + 1) });
        if (isLost) await loseStore(world);
        await world.reconcileUntilDone(card);
        const following = await cardsNamed(world, IDEA);
        expect(following).toHaveLength(1);
        expect(following.flatMap(linksOf)).toMatchObject([{ link_id: idea.id }]);
        expect(await world.listNames()).toEqual([`✓ ${CARD}`]);
        expect((await listOf(world, card)).content.match(/Finished on/g)).toHaveLength(1);
        await world.company.as(somebody(world)).ask('DELETE', `/v2/task/${following[0]?.id}`);
        await world.pass(2 * READ_LAG_MS);
        await world.cache.whole(world.clock.now());
        await expectNothingLeft(world, card);
        expect(await cardsNamed(world, IDEA)).toEqual([]);
      });
    }
  }

  it('takes no more writes than these', async () => {
    const { world, card, list } = await atWork();
    await addIdea(world, list.id);
    await world.company.move(card, 'done', somebody(world));
    expect(await world.writesOf(() => world.reconcileUntilDone(card))).toBe(WRITES.length);
  });

  it('before anything shows in reads, there is one card all the same', async () => {
    const { world, card, list } = await atWork();
    await addIdea(world, list.id);
    await world.reconcileUntilDone(card);
    await world.company.move(card, 'done', somebody(world));
    await world.faults({ kind: 'readLag', lagMs: READ_LAG_MS - 10_000 });
    await dyingReconcile(world, card, { clickUp: killedAtWrite(world, 1) });
    await world.reconcileUntilDone(card);
    await world.faults();
    await world.pass(READ_LAG_MS);
    expect(await cardsNamed(world, IDEA)).toHaveLength(1);
    await expectNothingLeft(world, card);
  });

  it('goes on with closing what is open, killed after any of its writes', async () => {
    for (const number of [1, 2, 3, 4]) {
      const { world, card, list } = await atWork();
      await world.company.move(card, 'cancelled', somebody(world));
      await dyingReconcile(world, card, { clickUp: killedAtWrite(world, number) });
      await world.reconcileUntilDone(card);
      expect(await world.listNames()).toEqual([`✗ ${CARD}`]);
      for (const name of ['Kick-off', 'First step']) {
        expect(await statusOf(world, list.id, name)).toMatchObject({ type: 'closed' });
      }
      await expectNothingLeft(world, card);
    }
  });
});
