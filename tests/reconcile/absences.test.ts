// People go away and come back, as they meet it in ClickUp: by tasks in the list of absences, and by what they tell Liaison.
import { describe, expect, it } from 'vitest';
import { examplePlaybook } from '../support/clickup-setting.ts';
import type { Person } from '../support/company-at-work.ts';
import { pollerWith } from '../support/poller.ts';
import { clientOf } from '../support/simulator-client.ts';
import { DAY_MS, startWorld, type World, type WorldOptions } from '../support/world.ts';
import { answers, post, say } from './commanding.ts';

const LIST = 'Who is away';
const PEOPLE = { ...examplePlaybook().people, absences: LIST };
const PLAYBOOK = {
  people: PEOPLE,
  rules: {},
  commands: ['away', 'back'],
  digest: undefined,
  feedback: undefined,
  workItems: [
    {
      key: 'mentor',
      title: 'Meet the team',
      phase: 'running',
      due: '3 working days after start',
      assign: 'supporter',
    },
  ],
};
type Comment = { comment_text: string; assignee: { id: number } | null; resolved: boolean };
type Task = { id: string; name: string; assignees: { id: number }[]; status: { type: string } };

async function started(options: WorldOptions = {}) {
  const world = await startWorld({ list: LIST, playbook: PLAYBOOK, ...options });
  const card = await world.cardInProgress();
  const { members, supporter } = world.team();
  const [ana] = members;
  if (!ana) throw new Error('nobody');
  return { world, card, ana, supporter };
}

/** Somebody keeps the list by hand; days from now. */
async function goAway(world: World, person: Person, [from, until]: [number, number], name = 'Surgery') {
  const path = `/v2/list/${world.places.absenceListId}/task`;
  const days = {
    start_date: world.clock.now() + from * DAY_MS,
    due_date: world.clock.now() + until * DAY_MS,
  };
  const timed = { start_date_time: true, due_date_time: true };
  const body = { name, assignees: [person.id], ...days, ...timed };
  const answer = await world.company.as(person).ask<{ id: string }>('POST', path, body);
  expect(answer.status).toBe(200);
  return answer.body.id;
}

async function isVisibleTo(world: World, visibleTo: number[] | null): Promise<void> {
  const body = { place: world.places.absenceListId, visibleTo };
  expect((await clientOf(world.simulator).control('places', body)).status).toBe(200);
}

async function inList(world: World, person: Person): Promise<Task[]> {
  const path = `/v2/list/${world.places.absenceListId}/task?include_closed=true`;
  return (await world.company.as(person).ask<{ tasks: Task[] }>('GET', path)).body.tasks;
}

async function holders(world: World): Promise<number[]> {
  const [list] = await world.company.lists();
  const items = (await world.company.items(list?.id ?? '')) as unknown as Task[];
  return items.find(({ name }) => name === 'Meet the team')?.assignees.map(({ id }) => id) ?? [];
}

const statusOf = async (world: World, card: string): Promise<string> =>
  (await world.company.comments(card)).map(({ comment_text: text }) => text).join('\n');

/** Somebody polls; answers with the cards that a reconcile is asked for. */
async function poll(world: World): Promise<string[]> {
  const { poller, asked } = pollerWith(world, {
    hears: true,
    poll: async () => ({ changed: [], affected: [] }),
  });
  await poller.pollUnheard();
  return asked.map(({ id }) => id);
}

