// A field that Liaison can't see any more while people go on using it: nobody is corrected or asked for what it can't see.
import { afterEach, expect, it } from 'vitest';
import { look, shapeOf } from './rules-seen.ts';
import { type CardIdea, type Stage, setStage, who } from './rules-stage.ts';

let stage: Stage | null = null;
afterEach(async () => {
  await stage?.end();
  stage = null;
});

async function staged(rules: Record<string, object>, ...ideas: [CardIdea, ...CardIdea[]]) {
  const set = await setStage(rules, ideas);
  stage = set;
  const { people } = set;
  const isHidden = (hidden: boolean) =>
    set.inTime(people.control('fields', { field: people.supporterFieldId, hidden }));
  /** What people see and change, and the token does not. */
  const unseen = async (act: () => Promise<unknown>) => {
    await isHidden(false);
    await act();
    await isHidden(true);
  };
  return { set, isHidden, unseen };
}

it('who got a supporter meanwhile may begin', async () => {
  const { set, isHidden, unseen } = await staged(
    { 'supporter-present': { enforce: 'revert' } },
    { supporter: null },
  );
  await isHidden(true);
  await set.rest();
  await unseen(() => set.isSupportedBy('Amara'));
  await set.moves('in progress');
  await set.rest();
  expect((await set.task()).status.status).toBe('in progress');
});

it('who got a supporter meanwhile is not asked for one', async () => {
  const { set, isHidden, unseen } = await staged(
    { 'supporter-present': { enforce: 'warn', grace: '0 seconds' } },
    { supporter: null },
  );
  await isHidden(true);
  await set.rest();
  await unseen(() => set.isSupportedBy('Amara'));
  await set.moves('in progress');
  await set.rest();
  expect((await look(set)).questions).toEqual([]);
});

it('a new supporter who joins too is not taken off', async () => {
  const { set, isHidden, unseen } = await staged(
    { 'team-size': { enforce: 'revert', min: 3, max: 3 } },
    { status: 'in progress' },
  );
  await isHidden(true);
  await set.rest();
  await unseen(() => set.isSupportedBy('Clara'));
  await set.joins('Clara');
  await set.rest();
  expect(shapeOf(await set.task()).team).toContain(who(set.people, 'Clara').id);
});

it('what came into it meanwhile is seen once it is in sight again, though no delivery told of that', async () => {
  const { set, isHidden } = await staged(
    { 'supporter-present': { enforce: 'warn', grace: '0 seconds' } },
    { status: 'in progress' },
  );
  await isHidden(true);
  await set.takes(9);
  await set.rest();
  await set.isTold(false);
  await isHidden(false);
  await set.isSupportedBy('Clara');
  await set.isTold(true);
  // It looks after the board's fields that rarely here; the nightly sweep is still ahead.
  await set.passUntil(new Date(set.now() + 5 * 3_600_000).toISOString());
  expect((await look(set)).lines.join('\n')).toContain('Clara');
});
