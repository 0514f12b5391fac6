// Lists that people made before Liaison came: used where the playbook says so, never doubled, and waited for where it is silent.
import { describe, expect, it } from 'vitest';
import { FIRST_ITEMS } from '../support/first-items.ts';
import { clientOf } from '../support/simulator-client.ts';
import { DAY_MS, startWorld, type World } from '../support/world.ts';

const CARD = 'Orders arrive whole';
const LIST = `${CARD} (Team)`;
const DUE = { due_date: Date.parse('2027-02-20T11:00:00Z') };

/** A list that people made, with the work in it that they have. */
async function madeByHand(world: World, name: string, tasks: object[]) {
  const person = world.simulator.tokens.people[0];
  const { ask } = clientOf(world.simulator, person?.token);
  const path = `/v2/folder/${world.company.places.folder}/list`;
  const { body } = await ask<{ id: string }>('POST', path, { name, content: 'Our room: 4.12' });
  for (const task of tasks) await ask('POST', `/v2/list/${body.id}/task`, task);
  return body.id;
}

function answer(world: World, card: string, list: string): void {
  world.playbook.teamList.adopt[card] = list;
}

describe('a list that people made', () => {
  it('is taken over with its tasks where the playbook says so, once, also where Liaison dies in between or forgets all', async () => {
    const world = await startWorld();
    const card = await world.cardInProgress();
    const [owner] = world.team().members;
    const list = await madeByHand(world, LIST, [
      { name: 'UNDERSTAND the problem!', ...DUE, assignees: [owner?.id] },
      { name: 'Make the plan, with your supporter' },
      { name: 'Weekly-Sync' },
      { name: 'Call the warehouse' },
    ]);
    expect(await world.writesOf(() => world.reconcile(card))).toBe(1);
    expect(await world.listNames()).toEqual([LIST]);
    expect((await world.company.comments(card))[0]?.comment_text).toContain(`"${card}": "${list}"`);

    const before = await world.company.items(list);
    const dueOf = (all: typeof before) =>
      all.find(({ name }) => name === 'UNDERSTAND the problem!')?.due_date;
    answer(world, card, list);
    // The page of the list can’t be made at first: which tasks are Liaison’s is told by their titles once more.
    await world.faults({ kind: 'status', status: 500, route: '/list/{list_id}/task', method: 'POST' });
    expect(await world.reconcile(card)).toMatchObject({ kind: 'retry' });
    expect((await world.company.lists())[0]?.content).toContain(card);
    await world.faults();
    await world.reconcileUntilDone(card);
    const items = await world.company.items(list);
    expect(new Set(items.map(({ name }) => name)).size).toBe(items.length);
    expect(items.map(({ name }) => name).sort()).toEqual([
      'About this list',
      'Call the warehouse',
      'Kick-off',
      'Make the plan, with your supporter',
      'Present the plan at the all-hands',
      'UNDERSTAND the problem!',
      'Weekly-Sync',
    ]);
    const named = (name: string) => items.find(item => item.name === name);
    const first = named('UNDERSTAND the problem!');
    expect(dueOf(before)).toBeTruthy();
    expect(dueOf(items)).toBe(dueOf(before));
    expect(first?.assignees.map(({ id }) => id)).toEqual([owner?.id]);
    const plan = named('Make the plan, with your supporter');
    expect(plan?.due_date).not.toBeNull();
    expect(plan?.assignees).toHaveLength(1);
    const [found] = await world.company.lists();
    expect(found?.content).toContain('Our room: 4.12');
    expect(found?.content).toContain(card);

    expect(await world.writesOf(() => world.reconcile(card))).toBe(0);
    world.loseStore();
    world.lostAt = world.clock.now();
    world.past = { forgottenAt: world.lostAt, workedSince: null };
    expect(await world.writesOf(() => world.reconcile(card))).toBe(0);
  });

  it('is left alone where the playbook says none, and the card gets its own', async () => {
    const world = await startWorld();
    const card = await world.cardInProgress();
    await madeByHand(world, CARD, [{ name: 'Kick-off' }]);
    answer(world, card, 'none');
    await world.reconcileUntilDone(card);
    expect(await world.listNames()).toEqual([CARD, `${CARD} (2)`]);
    expect(await world.itemNames(CARD)).toEqual(['Kick-off']);
  });
});

describe('a gentle start', () => {
  it('acts on the cards of the pilot alone', async () => {
    const world = await startWorld();
    const [one, other] = [await world.cardInProgress('One'), await world.cardInProgress('Other')];
    world.playbook.pilot = [one];
    expect(await world.writesOf(() => world.reconcile(other))).toBe(0);
    await world.reconcile(one);
    expect(await world.listNames()).toEqual(['One']);
    delete world.playbook.pilot;
    await world.reconcile(other);
    expect(await world.listNames()).toEqual(['One', 'Other']);
  });

  it('makes so many changes a day, and what is over it on the next morning; whoever asks is answered all the same', async () => {
    const world = await startWorld({ playbook: { maxChangesPerDay: 12 } });
    const all = ['First', 'Second', 'Third'];
    const ids: string[] = [];
    for (const name of all) ids.push(await world.cardInProgress(name));
    const [first = '', second = '', third = ''] = ids;
    await world.reconcile(first);
    const spent = await world.company.spent();
    const result = await world.reconcile(second);
    const morning = Date.parse('2027-02-02T08:00:00Z');
    expect(result).toMatchObject({ kind: 'done', next: morning });
    expect(result.kind === 'done' && result.why).toContain('maxChangesPerDay');
    expect((await world.company.spent()).writes).toBe(spent.writes);
    expect(await world.listNames()).toEqual(['First']);

    const { ask } = clientOf(world.simulator, world.simulator.tokens.people[0]?.token);
    await ask('POST', `/v2/task/${third}/comment`, { comment_text: '/help', notify_all: false });
    expect(await world.writesOf(() => world.reconcile(third))).toBe(1);

    await world.pass(morning - world.clock.now());
    await world.reconcile(second);
    expect(await world.reconcile(third)).toMatchObject({ next: morning + DAY_MS });
    expect(await world.listNames()).toEqual(['First', 'Second']);
    await world.pass(DAY_MS);
    await world.reconcile(third);
    expect(await world.listNames()).toEqual(all.toSorted());
  });

  it('begins what no day allows as a whole on a day on which nothing was changed', async () => {
    const world = await startWorld({ playbook: { maxChangesPerDay: 4 } });
    const card = await world.cardInProgress();
    const ofDays: number[] = [];
    let waits = true;
    while (waits) {
      const writes = await world.writesOf(async () => {
        const result = await world.reconcile(card);
        waits = result.kind === 'done' && result.why !== undefined;
      });
      ofDays.push(writes);
      await world.pass(DAY_MS);
    }
    expect(ofDays.slice(0, -1)).toEqual([4, 4]);
    expect(Math.max(...ofDays)).toBeLessThanOrEqual(4);
    expect(new Set(await world.itemNames(CARD))).toEqual(new Set(FIRST_ITEMS));
  });
});
