// What happened after the look that a process has: written by another process, or changed by a person whose delivery was
// lost. Neither is written over.
import { expect, it } from 'vitest';
import { reconcile } from '../../src/reconcile/reconcile.ts';
import { DAY_MS, OURS, startWorld } from '../support/world.ts';
import { askedAbout, say, WAIVE } from './commanding.ts';

it('what another process wrote since is not written again, though the look is young enough for the job', async () => {
  const { world, card, ana } = await askedAbout();
  await say(world, card, WAIVE, ana);
  await world.pass(2_000);
  const other = world.cacheOver(world.memory, 'another');
  const requestedAt = world.clock.now();
  await other.fresh(requestedAt);
  await world.cache.fresh(requestedAt);
  const run = { requestedAt, ...OURS };
  // The answer, the tag on the card, the question that is settled, the status.
  expect(await world.writesOf(() => reconcile(world.deps(), card, run))).toBeGreaterThan(2);
  const { tags } = (await world.company.card(card)) as unknown as { tags: { name: string }[] };
  expect(tags.map(({ name }) => name)).toContain('waived');
  world.cache = other;
  expect(await world.writesOf(() => reconcile(world.deps(), card, run))).toBe(0);
});

it('a day that a person gave a task stays, though no delivery told of it and the card’s own dates move', async () => {
  const world = await startWorld({ hearsWebhooks: true });
  const card = await world.cardInProgress();
  await world.reconcileUntilDone(card);
  const [member] = world.team().members;
  const [list] = await world.company.lists();
  if (!member || !list) throw new Error('nobody');
  const dueOf = async () =>
    (await world.company.items(list.id)).find(({ name }) => name === 'Kick-off') as unknown as {
      id: string;
      due_date: string;
    };
  const client = world.company.as(member);
  const theirs = world.clock.now() + 20 * DAY_MS;
  const { id } = await dueOf();
  await client.ask('PUT', `/v2/task/${id}`, { due_date: theirs, due_date_time: true });
  const start = world.clock.now() + 7 * DAY_MS;
  await client.ask('PUT', `/v2/task/${card}`, { start_date: start, due_date: start + 56 * DAY_MS });
  await world.reported(card, { kind: 'other' }, member.id);
  expect((await world.reconcile(card)).kind).toBe('done');
  expect(Number((await dueOf()).due_date)).toBe(theirs);
});
