// Exactly one of everything: through lost answers, late reads, crashes between word and deed, and a lost store.
import { describe, expect, it } from 'vitest';
import { inProcessMemory } from '../../src/queue/in-process-memory.ts';
import { recall } from '../../src/reconcile/memory/recall.ts';
import { reconcile } from '../../src/reconcile/reconcile.ts';
import { FIRST_ITEMS } from '../support/first-items.ts';
import { READ_LAG_MS, STATUS, startWorld, type World } from '../support/world.ts';

const CARD = 'Orders arrive whole';

async function expectExactlyOne(world: World, card: string): Promise<void> {
  await world.faults();
  await world.pass(READ_LAG_MS);
  expect(await world.listNames()).toEqual([CARD]);
  expect(await world.itemNames(CARD)).toEqual(FIRST_ITEMS);
  expect(await world.headlines(card)).toEqual([STATUS]);
  expect(await world.writesOf(() => world.reconcileUntilDone(card))).toBe(0);
}

describe('an answer that was lost', () => {
  for (const [what, route] of [
    ['a list', '/v2/folder/{folder_id}/list'],
    ['a task', '/v2/list/{list_id}/task'],
    ['a comment', '/v2/task/{task_id}/comment'],
  ]) {
    it(`of ${what} that was made ends with exactly one`, async () => {
      const world = await startWorld();
      const card = await world.cardInProgress();
      await world.faults({ kind: 'cutAfterApply', method: 'POST', route, times: 1 });
      const kinds = await world.reconcileUntilDone(card);
      expect(kinds[0]).toBe('retry');
      await expectExactlyOne(world, card);
    });

    it(`of ${what}, while what was made does not show yet, is waited for`, async () => {
      const world = await startWorld();
      const card = await world.cardInProgress();
      await world.faults(
        { kind: 'cutAfterApply', method: 'POST', route, times: 1 },
        { kind: 'readLag', lagMs: 30_000 },
      );
      const kinds = await world.reconcileUntilDone(card);
      expect(kinds[0]).toBe('retry');
      await expectExactlyOne(world, card);
    });

    it(`of ${what}, and then the process ends, ends with exactly one`, async () => {
      const world = await startWorld();
      const card = await world.cardInProgress();
      await world.faults({ kind: 'cutAfterApply', method: 'POST', route, times: 1 });
      expect(await world.reconcile(card)).toMatchObject({ kind: 'retry' });
      world.restart();
      await world.reconcileUntilDone(card);
      await expectExactlyOne(world, card);
    });
  }

  it('of every single create ends with exactly one of each', async () => {
    const world = await startWorld();
    const card = await world.cardInProgress();
    await world.faults({ kind: 'cutAfterApply', method: 'POST' });
    const kinds: string[] = [];
    for (let looks = 0; looks < 20 && kinds.at(-1) !== 'done'; looks++) {
      kinds.push((await world.reconcile(card)).kind);
    }
    expect(new Set(kinds)).toEqual(new Set(['retry', 'done']));
    await expectExactlyOne(world, card);
  });
});

describe('what was made and does not show in lists yet', () => {
  it('is not made again by the same process', async () => {
    const world = await startWorld();
    const card = await world.cardInProgress();
    await world.faults({ kind: 'readLag', lagMs: 50_000 });
    expect(await world.reconcile(card)).toMatchObject({ kind: 'done' });
    expect(await world.reconcile(card)).toMatchObject({ kind: 'done' });
    await expectExactlyOne(world, card);
  });

  it('is not made again by another process with the same memory', async () => {
    const world = await startWorld();
    const card = await world.cardInProgress();
    await world.faults({ kind: 'readLag', lagMs: 50_000 });
    const writes = await world.writesOf(async () => {
      await world.reconcile(card);
      world.restart();
      expect(await world.reconcile(card)).toMatchObject({ kind: 'done' });
    });
    expect(writes).toBe(9);
    await world.pass(READ_LAG_MS);
    world.restart();
    await expectExactlyOne(world, card);
  });

  it('is not made again after a second look and a whole read', async () => {
    const world = await startWorld();
    const card = await world.cardInProgress();
    await world.faults({ kind: 'readLag', lagMs: 50_000 });
    await world.reconcile(card);
    const writes = await world.writesOf(async () => {
      await world.reconcile(card);
      await world.cache.whole(world.clock.now());
      await world.reconcile(card);
    });
    expect(writes).toBe(0);
    await expectExactlyOne(world, card);
  });

  it('is seen through a whole read that began later', async () => {
    const world = await startWorld();
    const card = await world.cardInProgress();
    await world.faults({ kind: 'readLag', lagMs: 50_000 });
    await world.reconcile(card);
    await world.cache.whole(world.clock.now());
    expect(await world.writesOf(() => world.reconcile(card))).toBe(0);
    await expectExactlyOne(world, card);
  });
});

