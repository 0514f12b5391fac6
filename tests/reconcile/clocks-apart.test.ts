// ClickUp's clock ten minutes behind ours: what is dated by one clock is not compared with the other.
import { expect, it } from 'vitest';
import { clientOf } from '../support/simulator-client.ts';
import { STATUS, type World } from '../support/world.ts';
import { askedAbout, say } from './commanding.ts';

const MINUTE_MS = 60_000;

/** From now on ClickUp is that late, and Liaison has measured it. */
async function fallBehind(world: World): Promise<void> {
  await clientOf(world.simulator).control('clock', { advanceMs: -10 * MINUTE_MS });
  world.skewMs = -10 * MINUTE_MS;
}

it('a status comment that is deleted minutes after something was said is said again', async () => {
  const { world, card, ana } = await askedAbout({ hearsWebhooks: true });
  await fallBehind(world);
  await world.pass(10 * MINUTE_MS);
  const commentId = await say(world, card, '/recheck', ana);
  await world.reported(card, { kind: 'comment', isCommand: true, commentId }, ana.id);
  await world.reconcileUntilDone(card);
  await world.pass(2 * MINUTE_MS);
  const status = (await world.company.comments(card)).find(({ comment_text: text }) =>
    text.startsWith(STATUS),
  );
  await world.company.as(ana).ask('DELETE', `/v2/comment/${status?.id}`);
  await world.pass(20 * MINUTE_MS);
  await world.reconcileUntilDone(card);
  expect(await world.headlines(card)).toContain(STATUS);
});
