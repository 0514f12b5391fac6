// Commands that people edit after Liaison answered them: what it answered counts, however and whenever one looks.
import { describe, expect, it } from 'vitest';
import { clientOf } from '../support/simulator-client.ts';
import { DAY_MS, type World } from '../support/world.ts';
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

/** A waiver that was granted, and then the comment was edited into something that is no command. */
async function editedAway(hearsWebhooks: boolean) {
  const { world, card, ana } = await askedAbout({ hearsWebhooks });
  const command = await say(world, card, WAIVE, ana);
  if (hearsWebhooks)
    await world.reported(card, { kind: 'comment', isCommand: true, commentId: command }, ana.id);
  await world.reconcileUntilDone(card);
  expect(await answers(world, command)).toEqual([WAIVED]);
  await world.pass(HOUR_MS);
  await edit(world, command, 'Sorry for the noise: until 12 Feb, because Sam is back on Monday', ana);
  if (hearsWebhooks)
    await world.reported(card, { kind: 'comment', isCommand: false, commentId: command }, ana.id);
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
      await world.reconcileUntilDone(card);
      expect(await tags(world, card)).toEqual(['waived']);
      expect(await statusOf(world, card)).toContain('Waived until Fri, 12 Feb 2027');
      expect(await world.headlines(card)).not.toContain(ASKED);
      await world.pass(DAY_MS);
    }
    expect(await answers(world, command)).toEqual([WAIVED]);
  });

  it('ends by itself in its thread', async () => {
    const { world, card, command } = await editedAway(hearsWebhooks);
    await world.reconcileUntilDone(card);
    await world.pass(13 * DAY_MS);
    world.loseStore();
    await world.reconcileUntilDone(card);
    expect(await answers(world, command)).toEqual([WAIVED, ENDED]);
    expect(await tags(world, card)).toEqual([]);
  });
});

it('a granted /waive that ClickUp shows without its author stays granted, with and without the store', async () => {
  const { world, card, ana } = await askedAbout();
  const command = await say(world, card, WAIVE, ana);
  await world.reconcileUntilDone(card);
  await clientOf(world.simulator).control('odd', { object: command, set: { user: null } });
  for (const lose of [() => {}, () => world.restart(), () => world.loseStore()]) {
    lose();
    await say(world, card, 'What now?', ana);
    await world.reconcileUntilDone(card);
    expect(await tags(world, card)).toEqual(['waived']);
    expect(await statusOf(world, card)).toContain('Waived until Fri, 12 Feb 2027');
    await world.pass(DAY_MS);
  }
  await clientOf(world.simulator).control('odd', { object: command });
  expect(await world.headlines(card)).not.toContain(ASKED);
  expect(await answers(world, command)).toEqual([WAIVED]);
});

it('an edit of a remembered command has the comments read again, another edit does not', async () => {
  const { world, card, ana, command } = await editedAway(true);
  expect(await readsOf(world, card, () => world.reconcile(card))).toEqual({ comments: 1, threads: 0 });
  await world.reported(card, { kind: 'comment', isCommand: false, commentId: `${command}1` }, ana.id);
  expect(await readsOf(world, card, () => world.reconcile(card))).toEqual({ comments: 0, threads: 0 });
});

it('a thread of chatter on a waived card is read once', async () => {
  const { world, card, ana } = await askedAbout();
  await say(world, card, WAIVE, ana);
  const words = await say(world, card, 'What now?', ana);
  await world.reconcileUntilDone(card);
  await world.company
    .as(ana)
    .ask('POST', `/v2/comment/${words}/reply`, { comment_text: 'Well', notify_all: false });
  world.loseStore();
  // Two threads: the command's and this one.
  expect((await readsOf(world, card, () => world.reconcileUntilDone(card))).threads).toBe(2);
  await say(world, card, 'Good morning!', ana);
  expect((await readsOf(world, card, () => world.reconcileUntilDone(card))).threads).toBe(0);
});

