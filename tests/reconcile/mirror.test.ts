// What one look does to a card's list, page, tasks and status, and what it leaves alone.
import { describe, expect, it } from 'vitest';
import { readLastResults } from '../../src/reconcile/memory/last-results.ts';
import { examplePlaybook } from '../support/clickup-setting.ts';
import { FIRST_ITEMS } from '../support/first-items.ts';
import { clientOf } from '../support/simulator-client.ts';
import { DAY_MS, READ_LAG_MS, STATUS, startWorld, type World } from '../support/world.ts';

const CARD = 'Orders arrive whole';

async function makeList(world: World, name: string, content: string): Promise<string> {
  const client = clientOf(world.simulator, world.simulator.tokens.people[0]?.token);
  const path = `/v2/folder/${world.company.places.folder}/list`;
  const { body } = await client.ask<{ id: string }>('POST', path, { name, content });
  return body.id;
}

describe('a first look at a card in progress', () => {
  it('makes list, page, tasks and status, each once, and is done until something is due', async () => {
    const world = await startWorld();
    const card = await world.cardInProgress();
    const result = await world.reconcile(card);
    expect(result).toMatchObject({ kind: 'done' });
    expect(result.kind === 'done' && (result.next ?? 0) > world.clock.now()).toBe(true);
    expect(await world.listNames()).toEqual([CARD]);
    expect(await world.itemNames(CARD)).toEqual(FIRST_ITEMS);
    expect(await world.headlines(card)).toEqual([STATUS]);
    const [list] = await world.company.lists();
    expect(list?.content).toContain(card);
  });

  it('leaves nothing to do for the next one, with memory, without it, and in another process', async () => {
    const world = await startWorld();
    const card = await world.cardInProgress();
    await world.reconcile(card);
    const writes = await world.writesOf(async () => {
      expect(await world.reconcile(card)).toMatchObject({ kind: 'done' });
      world.restart();
      expect(await world.reconcile(card)).toMatchObject({ kind: 'done' });
      world.loseStore();
      expect(await world.reconcile(card)).toMatchObject({ kind: 'done' });
    });
    expect(writes).toBe(0);
  });

  it('notes what it did, for those who ask afterwards', async () => {
    const world = await startWorld();
    const card = await world.cardInProgress();
    await world.reconcile(card);
    const outcome = (await readLastResults(world.memory)).get(card);
    expect(outcome?.result.kind).toBe('done');
    expect(outcome?.applied.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['create-list', 'create-about', 'create-item', 'post-status']),
    );
    expect(outcome?.plan?.operations).toEqual([]);
  });

  it('writes nothing in mode observe, and still says what it would do', async () => {
    const world = await startWorld({ playbook: { mode: 'observe' } });
    const card = await world.cardInProgress();
    const writes = await world.writesOf(async () => {
      expect(await world.reconcile(card)).toMatchObject({ kind: 'done' });
    });
    expect(writes).toBe(0);
    const outcome = (await readLastResults(world.memory)).get(card);
    expect(outcome?.applied).toEqual([]);
    expect(outcome?.plan?.operations.map(({ kind }) => kind)).toContain('create-list');
  });
});

describe('what people changed', () => {
  it('stays: a deleted task is not made again, a moved date and a new name are kept', async () => {
    const world = await startWorld();
    const card = await world.cardInProgress();
    await world.reconcile(card);
    const [list] = await world.company.lists();
    const items = await world.company.items(list?.id ?? '');
    const byName = (name: string) => items.find(item => item.name === name)?.id ?? name;
    const client = clientOf(world.simulator, world.team().members[0]?.token);
    await client.ask('DELETE', `/v2/task/${byName('Understand the problem')}`);
    const dueDate = world.clock.now() + 20 * DAY_MS;
    await client.ask('PUT', `/v2/task/${byName('Kick-off')}`, { name: 'Start!', due_date: dueDate });
    world.restart();
    // The daily read sees what was deleted.
    await world.cache.whole(world.clock.now());
    await world.reconcileUntilDone(card);
    expect(await world.itemNames(CARD)).toEqual([
      'About this list',
      'Make the plan with your supporter',
      'Present the plan at the all-hands',
      'Start!',
      'Weekly sync',
    ]);
    const after = await world.company.items(list?.id ?? '');
    const kickOff = after.find(item => item.name === 'Start!');
    expect(Math.abs(Number(kickOff?.['due_date']) - dueDate)).toBeLessThan(DAY_MS);
  });

  it('is remade only where it is Liaison’s own page', async () => {
    const world = await startWorld();
    const card = await world.cardInProgress();
    await world.reconcile(card);
    const [list] = await world.company.lists();
    const about = (await world.company.items(list?.id ?? '')).find(({ name }) => name === 'About this list');
    const client = clientOf(world.simulator, world.team().members[0]?.token);
    await client.ask('DELETE', `/v2/task/${about?.id}`);
    // So soon after it was made, a read without it may only be late.
    await world.pass(READ_LAG_MS);
    await world.cache.whole(world.clock.now());
    await world.reconcileUntilDone(card);
    expect(await world.itemNames(CARD)).toEqual(FIRST_ITEMS);
  });

  it('is noticed where a whole list was deleted and nobody said so: it stays deleted', async () => {
    const world = await startWorld();
    const card = await world.cardInProgress();
    await world.reconcile(card);
    const [list] = await world.company.lists();
    const [person] = world.team().members;
    if (!person) throw new Error('nobody');
    const client = world.company.as(person);
    await client.ask('DELETE', `/v2/list/${list?.id}`);
    await client.ask('PUT', `/v2/task/${card}`, {
      start_date: world.clock.now() + 7 * DAY_MS,
      due_date: world.clock.now() + 63 * DAY_MS,
    });
    await world.reconcileUntilDone(card);
    expect(await world.listNames()).toEqual([]);
    const [status] = await world.company.comments(card);
    expect(status?.comment_text).toContain('was deleted, and it stays deleted');
  });

  it('moves with the card’s dates where nobody touched it', async () => {
    const world = await startWorld();
    const card = await world.cardInProgress();
    await world.reconcile(card);
    const [list] = await world.company.lists();
    const kickOff = async () =>
      Number(
        (await world.company.items(list?.id ?? '')).find(({ name }) => name === 'Kick-off')?.['due_date'],
      );
    const before = await kickOff();
    const [person] = world.team().members;
    if (!person) throw new Error('nobody');
    await world.company.as(person).ask('PUT', `/v2/task/${card}`, {
      start_date: world.clock.now() + 7 * DAY_MS,
      due_date: world.clock.now() + 63 * DAY_MS,
    });
    await world.reconcile(card);
    expect((await kickOff()) - before).toBe(7 * DAY_MS);
  });
});

