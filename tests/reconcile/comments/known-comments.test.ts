// What Liaison said stays its own to bring up to date, wherever the card has gone since. Found by randomised runs: questions
// that stayed open on ended cards, and a second status comment.
import { expect, it } from 'vitest';
import { DAY_MS, startWorld } from '../../support/world.ts';

/** A card that is forming, with its status comment. */
async function formingCard() {
  const world = await startWorld();
  const { members } = world.team();
  const [person] = members;
  if (!person) throw new Error('the seed lacks people');
  const id = await world.company.createCard('Orders arrive whole', {
    status: 'forming',
    assignees: members.map(member => member.id),
  });
  await world.reconcileUntilDone(id);
  const said = async () =>
    (await world.company.comments(id)).map(({ comment_text: text }) => text.split('\n')[1]);
  expect(await said()).toEqual(['This customer result is forming its team.']);
  return { world, id, person, said };
}

it('a card that ends without ever having had a list is told so, days after Liaison spoke last', async () => {
  const { world, id, person, said } = await formingCard();
  await world.pass(3 * DAY_MS);
  await world.company.move(id, 'cancelled', person);
  await world.reconcileUntilDone(id);
  expect(await said()).toEqual(['This customer result is dropped.']);
});

it('the same after the memory was lost', async () => {
  const { world, id, person, said } = await formingCard();
  await world.company.move(id, 'cancelled', person);
  world.loseStore();
  world.lostAt = world.clock.now();
  await world.reconcileUntilDone(id);
  expect(await said()).toEqual(['This customer result is dropped.']);
});

it('an edit that failed does not make Liaison speak twice where it is new', async () => {
  const { world, id, person, said } = await formingCard();
  world.isNewHere = true;
  await world.faults({
    kind: 'status',
    status: 502,
    method: 'PUT',
    route: '/comment/{comment_id}',
    times: 1,
  });
  await world.company.setSupporter(id, world.company.group('Supporters').slice(0, 1));
  expect((await world.reconcile(id)).kind).toBe('retry');
  await world.company.move(id, 'in progress', person);
  await world.reconcileUntilDone(id);
  expect(await said()).toContain('This customer result is running.');
  expect(await said()).not.toContain('This customer result is forming its team.');
});
