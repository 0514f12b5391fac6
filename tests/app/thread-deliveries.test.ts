// What people write in threads, as ClickUp's deliveries tell of it.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { recall } from '../../src/reconcile/memory/recall.ts';
import { STATUS } from '../support/world.ts';
import { closeQueue, handle, openQueue, settled, someone, startHearing } from './hearing.ts';

beforeAll(openQueue);
afterAll(closeQueue);

it('a command in the thread of what somebody else said is heard as words on the card, not as a command of it', async () => {
  const hearing = await startHearing();
  const { world } = hearing;
  const card = await settled(hearing);
  const { client } = someone(world);
  const say = (path: string, text: string) =>
    client.ask<{ id: number }>('POST', path, { comment_text: text, notify_all: false });
  const words = (await say(`/v2/task/${card}/comment`, 'Who looks at this?')).body.id;
  const saidOn = async (path: string) => {
    await handle(hearing, await hearing.heard(() => say(path, '/recheck')));
    return (await recall(world.memory, card)).reportedChanges.map(({ change }) => change);
  };
  const inThread = await saidOn(`/v2/comment/${words}/reply`);
  expect(inThread.map(({ kind }) => kind)).toContain('comment');
  expect(inThread).not.toContainEqual(expect.objectContaining({ isCommand: true }));
  const question = (await world.company.comments(card)).find(({ comment_text: said }) =>
    said.startsWith(STATUS),
  );
  const inOurThread = await saidOn(`/v2/comment/${question?.id}/reply`);
  expect(inOurThread).toContainEqual(expect.objectContaining({ isCommand: true }));
  const onCard = await saidOn(`/v2/task/${card}/comment`);
  expect(onCard).toContainEqual(expect.objectContaining({ isCommand: true }));
});
