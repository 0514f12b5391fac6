// What people tell Liaison in ClickUp: heard once, answered once in its thread, and kept there alone.
import { describe, expect, it } from 'vitest';
import { reconcile } from '../../src/reconcile/reconcile.ts';
import { isLong } from '../support/scale.ts';
import { DAY_MS, READ_LAG_MS, STATUS, startWorld, type World } from '../support/world.ts';
import {
  ASKED,
  answers,
  askedAbout,
  dyingReconcile,
  ENDED,
  EXCUSED,
  HOUR_MS,
  killedAfterReplying,
  killedBeforeRemembering,
  post,
  type Reply,
  readsOf,
  say,
  tags,
  WAIVE,
  WAIVED,
} from './commanding.ts';

describe('a person’s /waive', () => {
  it('is answered once in its thread, tagged on the card, and settles the question', async () => {
    const { world, card, ana } = await askedAbout();
    const command = await say(world, card, WAIVE, ana);
    await world.reconcileUntilDone(card);
    expect(await answers(world, command)).toEqual([WAIVED]);
    expect(await tags(world, card)).toEqual(['waived']);
    expect(await world.headlines(card)).toContain(EXCUSED);
    const status = (await world.company.comments(card)).find(({ comment_text: text }) =>
      text.startsWith(STATUS),
    );
    expect(status?.comment_text).toContain('“Sam is back on Monday”');
    await world.pass(HOUR_MS);
    expect(await world.writesOf(() => world.reconcileUntilDone(card))).toBe(0);
  });

  it('survives the loss of the store and is not granted twice', async () => {
    const { world, card, ana } = await askedAbout();
    const command = await say(world, card, WAIVE, ana);
    await world.reconcileUntilDone(card);
    for (const days of [0, 1, 8]) {
      await world.pass(days * DAY_MS);
      await world.reconcileUntilDone(card);
      world.loseStore();
      expect(await world.writesOf(() => world.reconcileUntilDone(card))).toBe(0);
    }
    expect(await answers(world, command)).toEqual([WAIVED]);
    expect(await tags(world, card)).toEqual(['waived']);
  });

  it('ends by itself after its last day: the thread says so, the tag goes, and somebody is asked anew', async () => {
    const { world, card, ana } = await askedAbout();
    const command = await say(world, card, WAIVE, ana);
    const endsAt = Date.parse('2027-02-12T23:00:00Z');
    await world.reconcileUntilDone(card);
    await world.pass(endsAt - HOUR_MS - world.clock.now());
    await world.reconcileUntilDone(card);
    expect(await answers(world, command)).toEqual([WAIVED]);
    expect(await world.reconcile(card)).toMatchObject({ next: endsAt });
    await world.pass(endsAt - world.clock.now());
    await world.reconcileUntilDone(card);
    expect(await answers(world, command)).toEqual([WAIVED, ENDED]);
    expect(await tags(world, card)).toEqual([]);
    expect(await world.headlines(card)).toEqual(expect.arrayContaining([EXCUSED, ASKED]));
    world.loseStore();
    expect(await world.writesOf(() => world.reconcileUntilDone(card))).toBe(0);
  });

  it('is taken back with /unwaive', async () => {
    const { world, card, ana } = await askedAbout();
    await say(world, card, WAIVE, ana);
    await world.reconcileUntilDone(card);
    await world.pass(HOUR_MS);
    const command = await say(world, card, '/unwaive supporter-present', ana);
    await world.reconcileUntilDone(card);
    expect(await answers(world, command)).toEqual([ENDED]);
    expect(await tags(world, card)).toEqual([]);
    expect(await world.headlines(card)).toContain(ASKED);
    world.loseStore();
    expect(await world.writesOf(() => world.reconcileUntilDone(card))).toBe(0);
  });

  it('by somebody without the right changes nothing but for a kind answer', async () => {
    const { world, card, outsider } = await askedAbout();
    const command = await say(world, card, WAIVE, outsider);
    expect(await world.writesOf(() => world.reconcileUntilDone(card))).toBe(1);
    expect(await answers(world, command)).toEqual([`Liaison answers “${WAIVE}”`]);
    expect(await tags(world, card)).toEqual([]);
    expect(await world.headlines(card)).toContain(ASKED);
  });

  it('whose answer was lost on its way is answered once', async () => {
    const { world, card, ana } = await askedAbout();
    const command = await say(world, card, WAIVE, ana);
    await world.faults({ kind: 'cutAfterApply', method: 'POST', route: 'reply', times: 1 });
    expect((await world.reconcileUntilDone(card))[0]).toBe('retry');
    expect(await answers(world, command)).toEqual([WAIVED]);
  });

  it('that was deleted before it could be answered is forgotten', async () => {
    const { world, card, ana } = await askedAbout();
    const command = await say(world, card, WAIVE, ana);
    const { createReply } = world.clickUp;
    world.clickUp.createReply = async (commentId, text) => {
      await world.company.as(ana).ask('DELETE', `/v2/comment/${command}`);
      return createReply(commentId, text);
    };
    await world.reconcileUntilDone(card);
    expect(await tags(world, card)).toEqual([]);
    expect(await world.headlines(card)).toContain(ASKED);
  });
});

