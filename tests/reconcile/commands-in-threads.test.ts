// People answer where they are asked: commands in the threads of what Liaison said, and of commands of their own.
import { describe, expect, it } from 'vitest';
import { DAY_MS, READ_LAG_MS, STATUS, type World } from '../support/world.ts';
import {
  ASKED,
  answers,
  askedAbout,
  dyingReconcile,
  ENDED,
  EXCUSED,
  HOUR_MS,
  killedAfterReplying,
  post,
  readsOf,
  say,
  tags,
  WAIVE,
  WAIVED,
} from './commanding.ts';

async function commentOf(world: World, card: string, beginning: string): Promise<string> {
  const found = (await world.company.comments(card)).find(({ comment_text: text }) =>
    text.startsWith(beginning),
  );
  if (!found) throw new Error(`no comment begins with ${beginning}`);
  return found.id;
}

const reply = (world: World, commentId: string, text: string, by: Parameters<typeof say>[3]) =>
  post(world, `/v2/comment/${commentId}/reply`, text, by);

describe('a command in the thread of Liaison’s own question', () => {
  it('is answered once, in that thread, and settles the question', async () => {
    const { world, card, ana } = await askedAbout();
    const question = await commentOf(world, card, ASKED);
    await reply(world, question, WAIVE, ana);
    await world.reconcileUntilDone(card);
    expect(await answers(world, question)).toEqual([WAIVED]);
    expect(await tags(world, card)).toEqual(['waived']);
    expect(await world.headlines(card)).toContain(EXCUSED);
    await world.pass(HOUR_MS);
    expect(await world.writesOf(() => world.reconcileUntilDone(card))).toBe(0);
  });

  it('is understood in German, in quotes and after a mention', async () => {
    const { world, card, ana } = await askedAbout();
    const question = await commentOf(world, card, ASKED);
    const bot = world.simulator.tokens.bot;
    const body = {
      comment: [
        { type: 'tag', user: { id: bot.id } },
        { text: ' „/waive Begleitung vorhanden bis 12.2. weil Sam am Montag kommt“' },
      ],
      notify_all: false,
    };
    await world.company.as(ana).ask('POST', `/v2/comment/${question}/reply`, body);
    await world.reconcileUntilDone(card);
    expect(await answers(world, question)).toEqual([WAIVED]);
  });

  it('holds whatever the store forgets, and ends by itself in the same thread', async () => {
    const { world, card, ana } = await askedAbout();
    const question = await commentOf(world, card, ASKED);
    await reply(world, question, WAIVE, ana);
    await world.reconcileUntilDone(card);
    for (const days of [0, 1, 8]) {
      await world.pass(days * DAY_MS);
      await world.reconcileUntilDone(card);
      world.loseStore();
      expect(await world.writesOf(() => world.reconcileUntilDone(card))).toBe(0);
    }
    await world.pass(Date.parse('2027-02-12T23:00:00Z') - world.clock.now());
    await world.reconcileUntilDone(card);
    expect(await answers(world, question)).toEqual([WAIVED, ENDED]);
    expect(await tags(world, card)).toEqual([]);
  });

  it('is answered once by a process that dies while it answers', async () => {
    const { world, card, ana } = await askedAbout();
    const question = await commentOf(world, card, ASKED);
    await reply(world, question, WAIVE, ana);
    await dyingReconcile(world, card, { clickUp: killedAfterReplying(world) });
    await world.reconcileUntilDone(card);
    await world.pass(2 * READ_LAG_MS);
    expect(await world.writesOf(() => world.reconcileUntilDone(card))).toBe(0);
    expect(await answers(world, question)).toEqual([WAIVED]);
  });

  it('costs no read of a thread in which nobody said anything since', async () => {
    const { world, card, ana } = await askedAbout();
    const question = await commentOf(world, card, ASKED);
    await say(world, card, '/recheck', ana);
    const quiet = await readsOf(world, card, () => world.reconcileUntilDone(card));
    expect(quiet).toEqual({ comments: 1, threads: 0 });
    await reply(world, question, WAIVE, ana);
    const answered = await readsOf(world, card, () => world.reconcileUntilDone(card));
    expect(answered).toEqual({ comments: 1, threads: 1 });
    await say(world, card, '/explain', ana);
    expect(await readsOf(world, card, () => world.reconcileUntilDone(card))).toMatchObject({ threads: 0 });
  });
});

it('what Liaison asks back can be answered in the same thread, by whoever asked and by others', async () => {
  const { world, card, ana, outsider } = await askedAbout();
  const command = await say(world, card, '/waive supporter-presnt until 12 Feb', ana);
  await world.reconcileUntilDone(card);
  await world.pass(HOUR_MS);
  await reply(world, command, '/waive supporter-present until 12 Feb', ana);
  await reply(world, command, '/recheck', outsider);
  await world.reconcileUntilDone(card);
  const all = await answers(world, command);
  expect(all.toSorted()).toEqual([
    'Liaison answers “/recheck”',
    'Liaison answers “/waive supporter-presnt until 12 Feb”',
    WAIVED,
  ]);
  world.loseStore();
  expect(await world.writesOf(() => world.reconcileUntilDone(card))).toBe(0);
});

it('a command in the thread of the status comment is heard, and one in a talk of people is theirs', async () => {
  const { world, card, ana } = await askedAbout();
  const status = await commentOf(world, card, STATUS);
  const words = await say(world, card, 'Who looks at this?', ana);
  await reply(world, words, '/recheck', ana);
  await reply(world, status, '/explain', ana);
  await world.reconcileUntilDone(card);
  expect(await answers(world, words)).toEqual([]);
  expect(await answers(world, status)).toEqual(['Liaison answers “/explain”']);
});

it('several commands in one comment are each answered once, also by processes that die in between', async () => {
  const { world, card, ana } = await askedAbout();
  const command = await say(world, card, `${WAIVE}\n/recheck\n/explain`, ana);
  await dyingReconcile(world, card, { clickUp: killedAfterReplying(world) });
  await dyingReconcile(world, card, { clickUp: killedAfterReplying(world) });
  await world.reconcileUntilDone(card);
  await world.pass(2 * READ_LAG_MS);
  await world.reconcileUntilDone(card);
  world.loseStore();
  expect(await world.writesOf(() => world.reconcileUntilDone(card))).toBe(0);
  const all = await answers(world, command);
  expect(all.toSorted()).toEqual(['Liaison answers “/explain”', 'Liaison answers “/recheck”', WAIVED]);
});
