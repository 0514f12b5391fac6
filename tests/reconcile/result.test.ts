// How a look ends when ClickUp refuses, stalls or is away, and what is kept for the next one.
import { describe, expect, it } from 'vitest';
import { noteReportedChange } from '../../src/reconcile/memory/card-memory.ts';
import { readLastResults } from '../../src/reconcile/memory/last-results.ts';
import { recall } from '../../src/reconcile/memory/recall.ts';
import { reconcile } from '../../src/reconcile/reconcile.ts';
import type { ReconcileDeps } from '../../src/reconcile/reconcile-deps.ts';
import { FIRST_ITEMS } from '../support/first-items.ts';
import { DAY_MS, STATUS, startWorld, type World } from '../support/world.ts';

const CARD = 'Orders arrive whole';
const MINUTE_MS = 60_000;

async function failingOf(world: World, card: string): Promise<Record<string, number>> {
  return (await recall(world.memory, card)).failingSince;
}

describe('a look that ClickUp refuses', () => {
  it('holds the whole queue until the reset when no request is left, and sends nothing until then', async () => {
    const world = await startWorld({ rateLimit: 20 });
    await world.pass(2 * MINUTE_MS);
    const cards: string[] = [];
    for (const name of ['One', 'Two', 'Three', 'Four']) cards.push(await world.cardInProgress(name));
    let result = await world.reconcile(cards[0] ?? '');
    for (let index = 1; result.kind === 'done' && index < cards.length; index++) {
      result = await world.reconcile(cards[index] ?? '');
    }
    expect(result).toMatchObject({ kind: 'requeueAfter', holds: 'queue' });
    const at = result.kind === 'requeueAfter' ? result.at : 0;
    expect(at).toBeGreaterThan(world.clock.now());
    expect(at).toBeLessThanOrEqual(world.clock.now() + MINUTE_MS);
    const before = (await world.company.spent()).total;
    const run = { requestedAt: world.clock.now(), checkLock: async () => {} };
    expect(await reconcile(world.deps(), cards[3] ?? '', run)).toMatchObject({ kind: 'requeueAfter', at });
    expect((await world.company.spent()).total).toBe(before);
    for (const card of cards) await world.reconcileUntilDone(card);
    expect(await world.listNames()).toEqual(['Four', 'One', 'Three', 'Two']);
    for (const name of ['One', 'Two', 'Three', 'Four']) {
      expect(await world.itemNames(name)).toEqual(FIRST_ITEMS);
    }
  });

  it('is repeated from the reset that a 429 names', async () => {
    const world = await startWorld();
    const card = await world.cardInProgress();
    await world.faults({ kind: 'status', status: 429, times: 1 });
    const result = await world.reconcile(card);
    expect(result).toMatchObject({ kind: 'requeueAfter', holds: 'queue' });
    await world.pass(MINUTE_MS);
    expect(await world.reconcileUntilDone(card)).toEqual(['done']);
  });

  it('is tried again where the service is in trouble, and says what it was doing', async () => {
    const world = await startWorld();
    const card = await world.cardInProgress();
    for (const fault of [{ kind: 'html', status: 503 }, { kind: 'html', status: 502 }, { kind: 'cut' }]) {
      await world.faults(fault);
      const result = await world.reconcile(card);
      expect(result).toMatchObject({ kind: 'retry', why: expect.stringMatching(/^While reading /) });
    }
    await world.faults();
    expect(await world.reconcile(card)).toMatchObject({ kind: 'done' });
    expect(await world.itemNames(CARD)).toEqual(FIRST_ITEMS);
  });

  it('writes nothing on an incomplete read', async () => {
    const world = await startWorld();
    const card = await world.cardInProgress();
    await world.faults({ kind: 'html', status: 500, method: 'GET', route: '/folder/{folder_id}/list' });
    const writes = await world.writesOf(async () => {
      expect(await world.reconcile(card)).toMatchObject({ kind: 'retry' });
    });
    expect(writes).toBe(0);
  });

  it('goes on where one request is wrong in itself, without what needs it, and tells what was left out', async () => {
    const world = await startWorld();
    const card = await world.cardInProgress();
    await world.faults({ kind: 'status', status: 400, method: 'POST', route: '/v2/folder' });
    expect(await world.reconcile(card)).toMatchObject({ kind: 'done' });
    expect(await world.listNames()).toEqual([]);
    expect(await world.headlines(card)).toEqual([STATUS]);
    const { plan } = (await readLastResults(world.memory)).get(card) ?? {};
    expect(plan?.findings.find(({ rule }) => rule === 'refused')?.message).toContain('Make the list');
    expect(world.log.text()).toContain(`for card ${card}`);
  });

  it('fails without touching another card', async () => {
    const world = await startWorld();
    const [card, other] = [await world.cardInProgress(), await world.cardInProgress('Returns are easy')];
    await world.faults({ kind: 'html', status: 503, method: 'POST', route: 'comment', times: 1 });
    expect(await world.reconcile(card)).toMatchObject({ kind: 'retry' });
    expect(await world.reconcile(other)).toMatchObject({ kind: 'done' });
    expect(await world.itemNames('Returns are easy')).toEqual(FIRST_ITEMS);
  });

  it('goes on where it was: only what is missing is made then', async () => {
    const world = await startWorld();
    const card = await world.cardInProgress();
    await world.faults({ kind: 'html', status: 503, method: 'POST', route: 'comment', times: 1 });
    await world.reconcile(card);
    await world.pass(MINUTE_MS);
    expect(await world.writesOf(() => world.reconcile(card))).toBe(1);
    expect(await world.headlines(card)).toEqual([STATUS]);
  });
});