describe('a process that is killed between saying and remembering', () => {
  for (const [number, [what, die]] of (
    [
      [
        'before it heard that ClickUp took the answer',
        (world: World) => ({ clickUp: killedAfterReplying(world) }),
      ],
      ['before it remembered what it said', (world: World) => ({ memory: killedBeforeRemembering(world) })],
    ] as const
  ).entries()) {
    const pauses = [
      ['at once', 0],
      ['long after', 10 * READ_LAG_MS],
    ] as const;
    // In a sample each kind of death has one of them.
    for (const [pause, ms] of isLong ? pauses : pauses.slice(number, number + 1)) {
      it(`${what} leaves one answer to a command, when the next looks ${pause}`, async () => {
        const { world, card, ana } = await askedAbout();
        const command = await say(world, card, WAIVE, ana);
        await dyingReconcile(world, card, die(world));
        await world.pass(ms);
        await world.reconcileUntilDone(card);
        expect(await answers(world, command)).toEqual([WAIVED]);
        expect(await tags(world, card)).toEqual(['waived']);
      });

      it(`${what} says once that a waiver has ended, when the next looks ${pause}`, async () => {
        const { world, card, ana } = await askedAbout();
        const command = await say(world, card, WAIVE, ana);
        await world.reconcileUntilDone(card);
        // The memory of what was said is fresh when the waiver ends.
        await world.pass(11 * DAY_MS);
        await world.reconcileUntilDone(card);
        await world.pass(15 * HOUR_MS);
        await dyingReconcile(world, card, die(world));
        await world.pass(ms);
        await world.reconcileUntilDone(card);
        expect(await answers(world, command)).toEqual([WAIVED, ENDED]);
        expect(await tags(world, card)).toEqual([]);
      });
    }
  }
});

describe('without webhooks', () => {
  it('a command is heard at the next look after it was written', async () => {
    const { world, card, ana } = await askedAbout();
    await world.reconcileUntilDone(card);
    const command = await say(world, card, '/recheck', ana);
    await world.reconcile(card);
    expect(await answers(world, command)).toEqual(['Liaison answers “/recheck”']);
  });

  it('also if it was written a second after a look that followed another change at once', async () => {
    const { world, card, ana } = await askedAbout();
    await world.reconcileUntilDone(card);
    await world.pass(HOUR_MS);
    await say(world, card, 'I am back.', ana);
    world.restart();
    await reconcile(world.deps(), card, { requestedAt: world.clock.now(), checkLock: async () => {} });
    await world.pass(1_000);
    const command = await say(world, card, '/recheck', ana);
    await world.reconcile(card);
    expect(await answers(world, command)).toEqual(['Liaison answers “/recheck”']);
  });

  it('commands are answered in the order in which they were said', async () => {
    const { world, card, ana } = await askedAbout();
    const first = await say(world, card, WAIVE, ana);
    await world.pass(1_000);
    const second = await say(world, card, '/unwaive supporter-present', ana);
    await world.reconcileUntilDone(card);
    expect([await answers(world, first), await answers(world, second)]).toEqual([[WAIVED], [ENDED]]);
    expect(await tags(world, card)).toEqual([]);
    expect(await world.headlines(card)).toContain(ASKED);
  });

  it('a card on which nobody says anything is not read for comments', async () => {
    const { world, card } = await askedAbout();
    await world.reconcileUntilDone(card);
    await world.reconcileUntilDone(card);
    await world.pass(HOUR_MS);
    expect(await readsOf(world, card, () => world.reconcileUntilDone(card))).toEqual({
      comments: 0,
      threads: 0,
    });
  });
});

