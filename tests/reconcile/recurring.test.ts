// Work that comes again and again, as a team meets it in its list: one open task at a time, each with its number.
import { describe, expect, it } from 'vitest';
import type { ClickUp } from '../../src/reconcile/ports.ts';
import type { Task } from '../support/simulator-client.ts';
import { DAY_MS, READ_LAG_MS, type World } from '../support/world.ts';
import { dyingReconcile } from './commanding.ts';
import { teamAtWork } from './team-at-work.ts';

const CARD = 'Orders arrive whole';
const PLAYBOOK = {
  rules: {},
  feedback: undefined,
  digest: undefined,
  workItems: [
    {
      key: 'weekly-sync',
      title: 'Weekly sync',
      description: 'What is next?',
      phase: 'running',
      due: 'every week while running',
      assign: 'one-of-team',
    },
  ],
};

/** A card at work since Monday, 1 February 2027, whose team meets every week. */
const atWork = () => teamAtWork(PLAYBOOK);

async function syncs(world: World): Promise<Task[]> {
  const [list] = await world.company.lists();
  const items = await world.company.items(list?.id ?? '');
  const all = items.filter(({ name }) => name === 'Weekly sync');
  return all.toSorted((one, other) => Number(one['due_date']) - Number(other['due_date']));
}

const dayOf = (task: Task): string => new Date(Number(task['due_date'])).toISOString().slice(0, 10);
const tagsOf = (task: Task): string[] => (task['tags'] as { name: string }[]).map(({ name }) => name);
/** What the line in its description says, below the one tag that they all have. */
const numbersOf = async (world: World) =>
  (await syncs(world)).map(task => {
    expect(tagsOf(task)).toEqual(['liaison-weekly-sync']);
    return /Managed by Liaison · (\S+) ·/.exec(String(task['text_content']))?.[1];
  });
const daysOf = async (world: World) => (await syncs(world)).map(dayOf);

async function latest(world: World): Promise<Task> {
  const task = (await syncs(world)).at(-1);
  if (!task) throw new Error('there is no sync');
  return task;
}

async function close(world: World, client: Awaited<ReturnType<typeof atWork>>['client']): Promise<void> {
  await client.ask('PUT', `/v2/task/${(await latest(world)).id}`, { status: 'complete' });
}

/** Looks whenever the card itself asks for it, up to an instant. */
async function followUntil(world: World, card: string, end: number): Promise<void> {
  for (let looks = 0; looks < 60; looks++) {
    const result = await world.reconcile(card);
    if (result.kind !== 'done') throw new Error(`the look ended with ${result.kind}`);
    if (result.next === null || result.next > end) break;
    await world.pass(Math.max(0, result.next - world.clock.now()));
  }
  await world.pass(Math.max(0, end - world.clock.now()));
}

async function expectNothingLeft(world: World, card: string): Promise<void> {
  await world.pass(2 * READ_LAG_MS);
  expect(await world.writesOf(() => world.reconcileUntilDone(card))).toBe(0);
  world.loseStore();
  expect(await world.writesOf(() => world.reconcileUntilDone(card))).toBe(0);
}

