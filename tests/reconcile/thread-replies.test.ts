// People answer a question in its thread: their word there counts, also for a Liaison that has lost its memory.
import { expect, it } from 'vitest';
import { DAY_MS, startWorld } from '../support/world.ts';
import { post } from './commanding.ts';

const ASKED = 'Liaison asks: stale';
const MENDED = 'Mended, thank you: stale';

it('a reply to the question about stillness ends the stillness, and the question stays settled without the store', async () => {
  const world = await startWorld({
    playbook: {
      rules: { stale: { workingDays: 2, enforce: 'warn' } },
      workItems: [],
      feedback: undefined,
      digest: undefined,
    },
  });
  const { members } = world.team();
  const [ana] = members;
  if (!ana) throw new Error('the seed lacks people');
  const card = await world.cardInProgress();
  await world.reconcileUntilDone(card);
  await world.pass(5 * DAY_MS);
  await world.reconcileUntilDone(card);
  expect(await world.headlines(card)).toContain(ASKED);
  const question = (await world.company.comments(card)).find(({ comment_text: text }) =>
    text.startsWith(ASKED),
  );
  await post(world, `/v2/comment/${question?.id}/reply`, 'We wait for the customer until Friday.', ana);
  await world.reconcileUntilDone(card);
  expect(await world.headlines(card)).toContain(MENDED);
  world.loseStore();
  expect(await world.writesOf(() => world.reconcileUntilDone(card))).toBe(0);
});
