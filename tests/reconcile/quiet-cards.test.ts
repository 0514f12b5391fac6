// Cards on which Liaison has had nothing to say: the first word there is heard, and silence costs no request.
import { describe, expect, it } from 'vitest';
import { clientOf } from '../support/simulator-client.ts';
import { DAY_MS, startWorld } from '../support/world.ts';
import { answers, HOUR_MS, readsOf, say } from './commanding.ts';

const NOTHING_READ = { comments: 0, threads: 0 };

/** A card in that status with nobody on it, which Liaison has seen long ago. */
async function quietCard(status: string, hearsWebhooks = false) {
  const world = await startWorld({ hearsWebhooks });
  const [ana] = world.team().members;
  if (!ana) throw new Error('the seed lacks people');
  const card = await world.company.createCard('An idea', { status });
  await world.pass(HOUR_MS);
  expect(await readsOf(world, card, () => world.reconcileUntilDone(card))).toEqual(NOTHING_READ);
  return { world, card, ana };
}

describe.each(['backlog', 'cancelled'])(
  'on a card in “%s” that nobody works on, without webhooks',
  status => {
    it('a command is answered, and nothing is read before and afterwards', async () => {
      const { world, card, ana } = await quietCard(status);
      await world.pass(2 * DAY_MS);
      expect(await readsOf(world, card, () => world.reconcileUntilDone(card))).toEqual(NOTHING_READ);
      const command = await say(world, card, '/explain', ana);
      await world.reconcileUntilDone(card);
      expect(await answers(world, command)).toEqual(['Liaison answers “/explain”']);
      // What Liaison wrote moves the card's time once more.
      await world.reconcileUntilDone(card);
      await world.pass(HOUR_MS);
      expect(await readsOf(world, card, () => world.reconcileUntilDone(card))).toEqual(NOTHING_READ);
      const next = await say(world, card, '/recheck', ana);
      await world.reconcileUntilDone(card);
      expect(await answers(world, next)).toEqual(['Liaison answers “/recheck”']);
    });
  },
);

it('a command on a card that was made just now is answered at first sight', async () => {
  const world = await startWorld();
  const [ana] = world.team().members;
  if (!ana) throw new Error('the seed lacks people');
  const card = await world.company.createCard('An idea', { status: 'backlog' });
  const command = await say(world, card, '/explain', ana);
  await world.reconcileUntilDone(card);
  expect(await answers(world, command)).toEqual(['Liaison answers “/explain”']);
});

it('a command on a card that is over is answered once its comments can be read, however late', async () => {
  const world = await startWorld({ hearsWebhooks: true });
  const [ana] = world.team().members;
  if (!ana) throw new Error('the seed lacks people');
  const card = await world.company.createCard('Long over', { status: 'done' });
  const commentId = await say(world, card, '/explain', ana);
  await world.reported(card, { kind: 'comment', isCommand: true, commentId }, ana.id);
  const refusal = { kind: 'status', status: 401, code: 'OAUTH_027', method: 'GET', route: '/comment' };
  await world.faults({ ...refusal, probability: 1, user: world.simulator.tokens.bot.id });
  await world.reconcile(card);
  expect(await answers(world, commentId)).toEqual([]);
  await world.pass(DAY_MS);
  await world.faults();
  await world.reconcileUntilDone(card);
  expect(await answers(world, commentId)).toEqual(['Liaison answers “/explain”']);
  await world.pass(HOUR_MS);
  expect(await readsOf(world, card, () => world.reconcileUntilDone(card))).toEqual(NOTHING_READ);
});

it('a command on a card that is over is answered once its status has its name again, however late', async () => {
  const world = await startWorld({ hearsWebhooks: true });
  const [ana] = world.team().members;
  if (!ana) throw new Error('the seed lacks people');
  const card = await world.company.createCard('Long over', { status: 'done' });
  const { control } = clientOf(world.simulator);
  const rename = (from: string, to: string) =>
    control('statuses', { list: world.company.places.board, rename: { [from]: to } });
  await rename('done', 'finished');
  const commentId = await say(world, card, '/explain', ana);
  await world.reported(card, { kind: 'comment', isCommand: true, commentId }, ana.id);
  await world.reconcileUntilDone(card);
  expect(await answers(world, commentId)).toEqual([]);
  await world.pass(2 * DAY_MS);
  await rename('finished', 'done');
  await world.reconcileUntilDone(card);
  expect(await answers(world, commentId)).toEqual(['Liaison answers “/explain”']);
});

it('with webhooks, a change that a delivery told of costs no reading of comments', async () => {
  const { world, card, ana } = await quietCard('backlog', true);
  await world.company.as(ana).ask('PUT', `/v2/task/${card}`, { name: 'A better idea' });
  await world.reported(card, { kind: 'other' }, ana.id);
  expect(await readsOf(world, card, () => world.reconcileUntilDone(card))).toEqual(NOTHING_READ);
  await world.pass(HOUR_MS);
  expect(await readsOf(world, card, () => world.reconcileUntilDone(card))).toEqual(NOTHING_READ);
});

it.each(['done', 'cancelled'])(
  'nothing is read of a card that was “%s” before Liaison came',
  async status => {
    const world = await startWorld();
    const { members, supporter } = world.team();
    const assignees = members.map(({ id }) => id);
    const card = await world.company.createCard('Long over', { status, assignees });
    await world.company.setSupporter(card, [supporter]);
    expect(await readsOf(world, card, () => world.reconcileUntilDone(card))).toEqual(NOTHING_READ);
  },
);
