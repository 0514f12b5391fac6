// Somebody leaves the workspace while Liaison is at work: the card says that a seat is free, and nothing is undone.
import { expect, it } from 'vitest';
import type { Person } from '../support/company-at-work.ts';
import { pollerWith } from '../support/poller.ts';
import { clientOf } from '../support/simulator-client.ts';
import { startWorld, type World } from '../support/world.ts';

const HOUR_MS = 3_600_000;
const PLAYBOOK = {
  rules: { 'team-size': { min: 3, max: 5, enforce: 'revert' } },
  digest: undefined,
  feedback: undefined,
  workItems: [
    {
      key: 'kick-off',
      title: 'Kick-off',
      phase: 'running',
      due: '2 working days after start',
      assign: 'one-of-team',
    },
  ],
};

async function started(hearsWebhooks: boolean) {
  const world = await startWorld({ playbook: PLAYBOOK, hearsWebhooks });
  const card = await world.cardInProgress();
  await world.reconcileUntilDone(card);
  const [ana] = world.team().members;
  if (!ana) throw new Error('nobody');
  return { world, card, ana };
}

async function seat(world: World, { id }: Person, to: 'active' | 'removed'): Promise<void> {
  expect((await clientOf(world.simulator).control('people', { user: id, seat: to })).status).toBe(200);
}

async function facts(world: World, card: string) {
  const [list] = await world.company.lists();
  const items = (await world.company.items(list?.id ?? '')) as unknown as {
    name: string;
    assignees: { id: number }[];
  }[];
  const comments = (await world.company.comments(card)).map(({ comment_text: text }) => text);
  return {
    holders: items.find(({ name }) => name === 'Kick-off')?.assignees.map(({ id }) => id) ?? [],
    assignees: ((await world.company.card(card)) as unknown as { assignees: { id: number }[] }).assignees.map(
      ({ id }) => id,
    ),
    status: comments.find(text => text.startsWith('How this')) ?? '',
    undos: comments.filter(text => text.startsWith('Liaison took back')).length,
  };
}

/** A poller of the world's board, and the cards of which it asked. */
function pollerOf(world: World, hears: boolean) {
  const { poller, asked } = pollerWith(world, {
    hears,
    async poll() {
      await world.cache.fresh(world.clock.now());
      return { changed: [], affected: [] };
    },
  });
  return {
    async poll(): Promise<string[]> {
      asked.length = 0;
      await poller.pollUnheard();
      return asked.map(({ id }) => id);
    },
  };
}

it.each([true, false])(
  'a member who left is none after two reads an hour apart, and counts again when back (webhooks: %s)',
  async hearsWebhooks => {
    const { world, card, ana } = await started(hearsWebhooks);
    const poller = pollerOf(world, hearsWebhooks);
    const size = (await facts(world, card)).assignees.length;
    expect((await facts(world, card)).holders).toEqual([ana.id]);
    await seat(world, ana, 'removed');

    // One read that lacks her proves nothing.
    await world.cache.whole(world.clock.now());
    await world.reconcileUntilDone(card);
    expect(await poller.poll()).toEqual([]);
    const first = await facts(world, card);
    expect(first.status).toContain(`Team of ${size} people`);
    expect(first.holders).toEqual([ana.id]);

    await world.pass(HOUR_MS + 60_000);
    expect(await poller.poll()).toEqual([card]);
    await world.reconcileUntilDone(card);
    const then = await facts(world, card);
    expect(then.status).toContain(`Seat free: ${ana.username} has left the workspace`);
    expect(then.status).toContain(`${size - 1} people`);
    // Her work goes on; she herself stays on the card, and nothing is taken back.
    expect(then.holders).toHaveLength(1);
    expect(then.holders).not.toContain(ana.id);
    expect(then.assignees).toHaveLength(size);
    expect(then.undos).toBe(0);
    expect(await poller.poll()).toEqual([]);

    // What is known outlives the process.
    world.restart();
    await world.reconcileUntilDone(card);
    expect((await facts(world, card)).status).toContain('has left the workspace');

    await seat(world, ana, 'active');
    await world.cache.whole(world.clock.now());
    await world.reconcileUntilDone(card);
    expect((await facts(world, card)).status).toContain(`Team of ${size} people`);
    expect((await facts(world, card)).status).not.toContain('has left');
  },
);

it('one more read of the people is made, an hour after somebody was first missed, and no other', async () => {
  const { world, ana } = await started(true);
  const poller = pollerOf(world, true);
  let reads = 0;
  const { readStaff } = world.clickUp;
  world.clickUp.readStaff = (...given) => {
    reads += 1;
    return readStaff(...given);
  };
  for (let hour = 0; hour < 3; hour++) {
    await world.pass(HOUR_MS);
    await poller.poll();
  }
  expect(reads).toBe(0);

  await seat(world, ana, 'removed');
  await world.cache.whole(world.clock.now());
  reads = 0;
  for (let half = 0; half < 8; half++) {
    await world.pass(HOUR_MS / 2 + 1);
    await poller.poll();
  }
  expect(reads).toBe(1);
});

it('nobody has left for a workspace that can not be read', async () => {
  const { world, card, ana } = await started(true);
  const poller = pollerOf(world, true);
  await seat(world, ana, 'removed');
  await world.cache.whole(world.clock.now());
  await world.pass(HOUR_MS + 60_000);
  const { readStaff } = world.clickUp;
  world.clickUp.readStaff = () => Promise.reject(new Error('no answer'));
  expect(await poller.poll()).toEqual([]);
  expect((await facts(world, card)).status).not.toContain('has left');
  world.clickUp.readStaff = readStaff;
  await world.pass(6 * 60_000);
  expect(await poller.poll()).toEqual([card]);
});