describe('a task in the list of absences', () => {
  it('hands on what falls due meanwhile, shows until when and never why, and nothing is taken back', async () => {
    const { world, card, ana, supporter } = await started();
    await world.reconcileUntilDone(card);
    expect(await holders(world)).toEqual([supporter.id]);

    await goAway(world, supporter, [0, 9]);
    expect(await poll(world)).toEqual([card]);
    await world.reconcileUntilDone(card);
    expect(await holders(world)).toEqual([ana.id]);
    const status = await statusOf(world, card);
    expect(status).toMatch(/Away: .+ until Wed, 10 Feb 2027/);
    expect(status).not.toContain('Surgery');

    await world.pass(11 * DAY_MS);
    await world.reconcileUntilDone(card);
    expect(await holders(world)).toEqual([ana.id]);
    expect(await statusOf(world, card)).not.toContain('Away: ');
  });

  it('concerns the cards of that person alone, and the card wakes up by itself when it begins and ends', async () => {
    const { world, card, supporter } = await started();
    const other = await world.company.createCard('Another one', { status: 'forming' });
    for (const id of [card, other]) await world.reconcileUntilDone(id);
    const { members } = world.team(5);
    const stranger = members[4];
    if (!stranger) throw new Error('nobody');
    await goAway(world, stranger, [2, 9]);
    expect(await poll(world)).toEqual([]);
    await goAway(world, supporter, [2, 9]);
    expect(await poll(world)).toEqual([card]);
    expect(await poll(world)).toEqual([]);
    const result = await world.reconcile(card);
    expect(result).toMatchObject({ kind: 'done', next: Date.parse('2027-02-02T23:00:00Z') });
  });

  it('counts as last known while the list can’t be read, which is said', async () => {
    const { world, card, ana, supporter } = await started();
    await world.reconcileUntilDone(card);
    await goAway(world, supporter, [0, 9]);
    await isVisibleTo(world, [supporter.id]);
    expect(await poll(world)).toEqual([]);
    expect(world.cache.absences.trouble()?.reason).toContain('this token may not see it');
    await isVisibleTo(world, null);
    expect(await poll(world)).toEqual([card]);
    expect(world.cache.absences.trouble()).toBeNull();

    await isVisibleTo(world, [supporter.id]);
    await poll(world);
    // Another process knows of both.
    world.restart();
    await world.cache.absences.refresh();
    expect(world.cache.absences.trouble()).not.toBeNull();
    await world.reconcileUntilDone(card);
    expect(await holders(world)).toEqual([ana.id]);
  });

  it('that is closed or deleted says nothing any more', async () => {
    const { world, card, ana, supporter } = await started();
    await world.reconcileUntilDone(card);
    const first = await goAway(world, supporter, [0, 9]);
    await poll(world);
    const closed = { status: 'complete' };
    await world.company.as(supporter).ask('PUT', `/v2/task/${first}`, closed);
    expect(await poll(world)).toEqual([card]);
    expect(world.cache.absences.present()).toEqual([]);
    const second = await goAway(world, ana, [0, 9]);
    expect(await poll(world)).toEqual([card]);
    await world.company.as(ana).ask('DELETE', `/v2/task/${second}`);
    await world.pass(61 * 60_000);
    expect(await poll(world)).toEqual([card]);
    expect(world.cache.absences.present()).toEqual([]);
  });
});

describe('/away and /back', () => {
  it('make, change and close one task of that person', async () => {
    const { world, card, ana } = await started();
    await world.reconcileUntilDone(card);
    await say(world, card, '/away until 5 Feb', ana);
    await world.reconcileUntilDone(card);
    const [task, ...others] = await inList(world, ana);
    expect(others).toEqual([]);
    expect(task?.assignees.map(({ id }) => id)).toEqual([ana.id]);
    expect(await statusOf(world, card)).toMatch(/Away: .+ until Fri, 5 Feb 2027/);

    await say(world, card, '/away until 12 Feb', ana);
    await world.reconcileUntilDone(card);
    expect(await inList(world, ana)).toHaveLength(1);
    expect(await statusOf(world, card)).toMatch(/Away: .+ until Fri, 12 Feb 2027/);

    await say(world, card, '/back', ana);
    await world.reconcileUntilDone(card);
    expect((await inList(world, ana)).map(({ status }) => status.type)).toEqual(['closed']);
    expect(await statusOf(world, card)).not.toContain('Away: ');
  });

  it('count in the threads of what Liaison said, and are answered there', async () => {
    const { world, card, ana } = await started();
    await world.reconcileUntilDone(card);
    const [status] = await world.company.comments(card);
    const told = async (text: string, thread: string) => {
      await post(world, `/v2/comment/${thread}/reply`, text, ana);
      await world.reconcileUntilDone(card);
      return answers(world, thread);
    };
    const thread = status?.id ?? '';
    expect(await told('/away until 5 Feb', thread)).toEqual(['Liaison answers “/away until 5 Feb”']);
    expect((await inList(world, ana)).map(one => one.status.type)).toEqual(['open']);
    expect(await told('/zurück', thread)).toContain('Liaison answers “/zurück”');
    expect((await inList(world, ana)).map(one => one.status.type)).toEqual(['closed']);
    await world.pass(120_000);
    world.loseStore();
    expect(await world.writesOf(() => world.reconcileUntilDone(card))).toBe(0);
  });

  it('are done one after the other where both wait', async () => {
    const { world, card, ana } = await started();
    await world.reconcileUntilDone(card);
    await say(world, card, '/away until 5 Feb', ana);
    await say(world, card, '/back', ana);
    await world.reconcileUntilDone(card);
    expect((await inList(world, ana)).map(({ status }) => status.type)).toEqual(['closed']);
  });

  it('make one task where the answer to its making was lost', async () => {
    const { world, card, ana } = await started();
    await world.reconcileUntilDone(card);
    await say(world, card, '/away until 5 Feb', ana);
    await world.faults({ kind: 'cutAfterApply', method: 'POST', route: '/v2/list/{list_id}/task', times: 1 });
    await world.reconcileUntilDone(card);
    expect(await inList(world, ana)).toHaveLength(1);
  });

  it('where the list refuses to be written to the person is told so', async () => {
    const { world, card, ana } = await started();
    await world.reconcileUntilDone(card);
    const command = await say(world, card, '/away until 5 Feb', ana);
    await world.faults({
      kind: 'status',
      status: 400,
      code: 'ITEM_013',
      method: 'POST',
      route: '/v2/list/{list_id}/task',
    });
    await world.reconcileUntilDone(card);
    const said = (await world.company.replies(command)).map(({ comment_text: text }) => text).join('\n');
    expect(said).toContain('did not let me write into the list of absences');
  });
});