describe('with webhooks', () => {
  it('ordinary chatter costs no reading of comments', async () => {
    const { world, card, ana } = await askedAbout({ hearsWebhooks: true });
    for (const text of ['Good morning!', 'See /waive in the handbook', 'and/or']) {
      await say(world, card, text, ana);
      await world.reported(card, { kind: 'comment', isCommand: false }, ana.id);
      expect(await readsOf(world, card, () => world.reconcile(card))).toEqual({ comments: 0, threads: 0 });
    }
  });

  it('a command costs one reading of comments and none of a new thread', async () => {
    const { world, card, ana } = await askedAbout({ hearsWebhooks: true });
    const command = await say(world, card, WAIVE, ana);
    await world.reported(card, { kind: 'comment', isCommand: true }, ana.id);
    expect(await readsOf(world, card, () => world.reconcile(card))).toEqual({ comments: 1, threads: 0 });
    expect(await answers(world, command)).toEqual([WAIVED]);
  });

  it('a waiver is honoured in the look that would have taken somebody off', async () => {
    const waivableBy = ['anyone'];
    const teamSize = { min: 2, max: 3, enforce: 'revert', waivableBy };
    const world = await startWorld({ hearsWebhooks: true, playbook: { rules: { 'team-size': teamSize } } });
    const card = await world.cardInProgress('Orders arrive whole', 3);
    await world.reconcileUntilDone(card);
    const joiner = world.team(4).members[3];
    if (!joiner) throw new Error('the seed lacks people');
    await world.company.join(card, joiner);
    await world.reported(
      card,
      { kind: 'joined', person: { id: joiner.id, name: joiner.username } },
      joiner.id,
    );
    const command = await say(world, card, '/waive team-size for a week', joiner);
    await world.reported(card, { kind: 'comment', isCommand: true }, joiner.id);
    await world.reconcileUntilDone(card);
    expect(await answers(world, command)).toEqual(['Waived until 2027-02-08: team-size']);
    const { assignees } = (await world.company.card(card)) as unknown as { assignees: { id: number }[] };
    expect(assignees.map(({ id }) => id)).toContain(joiner.id);
  });

  it('an answer whose delivery comes back is known as our own, and asks for nothing', async () => {
    const { world, card, ana } = await askedAbout({ hearsWebhooks: true });
    const command = await say(world, card, WAIVE, ana);
    await world.reported(card, { kind: 'comment', isCommand: true }, ana.id);
    await world.reconcileUntilDone(card);
    const { body } = await world.company
      .as(ana)
      .ask<{ comments: Reply[] }>('GET', `/v2/comment/${command}/reply`);
    expect(body.comments.map(({ id }) => world.cache.hasComment(id))).toEqual([true]);
    expect(world.cache.hasComment(command)).toBe(false);
  });
});

describe('no command is', () => {
  it('what is said in a thread', async () => {
    const { world, card, ana } = await askedAbout();
    const words = await say(world, card, 'What now?', ana);
    await world.reconcileUntilDone(card);
    await post(world, `/v2/comment/${words}/reply`, WAIVE, ana);
    expect(await world.writesOf(() => world.reconcileUntilDone(card))).toBe(0);
    expect(await answers(world, words)).toEqual([]);
    expect(await tags(world, card)).toEqual([]);
  });

  it('what does not begin with its slash', async () => {
    const { world, card, ana } = await askedAbout();
    const words = await say(world, card, `Please ${WAIVE}`, ana);
    expect(await world.writesOf(() => world.reconcileUntilDone(card))).toBe(0);
    expect(await answers(world, words)).toEqual([]);
  });

  it('a headline of Liaison’s that a person writes in the thread of a command', async () => {
    const { world, card, ana, outsider } = await askedAbout();
    const command = await say(world, card, WAIVE, outsider);
    await world.reconcileUntilDone(card);
    await post(world, `/v2/comment/${command}/reply`, WAIVED, ana);
    world.loseStore();
    await world.reconcileUntilDone(card);
    expect(await tags(world, card)).toEqual([]);
    expect(await world.headlines(card)).toContain(ASKED);
  });

  it('one of more than a week ago that nobody answered', async () => {
    const { world, card, ana } = await askedAbout();
    const command = await say(world, card, WAIVE, ana);
    await world.pass(9 * DAY_MS);
    await world.reconcileUntilDone(card);
    expect(await answers(world, command)).toEqual([]);
    expect(await tags(world, card)).toEqual([]);
  });
});