describe('reportedChanges', () => {
  it('are used up after a run that ended well', async () => {
    const world = await startWorld();
    const card = await world.cardInProgress();
    await world.reported(card, { kind: 'other' });
    await world.reconcile(card);
    expect((await recall(world.memory, card)).reportedChanges).toEqual([]);
  });

  it('are kept after one that failed, and so undo what they told of in the next', async () => {
    const world = await startWorld({ hearsWebhooks: true });
    const card = await world.cardInProgress(CARD, 5);
    await world.reconcileUntilDone(card);
    const sixth = world.team(6).members[5];
    if (!sixth) throw new Error('the seed lacks people');
    await world.pass(1_000);
    await world.company.join(card, sixth);
    await world.reported(card, { kind: 'joined', person: { id: sixth.id, name: sixth.username } }, sixth.id);
    await world.faults({ kind: 'html', status: 503 });
    expect(await world.reconcile(card)).toMatchObject({ kind: 'retry' });
    expect((await recall(world.memory, card)).reportedChanges).toHaveLength(1);
    await world.faults();
    await world.reconcileUntilDone(card);
    const assignees = (await world.company.card(card)).assignees.map(({ id }) => id);
    expect(assignees).toHaveLength(5);
    expect(assignees).not.toContain(sixth.id);
    expect((await recall(world.memory, card)).reportedChanges).toEqual([]);
  });

  it('make the look newer than they are', async () => {
    const world = await startWorld();
    const card = await world.cardInProgress();
    await world.reconcile(card);
    const [person] = world.team().members;
    if (!person) throw new Error('nobody');
    await world.pass(1_000);
    await world.company.as(person).ask('PUT', `/v2/task/${card}`, { name: 'Orders arrive on time' });
    await world.reported(card, { kind: 'other' }, person.id);
    const run = { requestedAt: world.clock.now() - 5_000, checkLock: async () => {} };
    await reconcile(world.deps(), card, run);
    expect(world.cache.present()?.board.cards.map(({ name }) => name)).toEqual(['Orders arrive on time']);
  });

  it('that arrive while a look is under way are left for the next one', async () => {
    const world = await startWorld();
    const card = await world.cardInProgress();
    const late = { kind: 'other' } as const;
    const deps: ReconcileDeps = {
      ...world.deps(),
      firstContact: {
        ...world.deps().firstContact,
        holdUntil: async () => {
          const at = world.clock.now();
          const reported = { id: 'late', cardId: card, at, receivedAt: at, by: null, change: late };
          await noteReportedChange(world.memory, reported);
          return null;
        },
      },
    };
    await reconcile(deps, card, { requestedAt: world.clock.now(), checkLock: async () => {} });
    expect((await recall(world.memory, card)).reportedChanges.map(({ id }) => id)).toEqual(['late']);
  });

  it('about the same change, heard twice, are one', async () => {
    const world = await startWorld();
    const reported = {
      id: 'h',
      cardId: 'c',
      at: 1,
      receivedAt: 1,
      by: null,
      change: { kind: 'other' },
    } as const;
    await noteReportedChange(world.memory, reported);
    await noteReportedChange(world.memory, reported);
    expect((await recall(world.memory, 'c')).reportedChanges).toHaveLength(1);
  });
});

describe('since when a rule fails', () => {
  it('is remembered while it fails, and forgotten once it holds', async () => {
    const world = await startWorld();
    const card = await world.cardInProgress();
    const { supporter } = world.team();
    await world.company.setSupporter(card, [], [supporter]);
    await world.reconcile(card);
    const first = (await failingOf(world, card))['supporter-present'];
    expect(first).toBeGreaterThan(0);
    await world.pass(DAY_MS);
    await world.reconcileUntilDone(card);
    expect((await failingOf(world, card))['supporter-present']).toBe(first);
    await world.company.setSupporter(card, [supporter]);
    await world.reconcileUntilDone(card);
    expect(await failingOf(world, card)).toEqual({});
  });

  it('counts for the grace: nobody is asked before it is over, and then once', async () => {
    const world = await startWorld();
    const card = await world.cardInProgress();
    const [person] = world.team().members;
    if (!person) throw new Error('nobody');
    await world.reconcileUntilDone(card);
    await world.company.as(person).ask('PUT', `/v2/task/${card}`, {
      due_date: world.clock.now() + 14 * DAY_MS,
    });
    const result = await world.reconcile(card);
    expect(await world.headlines(card)).toEqual([STATUS]);
    // The shipped playbook gives the time box one working day.
    const next = result.kind === 'done' ? result.next : null;
    expect(next).toBeLessThanOrEqual(world.clock.now() + 2 * DAY_MS);
    await world.pass(Math.max(0, (next ?? 0) - world.clock.now()));
    await world.reconcileUntilDone(card);
    await world.pass(DAY_MS);
    await world.reconcileUntilDone(card);
    expect((await world.headlines(card)).sort()).toEqual([STATUS, 'Liaison asks: timebox']);
  });
});