describe('the name of a team list', () => {
  it('gets a number where another card has it', async () => {
    const world = await startWorld();
    const [first, second] = [await world.cardInProgress(), await world.cardInProgress()];
    await world.reconcile(first);
    await world.reconcile(second);
    expect(await world.listNames()).toEqual([CARD, `${CARD} (2)`]);
    const lists = await world.company.lists();
    expect(lists.find(({ name }) => name === CARD)?.content).toContain(first);
    expect(lists.find(({ name }) => name === `${CARD} (2)`)?.content).toContain(second);
    expect(await world.itemNames(`${CARD} (2)`)).toEqual(FIRST_ITEMS);
  });

  it('gets a number even where the other list does not show in reads', async () => {
    const world = await startWorld();
    const [first, second] = [await world.cardInProgress(), await world.cardInProgress()];
    await world.faults({ kind: 'readLag', lagMs: 600_000, route: '/list', times: 1 });
    await world.reconcile(first);
    world.loseStore();
    await world.reconcileUntilDone(second);
    const lists = await world.company.lists();
    expect(lists.find(({ name }) => name === `${CARD} (2)`)?.content).toContain(second);
    expect(await world.itemNames(`${CARD} (2)`)).toEqual(FIRST_ITEMS);
  });

  it('is shared with a free list of people’s in which nothing is, whose text stays', async () => {
    const world = await startWorld();
    const id = await makeList(world, CARD, 'Our notes since autumn.');
    const card = await world.cardInProgress();
    await world.reconcile(card);
    const lists = await world.company.lists();
    expect(lists.map(list => list.id)).toEqual([id]);
    expect(lists[0]?.content).toContain('Our notes since autumn.');
    expect(lists[0]?.content).toContain(card);
    expect(await world.itemNames(CARD)).toEqual(FIRST_ITEMS);
    expect(await world.writesOf(() => world.reconcile(card))).toBe(0);
  });
});

describe('nothing is written', () => {
  it('about a card that was deleted', async () => {
    const world = await startWorld();
    const card = await world.cardInProgress();
    await world.cache.whole(world.clock.now());
    await clientOf(world.simulator, world.team().members[0]?.token).ask('DELETE', `/v2/task/${card}`);
    // The delta does not show what is gone, so the reported change makes it look singly.
    await world.pass(1_000);
    await world.reported(card, { kind: 'other' });
    const writes = await world.writesOf(async () => {
      expect(await world.reconcile(card)).toEqual({ kind: 'done', next: null });
    });
    expect(writes).toBe(0);
    expect(world.cache.present()?.board.cards.map(({ id }) => id)).not.toContain(card);
  });

  it('about a card that never was', async () => {
    const world = await startWorld();
    const writes = await world.writesOf(async () => {
      expect(await world.reconcile('nocard')).toEqual({ kind: 'done', next: null });
    });
    expect(writes).toBe(0);
  });

  it('about a card in a status of no phase', async () => {
    const { phases } = examplePlaybook();
    const world = await startWorld({
      playbook: {
        phases: {
          ...phases,
          running: ['evaluation'],
          evaluating: ['done'],
          done: ['cancelled'],
          dropped: ['backlog'],
          candidate: ['prioritized'],
        },
      },
    });
    const card = await world.cardInProgress();
    const writes = await world.writesOf(async () => {
      expect(await world.reconcile(card)).toEqual({ kind: 'done', next: null });
    });
    expect(writes).toBe(0);
  });
});
