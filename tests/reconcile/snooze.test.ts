// Pausing reminders about customer feedback, and counting feedback in a number field, as people meet them in ClickUp.
import { describe, expect, it } from 'vitest';
import { examplePlaybook } from '../support/clickup-setting.ts';
import { READ_LAG_MS, startWorld, type World, type WorldOptions } from '../support/world.ts';
import { answers, dyingReconcile, killedAfterReplying, say } from './commanding.ts';

const ITEM = 'Collect customer feedback';
const PLAYBOOK = {
  rules: {},
  digest: undefined,
  commands: ['snooze'],
  workItems: [{ key: 'collect-feedback', title: ITEM, description: 'Ask them.', phase: 'evaluating' }],
  feedback: { item: 'collect-feedback', min: 3, remindEvery: '3 working days', escalateAt: 3 },
};
/** Nine in the morning in the playbook's zone, in winter. */
const at = (day: string): number => Date.parse(`${day}T08:00:00Z`);

/** A card in evaluation since Monday, 1 February 2027, of whose feedback somebody is reminded every three working days. */
async function evaluated(more: WorldOptions = {}) {
  const world = await startWorld({ playbook: PLAYBOOK, ...more });
  const card = await world.cardInProgress();
  const [ana] = world.team().members;
  if (!ana) throw new Error('nobody');
  await world.company.move(card, 'evaluation', ana);
  await world.reconcileUntilDone(card);
  const [list] = await world.company.lists();
  const item = (await world.company.items(list?.id ?? '')).find(({ name }) => name === ITEM)?.id ?? '';
  return { world, card, item, ana };
}

async function until(world: World, instant: number): Promise<void> {
  const ms = instant - world.clock.now();
  if (ms > 0) await world.pass(ms);
}

/** Follows the card's own wake-ups up to an instant; answers with the days on which somebody was reminded. */
async function remindedUntil(world: World, card: string, item: string, end: number): Promise<string[]> {
  const days: string[] = [];
  const count = async () => (await world.headlines(item)).length;
  for (let looks = 0; looks < 60; looks++) {
    const before = await count();
    const result = await world.reconcile(card);
    if ((await count()) > before) days.push(new Date(world.clock.now()).toISOString().slice(0, 10));
    if (result.kind !== 'done') throw new Error(`the look ended with ${result.kind}`);
    if (result.next === null || result.next > end) return days;
    await until(world, result.next);
  }
  throw new Error('it never came to an end');
}

describe('a person’s /snooze', () => {
  it('pauses reminders for as long as it says, is answered once, and then they come again', async () => {
    const { world, card, item, ana } = await evaluated();
    expect(await remindedUntil(world, card, item, at('2027-02-05'))).toEqual(['2027-02-04']);
    await until(world, at('2027-02-05'));
    const command = await say(world, card, '/snooze 1 week', ana);
    expect(await remindedUntil(world, card, item, at('2027-02-27'))).toEqual(['2027-02-15', '2027-02-26']);
    expect(await answers(world, command)).toEqual(['Snoozed until 2027-02-12']);
  });

  it('holds to its end when it is long, whatever the store forgets', async () => {
    const { world, card, item, ana } = await evaluated();
    const command = await say(world, card, '/snooze until 5 March', ana);
    await world.reconcileUntilDone(card);
    for (const day of ['2027-02-08', '2027-02-16', '2027-02-24', '2027-03-04']) {
      await until(world, at(day));
      world.restart();
      await world.reconcileUntilDone(card);
      world.loseStore();
      await world.reconcileUntilDone(card);
    }
    expect(await world.headlines(item)).toEqual([]);
    expect(await remindedUntil(world, card, item, at('2027-03-09'))).toEqual(['2027-03-08']);
    expect(await answers(world, command)).toEqual(['Snoozed until 2027-03-05']);
  });

  it('is replaced by a later one, also by one that lets reminders come sooner', async () => {
    const { world, card, item, ana } = await evaluated();
    await say(world, card, '/snooze until 5 March', ana);
    await world.reconcileUntilDone(card);
    await until(world, at('2027-02-10'));
    const command = await say(world, card, '/snooze until 12 Feb', ana);
    expect(await remindedUntil(world, card, item, at('2027-02-16'))).toEqual(['2027-02-15']);
    expect(await answers(world, command)).toEqual(['Snoozed until 2027-02-12']);
  });

  it('is answered once by processes that die while they answer', async () => {
    const { world, card, item, ana } = await evaluated();
    const command = await say(world, card, '/snooze 1 week', ana);
    await dyingReconcile(world, card, { clickUp: killedAfterReplying(world) });
    await world.reconcileUntilDone(card);
    await world.pass(2 * READ_LAG_MS);
    expect(await world.writesOf(() => world.reconcileUntilDone(card))).toBe(0);
    expect(await answers(world, command)).toEqual(['Snoozed until 2027-02-08']);
    expect(await remindedUntil(world, card, item, at('2027-02-09'))).toEqual(['2027-02-09']);
  });

  it('gets a kind answer where there is nothing to pause, or no day to be read', async () => {
    const { world, card, ana } = await evaluated();
    const vague = await say(world, card, '/snooze a little', ana);
    const past = await say(world, card, '/snooze until 2027-01-04', ana);
    await world.reconcileUntilDone(card);
    expect(await answers(world, vague)).toEqual(['Liaison answers “/snooze a little”']);
    expect(await answers(world, past)).toEqual(['Liaison answers “/snooze until 2027-01-04”']);
    await world.company.move(card, 'in progress', ana);
    const early = await say(world, card, '/snooze 1 week', ana);
    await world.reconcileUntilDone(card);
    expect(await answers(world, early)).toEqual(['Liaison answers “/snooze 1 week”']);
  });
});

