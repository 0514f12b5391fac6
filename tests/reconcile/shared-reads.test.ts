// Cards that change together share what is read before their work items change: only while deliveries tell of every change,
// and never for what is taken back.
import { expect, it } from 'vitest';
import { reconcile } from '../../src/reconcile/reconcile.ts';
import { DAY_MS, OURS, startWorld, type World } from '../support/world.ts';
import { joinedFullTeam } from './full-team.ts';

/** Somebody moves a card's dates, and its work items with them; a delivery tells of it. */
async function moveDates(world: World, card: string): Promise<void> {
  const [member] = world.team().members;
  if (!member) throw new Error('the seed lacks people');
  const start = world.clock.now() + 7 * DAY_MS;
  const body = { start_date: start, due_date: start + 56 * DAY_MS };
  await world.company.as(member).ask('PUT', `/v2/task/${card}`, body);
  await world.reported(card, { kind: 'other' }, member.id);
}
const reconcileNow = (world: World, card: string) =>
  reconcile(world.deps(), card, { requestedAt: world.clock.now(), ...OURS });

it.each([
  ['share it while deliveries tell of every change', true],
  ['read for themselves where none do', false],
])('two cards whose dates move %s', async (_what, hearsWebhooks) => {
  const world = await startWorld({ hearsWebhooks });
  const cards = [await world.cardInProgress('Orders arrive whole'), await world.cardInProgress('No queues')];
  for (const card of cards) await world.reconcileUntilDone(card);
  for (const card of cards) await moveDates(world, card);
  const readAt: (number | undefined)[] = [];
  for (const card of cards) {
    await world.pass(1_000);
    expect(await world.writesOf(() => reconcileNow(world, card))).toBeGreaterThan(1);
    readAt.push(world.cache.present()?.readAt);
  }
  expect(readAt[1] === readAt[0]).toBe(hearsWebhooks);
});

it('nobody is taken off by what was read for another card, though work items change as well', async () => {
  const { world, card, leaver, joiner } = await joinedFullTeam();
  await moveDates(world, card);
  await world.pass(1_000);
  await world.cache.fresh(world.clock.now());
  await world.pass(1_000);
  // No delivery tells of it, or not yet.
  await world.company.as(leaver).ask('PUT', `/v2/task/${card}`, { assignees: { add: [], rem: [leaver.id] } });
  expect((await reconcileNow(world, card)).kind).toBe('done');
  const { assignees } = await world.company.card(card);
  expect(assignees.map(({ id }) => id)).toContain(joiner.id);
});
