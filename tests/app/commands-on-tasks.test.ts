// Commands on the work items that Liaison manages, as ClickUp's deliveries tell of them: they act on the card.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { examplePlaybook } from '../support/clickup-setting.ts';
import { DAY_MS, type World, type WorldOptions } from '../support/world.ts';
import { closeQueue, type Hearing, handle, openQueue, someone, startHearing } from './hearing.ts';

const ITEM = 'Collect customer feedback';
const OTHER = 'Thank everybody';
const SNOOZED = 'Snoozed until 2027-02-08';
const PLAYBOOK = {
  rules: {},
  digest: undefined,
  workItems: [
    { key: 'collect-feedback', title: ITEM, description: 'Ask them.', phase: 'evaluating' },
    { key: 'thanks', title: OTHER, description: 'Say so.', phase: 'evaluating' },
  ],
  feedback: { item: 'collect-feedback', min: 3, remindEvery: '3 working days', escalateAt: 3 },
};

beforeAll(openQueue);
afterAll(closeQueue);

/** A card in evaluation since Monday, 1 February 2027, and its two managed items. */
async function evaluated(options: WorldOptions = {}) {
  const hearing = await startHearing({ playbook: PLAYBOOK, ...options });
  const { world } = hearing;
  const card = await world.cardInProgress();
  const { client, person } = someone(world);
  await world.company.move(card, 'evaluation', person);
  await hearing.heard(() => world.reconcileUntilDone(card));
  const [list] = await world.company.lists();
  const items = await world.company.items(list?.id ?? '');
  const idOf = (name: string) => items.find(item => item.name === name)?.id ?? '';
  await world.pass(120_000);
  const post = async (path: string, text: string) =>
    String(
      (await client.ask<{ id: number }>('POST', path, { comment_text: text, notify_all: false })).body.id,
    );
  return { hearing, world, card, item: idOf(ITEM), other: idOf(OTHER), post, list: list?.id ?? '' };
}

/** Somebody says something, its deliveries are handled, and the card is reconciled. */
async function hear(hearing: Hearing, card: string, act: () => Promise<string>): Promise<string> {
  let id = '';
  const deliveries = await hearing.heard(async () => {
    id = await act();
  });
  await handle(hearing, deliveries);
  await hearing.world.reconcileUntilDone(card);
  return id;
}

async function answersTo(world: World, commentId: string): Promise<string[]> {
  const { body } = await someone(world).client.ask<{ comments: { comment_text: string }[] }>(
    'GET',
    `/v2/comment/${commentId}/reply`,
  );
  return body.comments.map(({ comment_text: text }) => text);
}

const firstLines = async (world: World, commentId: string) =>
  (await answersTo(world, commentId)).map(text => text.split('\n', 1)[0]?.trim());

describe('on the task that holds the reminders', () => {
  it('/snooze pauses them, is answered there once, and holds whatever the store forgets', async () => {
    const { hearing, world, card, item, post } = await evaluated();
    const said = await hear(hearing, card, () => post(`/v2/task/${item}/comment`, '/snooze 1w'));
    expect(await firstLines(world, said)).toEqual([SNOOZED]);
    await world.pass(3 * DAY_MS);
    world.loseStore();
    await world.reconcileUntilDone(card);
    expect(await world.headlines(item)).toEqual([]);
    await world.pass(3 * DAY_MS);
    await world.reconcileUntilDone(card);
    expect(await world.headlines(item)).toEqual([]);
    expect(await firstLines(world, said)).toEqual([SNOOZED]);
  });

  it('a reply to a reminder is heard as well', async () => {
    const { hearing, world, card, item, post } = await evaluated();
    await world.pass(4 * DAY_MS);
    await hearing.heard(() => world.reconcileUntilDone(card));
    const [reminder] = await world.company.comments(item);
    expect(reminder?.comment_text).toContain('Feedback reminder 1');
    await hear(hearing, card, () => post(`/v2/comment/${reminder?.id}/reply`, '/pause bis Ende Februar'));
    expect(await firstLines(world, reminder?.id ?? '')).toContain('Snoozed until 2027-02-28');
  });
});

describe('on another managed task', () => {
  it('/recheck and /help are answered there', async () => {
    const { hearing, world, card, other, post } = await evaluated();
    const said = await hear(hearing, card, () => post(`/v2/task/${other}/comment`, '/recheck\n/hilfe'));
    expect(new Set(await firstLines(world, said))).toEqual(
      new Set(['Liaison answers “/hilfe”', 'Liaison answers “/recheck”']),
    );
    await world.pass(60_000);
    expect(await world.writesOf(() => world.reconcileUntilDone(card))).toBe(0);
  });

  it('a command is heard though description and tag of the task are another’s by now: the record names it', async () => {
    const { hearing, world, card, other, post } = await evaluated();
    const { client } = someone(world);
    await client.ask('PUT', `/v2/task/${other}`, { markdown_content: 'Ours.' });
    await client.ask('DELETE', `/v2/task/${other}/tag/liaison-thanks`);
    const said = await hear(hearing, card, () => post(`/v2/task/${other}/comment`, '/recheck'));
    expect(await firstLines(world, said)).toEqual(['Liaison answers “/recheck”']);
  });

  it('what lasts is asked for on the card, with the line to copy', async () => {
    const { hearing, world, card, other, post } = await evaluated();
    const said = await hear(hearing, card, () => post(`/v2/task/${other}/comment`, '/snooze 1 week'));
    const [answer = ''] = await answersTo(world, said);
    expect(answer).toContain('please write it on its card');
    expect(answer).toContain('`/snooze 1 week`');
    expect(answer).toContain(card);
  });
});

it('on a task of the team’s own a command is theirs', async () => {
  const { hearing, world, card, list, post } = await evaluated();
  const { client } = someone(world);
  const own = await client.ask<{ id: string }>('POST', `/v2/list/${list}/task`, { name: 'Paint the wall' });
  await world.reconcileUntilDone(card);
  const said = await hear(hearing, card, () => post(`/v2/task/${own.body.id}/comment`, '/recheck'));
  expect(await answersTo(world, said)).toEqual([]);
});

describe('/away and /back', () => {
  const LIST = 'Who is away';
  const people = { ...examplePlaybook().people, absences: LIST };
  const withList = { list: LIST, playbook: { ...PLAYBOOK, people } };

  it('are heard on a managed task and in the thread of a reminder, for whoever says so', async () => {
    const { hearing, world, card, item, other, post } = await evaluated(withList);
    const { client } = someone(world);
    const away = async () => {
      const path = `/v2/list/${world.places.absenceListId}/task`;
      return (await client.ask<{ tasks: { due_date: string }[] }>('GET', path)).body.tasks.length;
    };
    await world.pass(4 * DAY_MS);
    await hearing.heard(() => world.reconcileUntilDone(card));
    const [reminder] = await world.company.comments(item);
    const said = await hear(hearing, card, () => post(`/v2/task/${other}/comment`, '/away for 3 days'));
    expect(await firstLines(world, said)).toEqual(['Liaison answers “/away for 3 days”']);
    expect(await away()).toBe(1);
    await hear(hearing, card, () => post(`/v2/comment/${reminder?.id}/reply`, '/back'));
    expect(await firstLines(world, reminder?.id ?? '')).toContain('Liaison answers “/back”');
    expect(await away()).toBe(0);
  });
});