describe('an open question of somebody who goes away', () => {
  it('goes on to somebody who is there, once, whatever the store forgets, and not back', async () => {
    const rules = { 'supporter-present': { enforce: 'warn' } };
    const { world, card, supporter } = await started({ playbook: { ...PLAYBOOK, rules } });
    await world.company.setSupporter(card, [], [supporter]);
    await world.reconcileUntilDone(card);
    const asked = async () => {
      const all = (await world.company.comments(card)) as unknown as Comment[];
      return all
        .filter(({ comment_text: text }) => /supporter-present/.test(text.split('\n', 1)[0] ?? ''))
        .map(({ comment_text: text, assignee, resolved }) => ({
          first: text.split('\n', 1)[0]?.trim(),
          to: assignee?.id,
          resolved,
        }))
        .toReversed();
    };
    const [question] = await asked();
    const first = world.simulator.tokens.people.find(({ id }) => id === question?.to);
    if (!first) throw new Error('nobody was asked');
    await goAway(world, first, [0, 3]);
    expect(await poll(world)).toEqual([card]);
    await world.reconcileUntilDone(card);
    const handedOn = await asked();
    expect(handedOn).toEqual([
      { first: 'Handed on: supporter-present', to: first.id, resolved: true },
      { first: 'Liaison asks: supporter-present', to: expect.any(Number) as number, resolved: false },
    ]);
    expect(handedOn[1]?.to).not.toBe(first.id);
    for (const days of [0, 4]) {
      await world.pass(days * DAY_MS + 120_000);
      world.loseStore();
      await world.reconcileUntilDone(card);
      expect((await asked()).slice(0, 2)).toEqual(handedOn);
      expect((await asked()).filter(({ first: line }) => line?.startsWith('Liaison asks:'))).toHaveLength(1);
    }
  });
});

describe('whoever comes back', () => {
  it('finds one comment with what waits, that morning, whatever the store forgets and whoever dies while saying so', async () => {
    const { world, card, supporter } = await started();
    await world.reconcileUntilDone(card);
    await goAway(world, supporter, [0, 2]);
    await poll(world);
    await world.reconcileUntilDone(card);
    const welcomes = async () =>
      (await world.company.comments(card))
        .map(({ comment_text: text }) => text)
        .filter(text => text.startsWith('Welcome back'));
    // Nine o'clock of the first day: the card wakes up by itself.
    const [night, morning] = ['2027-02-03T23:00:00Z', '2027-02-04T08:00:00Z'].map(Date.parse);
    await world.pass((night ?? 0) - world.clock.now());
    expect(await world.reconcile(card)).toMatchObject({ kind: 'done', next: morning });
    expect(await welcomes()).toEqual([]);
    await world.pass((morning ?? 0) - world.clock.now());
    await world.faults({
      kind: 'cutAfterApply',
      method: 'POST',
      route: '/v2/task/{task_id}/comment',
      times: 1,
    });
    await world.reconcileUntilDone(card);
    await world.pass(120_000);
    world.loseStore();
    await world.reconcileUntilDone(card);
    const [said = '', ...others] = await welcomes();
    expect(others).toEqual([]);
    expect(said).toContain('away until 2027-02-03');
    expect(said).toContain(`@${supporter.username}, good that you are back`);
    expect(said).toContain('Meet the team');
    await world.pass(DAY_MS);
    world.loseStore();
    await world.reconcileUntilDone(card);
    expect(await welcomes()).toHaveLength(1);

    // Another absence, and whoever says so this time dies before it is said: the first comment is not taken for it.
    await goAway(world, supporter, [0, 1]);
    await poll(world);
    await world.reconcileUntilDone(card);
    await world.pass(Date.parse('2027-02-08T08:00:00Z') - world.clock.now());
    await world.faults({ kind: 'cut', method: 'POST', route: '/v2/task/{task_id}/comment', times: 1 });
    await world.reconcileUntilDone(card);
    expect(await welcomes()).toHaveLength(2);
  });
});

it('a board without a list of absences asks for none, and notes nothing', async () => {
  const { world, card } = await started({ playbook: { ...PLAYBOOK, people: examplePlaybook().people } });
  await world.reconcileUntilDone(card);
  const before = (await world.company.spent()).total;
  expect(await poll(world)).toEqual([]);
  expect((await world.company.spent()).total).toBe(before);
  expect([...(await world.memory.readAll('absences:')).keys()]).toEqual([]);
});
