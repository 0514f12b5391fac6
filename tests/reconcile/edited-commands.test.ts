// Commands that people edit after Liaison answered them: what it answered counts, however and whenever one looks.
import { describe, expect, it } from 'vitest';
import {
  ASKED,
  answers,
  askedAbout,
  ENDED,
  edit,
  HOUR_MS,
  readsOf,
  say,
  tags,
  WAIVE,
  WAIVED,
} from './commanding.ts';
import { DAY_MS, type World } from './world.ts';

/** A waiver that was granted, and then the comment was edited into something that is no command. */
async function editedAway(hearsWebhooks: boolean) {
  const { world, card, ana } = await askedAbout({ hearsWebhooks });
  const command = await say(world, card, WAIVE, ana);
  if (hearsWebhooks) await world.hint(card, { kind: 'comment', isCommand: true, commentId: command }, ana.id);
  await world.lookUntilDone(card);
  expect(await answers(world, command)).toEqual([WAIVED]);
  await world.pass(HOUR_MS);
  await edit(world, command, 'Sorry for the noise: until 12 Feb, because Sam is back on Monday', ana);
  if (hearsWebhooks)
    await world.hint(card, { kind: 'comment', isCommand: false, commentId: command }, ana.id);
  return { world, card, ana, command };
}

async function statusOf(world: World, card: string): Promise<string> {
  const comments = await world.company.comments(card);
  return comments.find(({ comment_text: text }) => text.startsWith('How this'))?.comment_text ?? '';
}

describe.each([
  ['with webhooks', true],
  ['without webhooks', false],
])('%s, a granted /waive that is edited into something else', (_ways, hearsWebhooks) => {
  it('stays granted as its thread says, with and without the store', async () => {
    const { world, card, command } = await editedAway(hearsWebhooks);
    for (const lose of [() => {}, () => world.restart(), () => world.loseStore()]) {
      lose();
      await world.lookUntilDone(card);
      expect(await tags(world, card)).toEqual(['waived']);
      expect(await statusOf(world, card)).toContain('Waived until Fri, 12 Feb 2027');
      expect(await world.headlines(card)).not.toContain(ASKED);
      await world.pass(DAY_MS);
    }
    expect(await answers(world, command)).toEqual([WAIVED]);
  });

  it('ends by itself in its thread', async () => {
    const { world, card, command } = await editedAway(hearsWebhooks);
    await world.lookUntilDone(card);
    await world.pass(13 * DAY_MS);
    world.loseStore();
    await world.lookUntilDone(card);
    expect(await answers(world, command)).toEqual([WAIVED, ENDED]);
    expect(await tags(world, card)).toEqual([]);
  });
});

it('an edit of a remembered command has the comments read again, another edit does not', async () => {
  const { world, card, ana, command } = await editedAway(true);
  expect(await readsOf(world, card, () => world.look(card))).toEqual({ comments: 1, threads: 0 });
  await world.hint(card, { kind: 'comment', isCommand: false, commentId: `${command}1` }, ana.id);
  expect(await readsOf(world, card, () => world.look(card))).toEqual({ comments: 0, threads: 0 });
});

it('a thread of chatter on a waived card is read once', async () => {
  const { world, card, ana } = await askedAbout();
  await say(world, card, WAIVE, ana);
  const words = await say(world, card, 'What now?', ana);
  await world.lookUntilDone(card);
  await world.company
    .as(ana)
    .ask('POST', `/v2/comment/${words}/reply`, { comment_text: 'Well', notify_all: false });
  world.loseStore();
  // Two threads: the command's and this one.
  expect((await readsOf(world, card, () => world.lookUntilDone(card))).threads).toBe(2);
  await say(world, card, 'Good morning!', ana);
  expect((await readsOf(world, card, () => world.lookUntilDone(card))).threads).toBe(0);
});
