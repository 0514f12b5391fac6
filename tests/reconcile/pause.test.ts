// Work that rests: what ClickUp shows while a card is paused or in a status of no phase, and once it goes on.
import { describe, expect, it } from 'vitest';
import { examplePlaybook } from '../support/clickup-setting.ts';
import { DAY_MS, STATUS, startWorld, type World } from '../support/world.ts';

/** A status of the board that the example uses otherwise. */
const ON_HOLD = 'prioritized';

async function pausingWorld(isMapped = true): Promise<World> {
  const { phases } = examplePlaybook();
  const paused = isMapped ? { paused: [ON_HOLD] } : {};
  return startWorld({ playbook: { phases: { ...phases, candidate: ['backlog'], ...paused } } });
}

async function statusOf(world: World, card: string): Promise<string> {
  const comments = await world.company.comments(card);
  return comments.find(({ comment_text: text }) => text.startsWith(STATUS))?.comment_text ?? '';
}

async function moveTo(world: World, card: string, status: string): Promise<void> {
  const [member] = world.team().members;
  if (!member) throw new Error('the seed lacks people');
  const task = await world.company.card(card);
  await world.company.move(card, status, member);
  await world.reported(card, { kind: 'moved', from: task.status.status, to: status }, member.id);
}

describe('a card that is paused', () => {
  it('says since when and by whom, lets its questions rest, and asks again in the same place', async () => {
    const world = await pausingWorld();
    const card = await world.cardInProgress('Orders arrive whole', 1);
    await world.reconcileUntilDone(card);
    expect(await world.headlines(card)).toContain('Liaison asks: team-size');
    await moveTo(world, card, ON_HOLD);
    await world.reconcileUntilDone(card);
    const name = world.team().members[0]?.username;
    const said = await statusOf(world, card);
    expect(said).toContain('This customer result is paused.');
    expect(said).toMatch(new RegExp(`Resting since \\d{4}-\\d{2}-\\d{2}, moved by ${name};`));
    expect(await world.headlines(card)).toContain('Resting for now: team-size');

    await world.pass(21 * DAY_MS);
    const writes = await world.writesOf(async () => {
      world.loseStore();
      expect(await world.reconcile(card)).toEqual({ kind: 'done', next: null });
    });
    expect(writes).toBe(0);

    await moveTo(world, card, 'in progress');
    await world.reconcileUntilDone(card);
    const headlines = await world.headlines(card);
    expect(headlines.filter(line => line.endsWith(': team-size'))).toEqual(['Liaison asks: team-size']);
    expect(headlines.filter(line => line.endsWith(': pause'))).toEqual(['Liaison asks: pause']);
    const asked = await world.company.comments(card);
    const question = asked.find(({ comment_text: text }) => text.startsWith('Liaison asks: team-size'));
    expect(question).toMatchObject({ resolved: false });
  });

  it('is asked nothing more about the dates once somebody closed the proposal', async () => {
    const world = await pausingWorld();
    const card = await world.cardInProgress();
    await world.reconcileUntilDone(card);
    await moveTo(world, card, ON_HOLD);
    await world.reconcileUntilDone(card);
    await world.pass(14 * DAY_MS);
    await moveTo(world, card, 'in progress');
    await world.reconcileUntilDone(card);
    const due = (await world.company.card(card)).due_date;
    world.loseStore();
    expect(await world.writesOf(() => world.reconcile(card))).toBe(0);
    expect((await world.company.card(card)).due_date).toBe(due);
  });
});

describe('a card in a status of no phase', () => {
  it('says honestly that it rests, and goes on without a second question', async () => {
    const world = await pausingWorld(false);
    const card = await world.cardInProgress('Orders arrive whole', 1);
    await world.reconcileUntilDone(card);
    await moveTo(world, card, ON_HOLD);
    await world.reconcileUntilDone(card);
    expect(await statusOf(world, card)).toContain(`the playbook has no phase for its status “${ON_HOLD}”`);
    expect(await world.headlines(card)).toContain('Resting for now: team-size');
    await moveTo(world, card, 'in progress');
    await world.reconcileUntilDone(card);
    const headlines = await world.headlines(card);
    expect(headlines.filter(line => line.endsWith(': team-size'))).toEqual(['Liaison asks: team-size']);
  });

  it('is not touched while a status of the playbook is missing', async () => {
    const world = await pausingWorld(false);
    const card = await world.cardInProgress('Orders arrive whole', 1);
    await world.reconcileUntilDone(card);
    world.lacksStatuses = true;
    await moveTo(world, card, ON_HOLD);
    expect(await world.writesOf(() => world.reconcile(card))).toBe(0);
    expect(await statusOf(world, card)).toContain('This customer result is running.');
  });
});