describe('a weekly sync', () => {
  it('appears one at a time, with its number, assigned and due in its week', async () => {
    const { world, card } = await atWork();
    expect(await numbersOf(world)).toEqual(['weekly-sync-1']);
    expect(await daysOf(world)).toEqual(['2027-02-08']);
    expect((await latest(world)).assignees).toHaveLength(1);
    await expectNothingLeft(world, card);
    await followUntil(world, card, world.clock.now() + 30 * DAY_MS);
    expect(await numbersOf(world)).toEqual(['weekly-sync-1']);
  });

  it('that is closed is followed by the next one, and stays', async () => {
    const { world, card, client } = await atWork();
    for (const day of ['2027-02-08', '2027-02-15', '2027-02-22']) {
      expect((await daysOf(world)).at(-1)).toBe(day);
      await world.pass(Date.parse(`${day}T10:00:00Z`) - world.clock.now());
      await close(world, client);
      await world.reconcileUntilDone(card);
    }
    expect(await numbersOf(world)).toEqual([1, 2, 3, 4].map(number => `weekly-sync-${number}`));
    expect((await daysOf(world)).at(-1)).toBe('2027-03-01');
    await expectNothingLeft(world, card);
  });

  it('that is closed before its day is followed by the next week’s', async () => {
    const { world, card, client } = await atWork();
    await close(world, client);
    await world.reconcileUntilDone(card);
    expect(await daysOf(world)).toEqual(['2027-02-08', '2027-02-15']);
  });

  it('that is closed weeks later is followed by the next one to come, not by those that were missed', async () => {
    const { world, card, client } = await atWork();
    await world.pass(24 * DAY_MS);
    await close(world, client);
    await world.reconcileUntilDone(card);
    expect(await daysOf(world)).toEqual(['2027-02-08', '2027-03-01']);
    expect(await numbersOf(world)).toEqual(['weekly-sync-1', 'weekly-sync-2']);
  });

  it('that somebody deletes stays deleted; the next week’s comes when its day is over', async () => {
    const { world, card, client } = await atWork();
    await client.ask('DELETE', `/v2/task/${(await latest(world)).id}`);
    await world.pass(2 * READ_LAG_MS);
    await world.cache.whole(world.clock.now());
    await world.reconcileUntilDone(card);
    expect(await syncs(world)).toEqual([]);
    await followUntil(world, card, Date.parse('2027-02-08T21:00:00Z'));
    expect(await syncs(world)).toEqual([]);
    await followUntil(world, card, Date.parse('2027-02-09T06:00:00Z'));
    expect(await numbersOf(world)).toEqual(['weekly-sync-2']);
    expect(await daysOf(world)).toEqual(['2027-02-15']);
    await expectNothingLeft(world, card);
  });

  it('moves with the start of the card, and keeps the day that somebody gave it', async () => {
    const { world, card, client } = await atWork();
    const start = world.clock.now() + DAY_MS;
    await client.ask('PUT', `/v2/task/${card}`, { start_date: start });
    await world.reconcileUntilDone(card);
    expect(await daysOf(world)).toEqual(['2027-02-09']);
    const ours = Date.parse('2027-02-11T11:00:00Z');
    await client.ask('PUT', `/v2/task/${(await latest(world)).id}`, { due_date: ours });
    await client.ask('PUT', `/v2/task/${card}`, { start_date: start + DAY_MS });
    await world.reconcileUntilDone(card);
    expect(await daysOf(world)).toEqual(['2027-02-11']);
    await expectNothingLeft(world, card);
  });

  it('comes no more once the customer result is being evaluated', async () => {
    const { world, card, client, person } = await atWork();
    await world.company.move(card, 'evaluation', person);
    await world.reconcileUntilDone(card);
    await close(world, client);
    await world.reconcileUntilDone(card);
    await followUntil(world, card, world.clock.now() + 21 * DAY_MS);
    expect(await numbersOf(world)).toEqual(['weekly-sync-1']);
  });
});

describe('the next sync is made once', () => {
  /** ClickUp does the write, and nobody lives to hear of it. */
  const killedAfter = (world: World, name: 'createItem' | 'updateAbout'): ClickUp => ({
    ...world.clickUp,
    async [name](...given: never[]) {
      await (world.clickUp[name] as (...values: never[]) => Promise<unknown>)(...given);
      throw new Error('killed');
    },
  });

  for (const name of ['createItem', 'updateAbout'] as const) {
    for (const isLost of [false, true]) {
      it(`by processes that die after ${name}${isLost ? ', with the store lost' : ''}`, async () => {
        const { world, card, client } = await atWork();
        await world.pass(2 * READ_LAG_MS);
        await close(world, client);
        await dyingReconcile(world, card, { clickUp: killedAfter(world, name) });
        if (isLost) {
          world.loseStore();
          world.lostAt = world.clock.now();
          world.holdUntil = world.clock.now() + READ_LAG_MS;
        }
        await world.reconcileUntilDone(card);
        expect(await daysOf(world)).toEqual(['2027-02-08', '2027-02-15']);
        await expectNothingLeft(world, card);
      });
    }
  }

  it('while it does not show yet, and the process died before it was answered', async () => {
    const { world, card, client } = await atWork();
    await world.pass(2 * READ_LAG_MS);
    await close(world, client);
    await world.reconcileUntilDone(card);
    await close(world, client);
    await world.faults({ kind: 'readLag', lagMs: READ_LAG_MS - 15_000 });
    await dyingReconcile(world, card, { clickUp: killedAfter(world, 'createItem') });
    await world.reconcileUntilDone(card);
    await world.faults();
    await world.pass(READ_LAG_MS);
    expect(await daysOf(world)).toEqual(['2027-02-08', '2027-02-15', '2027-02-22']);
    await expectNothingLeft(world, card);
  });

  it('where the list’s own page is deleted in between', async () => {
    const { world, card, client } = await atWork();
    await world.pass(2 * READ_LAG_MS);
    await close(world, client);
    await world.reconcileUntilDone(card);
    await world.pass(2 * READ_LAG_MS);
    const [list] = await world.company.lists();
    const about = (await world.company.items(list?.id ?? '')).find(({ name }) => name === 'About this list');
    await client.ask('DELETE', `/v2/task/${about?.id}`);
    await world.cache.whole(world.clock.now());
    await world.reconcileUntilDone(card);
    expect(await world.itemNames(CARD)).toEqual(['About this list', 'Weekly sync', 'Weekly sync']);
    await expectNothingLeft(world, card);
  });
});