describe('an intent in the memory whose create never happened', () => {
  it('holds the task back until the read lag is over, then it is made', async () => {
    const world = await startWorld();
    const card = await world.cardInProgress();
    const at = world.clock.now();
    await (await recall(world.memory, card)).noteMade('item:kick-off', { at, object: null });
    const result = await world.reconcile(card);
    expect(result).toMatchObject({ kind: 'requeueAfter', at: at + READ_LAG_MS, holds: 'card' });
    expect(await world.itemNames(CARD)).not.toContain('Kick-off');
    // Asked again too early it waits as well, and for the same instant.
    expect(await world.reconcile(card)).toMatchObject({ kind: 'requeueAfter', at: at + READ_LAG_MS });
    expect(await world.itemNames(CARD)).not.toContain('Kick-off');
    await world.reconcileUntilDone(card);
    await expectExactlyOne(world, card);
  });

  it('holds a comment back until the read lag is over, then it is written', async () => {
    const world = await startWorld();
    const card = await world.cardInProgress();
    const at = world.clock.now();
    await (await recall(world.memory, card)).noteMade('status', { at, object: null });
    expect(await world.reconcile(card)).toMatchObject({
      kind: 'requeueAfter',
      at: at + READ_LAG_MS,
      holds: 'card',
    });
    expect(await world.headlines(card)).toEqual([]);
    await world.reconcileUntilDone(card);
    await expectExactlyOne(world, card);
  });

  it('holds a list of the same name back not at all: ClickUp keeps names apart', async () => {
    const world = await startWorld();
    const card = await world.cardInProgress();
    await (await recall(world.memory, card)).noteMade('list', {
      at: world.clock.now(),
      name: CARD,
      object: null,
    });
    expect(await world.reconcile(card)).toMatchObject({ kind: 'done' });
    await expectExactlyOne(world, card);
  });

  it('holds a list of another name back until the read lag is over: that name may not be taken', async () => {
    const world = await startWorld();
    const card = await world.cardInProgress();
    const at = world.clock.now();
    await (await recall(world.memory, card)).noteMade('list', { at, name: `${CARD} (2)`, object: null });
    expect(await world.reconcile(card)).toMatchObject({ kind: 'requeueAfter', at: at + READ_LAG_MS });
    expect(await world.listNames()).toEqual([]);
    await world.reconcileUntilDone(card);
    await expectExactlyOne(world, card);
  });
});

describe('a refused create', () => {
  it('leaves no intent behind that would hold back the next one', async () => {
    const world = await startWorld();
    const card = await world.cardInProgress();
    const route = '/v2/list/{list_id}/task';
    await world.faults({ kind: 'status', status: 400, method: 'POST', route, times: 1 });
    expect(await world.reconcile(card)).toMatchObject({ kind: 'done' });
    expect(await world.reconcile(card)).toMatchObject({ kind: 'done' });
    await expectExactlyOne(world, card);
  });
});

describe('a store that is lost between a create and its note', () => {
  for (const what of ['list', 'about', 'item:kick-off']) {
    it(`does not make the process forget that it made ${what}, which shows nowhere yet`, async () => {
      const world = await startWorld();
      const card = await world.cardInProgress();
      await world.cache.fresh(world.clock.now());
      await world.faults({ kind: 'readLag', lagMs: 50_000 });
      const { write } = world.memory;
      world.memory.write = async (key, value, ttlMs) => {
        if (key.endsWith(`made:${what}`) && !value.includes('"object":null')) {
          world.memory = inProcessMemory(world.clock);
          throw new Error('the store went away');
        }
        return write(key, value, ttlMs);
      };
      await expect(world.reconcile(card)).rejects.toThrow('the store went away');
      await world.reconcileUntilDone(card);
      await expectExactlyOne(world, card);
    });
  }
});

describe('a lost store', () => {
  it('creates nothing until what was made before must show', async () => {
    const world = await startWorld();
    const card = await world.cardInProgress();
    await world.faults({ kind: 'cutAfterApply', method: 'POST', route: 'comment', times: 1 });
    await world.reconcile(card);
    world.loseStore();
    const until = world.clock.now() + READ_LAG_MS;
    world.holdUntil = until;
    const other = await world.cardInProgress('Returns are easy');
    const writes = await world.writesOf(async () => {
      expect(await world.reconcile(other)).toMatchObject({ kind: 'requeueAfter', at: until, holds: 'card' });
    });
    expect(writes).toBe(0);
    await world.pass(READ_LAG_MS);
    expect(await world.reconcile(other)).toMatchObject({ kind: 'done' });
    await world.reconcileUntilDone(card);
    expect(await world.headlines(card)).toEqual([STATUS]);
    expect(await world.listNames()).toEqual([CARD, 'Returns are easy']);
  });

  it('does not hold back changes of what exists', async () => {
    const world = await startWorld();
    const card = await world.cardInProgress();
    await world.reconcile(card);
    world.loseStore();
    world.holdUntil = world.clock.now() + READ_LAG_MS;
    const { members, other, supporter } = world.team();
    await world.company.setSupporter(card, [other], [supporter]);
    expect(members.length).toBeGreaterThan(0);
    const writes = await world.writesOf(async () => {
      expect(await world.reconcile(card)).toMatchObject({ kind: 'done' });
    });
    expect(writes).toBeGreaterThan(0);
  });
});

describe('a lock that was lost', () => {
  // Each create is preceded by two checks: before its intent is noted, and before it is sent.
  it.each([
    ['before its intent is noted', 6, 2],
    ['before it is sent', 5, 1],
  ])('stops the next create %s, and that is then somebody else’s', async (_, holds, items) => {
    const world = await startWorld();
    const card = await world.cardInProgress();
    let checks = 0;
    const run = {
      requestedAt: world.clock.now(),
      checkLock: async () => {
        checks += 1;
        if (checks > holds) throw new Error('the lock is lost');
      },
    };
    await expect(reconcile(world.deps(), card, run)).rejects.toThrow('the lock is lost');
    expect(await world.itemNames(CARD)).toHaveLength(items);
    await world.reconcileUntilDone(card);
    await expectExactlyOne(world, card);
  });
});
