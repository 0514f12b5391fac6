// The answers to what ClickUp's documentation leaves open: each of them can be had.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts';
import { type Receiver, startReceiver } from '../support/delivery-receiver.ts';
import { type Client, clientOf, type Places, placesOf, type Task } from '../support/simulator-client.ts';

type Person = Simulator['tokens']['people'][number];

describe('the simulator', () => {
  let simulator: Simulator;
  let bot: Client;
  let places: Places;
  let receiver: Receiver;
  let ann: Person;
  let ben: Person;

  beforeEach(async () => {
    simulator = await startSimulator({ seed: 'empty', rateLimit: 10_000 });
    bot = clientOf(simulator);
    places = await placesOf(bot);
    receiver = await startReceiver();
    const [first, second] = simulator.tokens.people;
    if (!first || !second) throw new Error('The seed lacks people.');
    [ann, ben] = [first, second];
  });
  afterEach(async () => {
    await simulator.close();
    await receiver.close();
  });

  const as = (person: Person) => clientOf(simulator, person.token);
  const register = (by: Client, events: string[] = ['taskCreated']) =>
    by.ask('POST', `/v2/team/${places.team}/webhook`, { endpoint: receiver.url, events });
  const make = async (name: string, by = bot) =>
    (await by.ask<Task>('POST', `/v2/list/${places.board}/task`, { name })).body;

  it.each([
    ['ids', (id: number) => [id]],
    ['users', (id: number) => [expect.objectContaining({ id, username: expect.any(String) as string })]],
    ['none', () => null],
  ])('spells people in history as %s', async (form, after) => {
    await bot.control('faults', { usersFieldHistory: form });
    await register(bot, ['taskUpdated']);
    const task = await make('Card');
    const field = task.custom_fields.find(({ name }) => name === 'Supporter');
    const path = `/v2/task/${task.id}/field/${field?.id}`;
    await bot.ask('POST', path, { value: { add: [ann.id], rem: [] } });
    await receiver.until(received => received.length === 1);
    const [item] = receiver.received[0]?.body.history_items ?? [];
    expect(item).toMatchObject({ field: 'custom_field', before: null, after: after(ann.id) });
  });

  it('hides a private place from the others, also inside other answers', async () => {
    const { body: list } = await bot.ask<{ id: string }>('POST', `/v2/folder/${places.folder}/list`, {
      name: 'Secret',
    });
    const { body: task } = await bot.ask<Task>('POST', `/v2/list/${list.id}/task`, { name: 'Hush' });
    const { body: said } = await bot.ask<{ id: string }>('POST', `/v2/task/${task.id}/comment`, {
      comment_text: 'Hush',
    });
    const { status } = await bot.control('places', { place: list.id, visibleTo: [ann.id] });
    expect(status).toBe(200);
    const paths = [`/v2/list/${list.id}`, `/v2/list/${list.id}/task`, `/v2/task/${task.id}`];
    for (const path of paths) {
      expect((await as(ann).ask('GET', path)).status).toBe(200);
      expect(await as(ben).ask('GET', path)).toMatchObject({ status: 401, body: { ECODE: 'OAUTH_027' } });
    }
    const answer = await as(ben).ask('PUT', `/v2/comment/${said.id}`, { resolved: true });
    expect(answer).toMatchObject({ status: 401, body: { ECODE: 'OAUTH_027' } });
    for (const path of [
      `/v2/folder/${places.folder}`,
      `/v2/folder/${places.folder}/list`,
      `/v2/space/${places.space}/folder`,
      `/v2/team/${places.team}/task`,
    ]) {
      expect(JSON.stringify((await as(ann).ask('GET', path)).body)).toContain(list.id);
      expect(JSON.stringify((await as(ben).ask('GET', path)).body)).not.toContain(list.id);
    }
    await bot.control('places', { place: list.id, visibleTo: null });
    expect((await as(ben).ask('GET', `/v2/list/${list.id}`)).status).toBe(200);
  });

  it.each([
    [false, ['Open']],
    [true, ['Hidden', 'Open']],
  ])('tells a webhook of places its owner may not see: %s', async (privateDeliveries, expected) => {
    await bot.control('faults', { privateDeliveries });
    await register(as(ben));
    const ids: Record<string, string> = {};
    await bot.control('places', { place: places.space, visibleTo: [ann.id] });
    ids[(await make('Hidden', as(ann))).id] = 'Hidden';
    await bot.control('places', { place: places.space, visibleTo: null });
    const last = await make('Open');
    ids[last.id] = 'Open';
    await receiver.until(received => received.some(({ body }) => body['task_id'] === last.id));
    expect(receiver.received.map(({ body }) => ids[String(body['task_id'])])).toEqual(expected);
  });

  it('refuses the token of somebody disabled; their webhooks fall silent, unharmed', async () => {
    await register(as(ben));
    await bot.control('people', { user: ben.id, seat: 'disabled' });
    expect(await as(ben).ask('GET', '/v2/user')).toMatchObject({ status: 401, body: { ECODE: 'OAUTH_025' } });
    await make('Unheard');
    await bot.control('people', { user: ben.id, seat: 'active' });
    const heard = await make('Heard');
    await receiver.until(received => received.length > 0);
    expect(receiver.received.map(({ body }) => body['task_id'])).toEqual([heard.id]);
    const { body } = await as(ben).ask('GET', `/v2/team/${places.team}/webhook`);
    expect(body).toMatchObject({ webhooks: [{ health: { status: 'active', fail_count: 0 } }] });
  });

  it('closes the workspace to somebody removed, who is no member any more', async () => {
    await register(as(ann));
    await bot.control('people', { user: ann.id, seat: 'removed' });
    await make('Unheard');
    expect((await as(ann).ask('GET', '/v2/user')).status).toBe(200);
    expect((await as(ann).ask('GET', '/v2/team')).body).toEqual({ teams: [] });
    const refused = { status: 401, body: { ECODE: 'OAUTH_027' } };
    expect(await as(ann).ask('GET', `/v2/list/${places.board}`)).toMatchObject(refused);
    type Teams = { teams: { members: { user: { id: number } }[] }[] };
    const { teams } = (await bot.ask<Teams>('GET', '/v2/team')).body;
    const members = teams[0]?.members.map(({ user }) => user.id);
    const groups = JSON.stringify((await bot.ask('GET', `/v2/group?team_id=${places.team}`)).body);
    expect(members).not.toContain(ann.id);
    expect(groups).not.toContain(`"id":${ann.id},`);
    expect(members).toContain(ben.id);
    await bot.control('people', { user: ann.id, seat: 'active' });
    const heard = await make('Heard');
    await receiver.until(received => received.length > 0);
    expect(receiver.received.map(({ body }) => body['task_id'])).toEqual([heard.id]);
  });

  it('says what is wrong with a switch that it cannot turn', async () => {
    for (const [path, body, error] of [
      ['people', { user: 1, seat: 'disabled' }, /no user 1/],
      ['people', { user: ann.id, seat: 'asleep' }, /disabled/],
      ['places', { place: 'nowhere', visibleTo: [] }, /no space, folder or list/],
      ['faults', { usersFieldHistory: 'names' }, /"ids"\|"users"\|"none"/],
    ] as const) {
      const answer = await bot.control<{ error: string }>(path, body);
      expect([answer.status, answer.body.error]).toEqual([400, expect.stringMatching(error)]);
    }
  });

  it('takes a comment’s update only whole, where partial ones are refused', async () => {
    await bot.control('faults', { partialCommentUpdate: false });
    const task = await make('Card');
    const { body } = await bot.ask<{ id: string }>('POST', `/v2/task/${task.id}/comment`, {
      comment_text: 'One',
    });
    const update = async (change: object) => (await bot.ask('PUT', `/v2/comment/${body.id}`, change)).status;
    const whole = { comment_text: 'Two', assignee: ann.id, resolved: true };
    expect(await update({ resolved: true })).toBe(400);
    expect(await update({ ...whole, assignee: null })).toBe(400);
    expect(await update({ comment_text: 'Two', assignee: ann.id })).toBe(400);
    expect(await update(whole)).toBe(200);
  });
});
