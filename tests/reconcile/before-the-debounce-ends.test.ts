// What is needed may be read before the debounce ends; what is decided waits for whoever joins until then.
import { expect, it } from 'vitest';
import { reconcile } from '../../src/reconcile/reconcile.ts';
import { OURS, type World } from '../support/world.ts';
import { joinedFullTeam } from './full-team.ts';

/** Reconciles it; once it has read it is told that the debounce is over. Answers with what was read by then and after. */
async function readsAround(world: World, card: string, untilTheEnd: () => Promise<void>) {
  const before = (await world.company.spent()).reads;
  let ahead = before;
  const waitOutDebounce = async (): Promise<boolean> => {
    await untilTheEnd();
    ahead = (await world.company.spent()).reads;
    return true;
  };
  const requestedAt = world.clock.now();
  expect((await reconcile(world.deps(), card, { requestedAt, waitOutDebounce, ...OURS })).kind).toBe('done');
  return { ahead: ahead - before, after: (await world.company.spent()).reads - ahead };
}

const teamOf = async (world: World, card: string): Promise<number[]> =>
  (await world.company.card(card)).assignees.map(({ id }) => id);

it('everything is read by the end of the debounce, where nothing more is reported', async () => {
  const { world, card, joiner } = await joinedFullTeam();
  const reads = await readsAround(world, card, async () => {
    expect(await teamOf(world, card)).toContain(joiner.id);
  });
  expect(reads.ahead).toBeGreaterThan(0);
  expect(reads.after).toBe(0);
  expect(await teamOf(world, card)).not.toContain(joiner.id);
});

it('whoever makes room before the debounce ends keeps the newcomer on the team', async () => {
  const { world, card, leaver, joiner } = await joinedFullTeam();
  await readsAround(world, card, async () => {
    const body = { assignees: { add: [], rem: [leaver.id] } };
    await world.company.as(leaver).ask('PUT', `/v2/task/${card}`, body);
    await world.pass(20);
    const person = { id: leaver.id, name: leaver.username };
    await world.reported(card, { kind: 'left', person }, leaver.id);
  });
  expect(await teamOf(world, card)).toContain(joiner.id);
  expect(await teamOf(world, card)).not.toContain(leaver.id);
});