describe.each([
  ['with webhooks', true],
  ['without webhooks', false],
])('%s, a command that is edited', (_ways, hearsWebhooks) => {
  /** A command, answered; then its edits, each answered, and each followed by looks that find nothing to say. */
  async function saidThrough(...texts: string[]) {
    const { world, card, ana } = await askedAbout({ hearsWebhooks });
    let command = '';
    for (const text of texts) {
      if (command === '') command = await say(world, card, text, ana);
      else await edit(world, command, text, ana);
      if (hearsWebhooks)
        await world.reported(card, { kind: 'comment', isCommand: true, commentId: command }, ana.id);
      await world.reconcileUntilDone(card);
      for (const lose of [() => {}, () => world.restart(), () => world.loseStore()]) {
        lose();
        await world.pass(HOUR_MS);
        expect(await world.writesOf(() => world.reconcileUntilDone(card))).toBe(0);
      }
    }
    return { world, card, command };
  }

  it('is answered again, once: a typo in the rule', async () => {
    const typo = '/waive suporter-present until 12 Feb';
    const { world, card, command } = await saidThrough(typo, WAIVE);
    expect((await answers(world, command)).toSorted()).toEqual([`Liaison answers “${typo}”`, WAIVED]);
    expect(await tags(world, card)).toEqual(['waived']);
  });

  it('is answered again where it names another end, and keeps the reason that was granted', async () => {
    const later = WAIVE.replace('12 Feb', '19 Feb');
    const { world, card, command } = await saidThrough(WAIVE, later, later.replace('Sam', 'the supporter'));
    expect((await answers(world, command)).toSorted()).toEqual([WAIVED, WAIVED.replace('02-12', '02-19')]);
    expect(await statusOf(world, card)).toContain('Waived until Fri, 19 Feb 2027');
    expect(await statusOf(world, card)).toContain('“Sam is back on Monday”');
  });

  it('into its opposite and back is answered each time', async () => {
    const { world, card, command } = await saidThrough(
      WAIVE,
      '/unwaive supporter-present',
      '/recheck',
      WAIVE,
    );
    expect((await answers(world, command)).toSorted()).toEqual(
      ['Liaison answers “/recheck”', ENDED, WAIVED, WAIVED].toSorted(),
    );
    expect(await tags(world, card)).toEqual(['waived']);
  });
});

it('an edit is heard also by a Liaison that has lost its memory in between', async () => {
  const { world, card, ana } = await askedAbout();
  const command = await say(world, card, '/waive everything', ana);
  await world.reconcileUntilDone(card);
  await edit(world, command, WAIVE, ana);
  world.loseStore();
  await world.reconcileUntilDone(card);
  expect((await answers(world, command)).toSorted()).toEqual(['Liaison answers “/waive everything”', WAIVED]);
});

it('an edited command of more than a week ago is left alone', async () => {
  const { world, card, ana } = await askedAbout();
  const command = await say(world, card, '/waive everything', ana);
  await world.reconcileUntilDone(card);
  await world.pass(9 * DAY_MS);
  await edit(world, command, WAIVE, ana);
  await world.reconcileUntilDone(card);
  expect(await answers(world, command)).toEqual(['Liaison answers “/waive everything”']);
});

it('a waiver that is edited into one of another rule leaves the first one', async () => {
  const waivableBy = ['anyone'];
  const { world, card, ana } = await askedAbout({
    playbook: {
      rules: {
        'supporter-present': { enforce: 'warn', waivableBy },
        timebox: { minWeeks: 4, maxWeeks: 12, enforce: 'warn', waivableBy },
      },
    },
  });
  const command = await say(world, card, '/waive timebox until 12 Feb', ana);
  await world.reconcileUntilDone(card);
  await edit(world, command, WAIVE, ana);
  await world.reconcileUntilDone(card);
  world.loseStore();
  expect(await world.writesOf(() => world.reconcileUntilDone(card))).toBe(0);
  expect((await answers(world, command)).toSorted()).toEqual(
    ['No longer waived: timebox', 'Waived until 2027-02-12: timebox', WAIVED].toSorted(),
  );
  expect(await statusOf(world, card)).not.toMatch(/timebox.*Waived/);
});