it('reminders ask the supporter once, with the number that the playbook says, also where the store forgets', async () => {
  const { world, card, item } = await evaluated();
  const { supporter } = world.team();
  for (const day of ['2027-02-04', '2027-02-12', '2027-02-25', '2027-03-15']) {
    await until(world, at(day));
    world.loseStore();
    await world.reconcileUntilDone(card);
  }
  const reminders = (await world.company.comments(item)).toReversed();
  expect(reminders.map(({ comment_text: text }) => text.includes(`@${supporter.username}`))).toEqual([
    false,
    false,
    true,
    false,
  ]);
});

it('reminders end with a last word to the supporter, which is said once also where the store forgets', async () => {
  const { world, card, item } = await evaluated({
    playbook: { ...PLAYBOOK, feedback: { ...PLAYBOOK.feedback, maxReminders: 2 } },
  });
  const { supporter } = world.team();
  const days = ['2027-02-04', '2027-02-12', '2027-02-25', '2027-03-15', '2027-04-06'];
  for (const day of days) {
    await until(world, at(day));
    world.loseStore();
    await world.reconcileUntilDone(card);
  }
  const reminders = (await world.company.comments(item)).toReversed();
  expect(reminders.map(({ comment_text: text }) => text.split('\n', 1)[0]?.trim())).toEqual([
    'Feedback reminder 1',
    'Feedback reminder 2',
    'Feedback reminder 3, the last',
  ]);
  expect(reminders.at(-1)?.comment_text).toContain(`@${supporter.username}`);
});

it('feedback that is counted in a number field ends the reminders, however many subtasks there are', async () => {
  const { fields } = examplePlaybook();
  const { world, card, item, ana } = await evaluated({
    fields: [{ name: 'Feedback', type: 'number' }],
    playbook: {
      ...PLAYBOOK,
      fields: { ...fields, feedback: 'Feedback' },
      feedback: { ...PLAYBOOK.feedback, countBy: 'field' },
    },
  });
  const client = world.company.as(ana);
  const count = (value: number) =>
    client.ask('POST', `/v2/task/${card}/field/${world.places.fields.feedback?.id}`, { value });
  const [list] = await world.company.lists();
  for (const name of ['One', 'Two', 'Three']) {
    await client.ask('POST', `/v2/list/${list?.id}/task`, { name, parent: item });
  }
  expect(await remindedUntil(world, card, item, at('2027-02-05'))).toEqual(['2027-02-04']);
  await count(2);
  expect(await remindedUntil(world, card, item, at('2027-02-13'))).toEqual(['2027-02-12']);
  const [latest] = await world.company.comments(item);
  expect(latest?.comment_text).toContain('2 of 3');
  await count(3);
  expect(await remindedUntil(world, card, item, at('2027-03-10'))).toEqual([]);
  await count(0);
  expect(await remindedUntil(world, card, item, at('2027-03-12'))).not.toEqual([]);
});
