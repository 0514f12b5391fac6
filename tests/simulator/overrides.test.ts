// Odd answers on demand: shapes that real workspaces have and no documentation names.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts';
import { type Client, clientOf, type Places, placesOf, type Task } from '../support/simulator-client.ts';

type Shown = Record<string, unknown> & { id: string };

describe('odd answers', () => {
  let simulator: Simulator;
  let bot: Client;
  let places: Places;
  let task: Task;

  beforeEach(async () => {
    simulator = await startSimulator({ seed: 'empty', rateLimit: 10_000 });
    bot = clientOf(simulator);
    places = await placesOf(bot);
    task = (await bot.ask<Task>('POST', `/v2/list/${places.board}/task`, { name: 'Card' })).body;
  });
  afterEach(() => simulator.close());

  const odd = async (body: object) => {
    const answer = await bot.control<{ error?: string }>('odd', body);
    return [answer.status, answer.body.error ?? ''];
  };
  const read = async (path: string) => (await bot.ask<Record<string, Shown[]>>('GET', path)).body;
  const readTask = async () => (await bot.ask<Task>('GET', `/v2/task/${task.id}`)).body;

  it('replace, leave out and add keys of a task in single reads, plural reads and answers to writes', async () => {
    await odd({ object: task.id, set: { priority: 'high' }, remove: ['assignees'], append: { tags: null } });
    const { tasks } = await read(`/v2/list/${places.board}/task`);
    const written = (await bot.ask<Task>('PUT', `/v2/task/${task.id}`, { name: 'Renamed' })).body;
    for (const each of [await readTask(), tasks?.[0], written]) {
      expect(each).toMatchObject({ id: task.id, priority: 'high', tags: [null] });
      expect(each).not.toHaveProperty('assignees');
    }
    const page = await fetch(`${simulator.url}/t/${task.id}`);
    expect(page.status).toBe(200);
    await odd({ object: task.id });
    expect(await readTask()).toMatchObject({ priority: null, assignees: [], tags: [], name: 'Renamed' });
  });

  it('add a custom field to a task and change one that it has', async () => {
    const [field] = task.custom_fields;
    const extra = { id: 'zz-1', name: 'Year', type: 'drop_down' };
    await odd({ object: task.id, append: { custom_fields: extra } });
    await odd({ object: task.id, field: field?.id, set: { value: '' }, remove: ['type_config'] });
    const { custom_fields } = await readTask();
    expect(custom_fields.at(-1)).toEqual(extra);
    expect(custom_fields[0]).toMatchObject({ id: field?.id, value: '' });
    expect(custom_fields[0]).not.toHaveProperty('type_config');
    expect((await read(`/v2/list/${places.board}/field`))['fields']?.[0]).toHaveProperty('type_config');
    await odd({ object: task.id, field: field?.id });
    expect((await readTask()).custom_fields[0]).not.toHaveProperty('value');
    expect((await readTask()).custom_fields.at(-1)).toEqual(extra);
    await odd({ object: task.id, field: field?.id, set: { value: '' } });
    await odd({ object: task.id });
    expect((await readTask()).custom_fields).toEqual(task.custom_fields);
  });

  it('reach comments and replies, lists, folders, spaces, groups, webhooks and members', async () => {
    const { team, space, folder } = places;
    const comments = `/v2/task/${task.id}/comment`;
    const comment = String((await bot.ask('POST', comments, { comment_text: 'Hello' })).body['id']);
    const replies = `/v2/comment/${comment}/reply`;
    const reply = String((await bot.ask('POST', replies, { comment_text: 'Yes' })).body['id']);
    const lists = `/v2/folder/${folder}/list`;
    const list = (await bot.ask<Shown>('POST', lists, { name: 'Team A' })).body.id;
    const hooks = `/v2/team/${team}/webhook`;
    const endpoint = 'http://127.0.0.1:9/hook';
    const hook = (await bot.ask<Shown>('POST', hooks, { endpoint, events: '*' })).body.id;
    const group = (await read(`/v2/group?team_id=${team}`))['groups']?.[0]?.id ?? '';
    for (const object of [comment, reply, list, folder, space, group, hook]) {
      expect(await odd({ object, set: { odd: object } })).toEqual([200, '']);
    }
    for (const [path, name, object] of [
      [comments, 'comments', comment],
      [replies, 'comments', reply],
      [lists, 'lists', list],
      [`/v2/folder/${folder}`, 'lists', list],
      [`/v2/space/${space}/folder`, 'folders', folder],
      [`/v2/team/${team}/space`, 'spaces', space],
      [`/v2/group?team_id=${team}`, 'groups', group],
      [hooks, 'webhooks', hook],
    ] as const) {
      expect([path, (await read(path))[name]?.[0]?.['odd']]).toEqual([path, object]);
    }
    for (const path of [`/v2/list/${list}`, `/v2/folder/${folder}`, `/v2/space/${space}`]) {
      expect(await read(path)).toHaveProperty('odd');
    }
    for (const [path, change] of [
      [`/v2/list/${list}`, { name: 'Team B' }],
      [`/v2/folder/${folder}`, { name: 'Teams' }],
      [`/v2/group/${group}`, { name: 'Guild' }],
    ] as const) {
      expect((await bot.ask('PUT', path, change)).body).toHaveProperty('odd');
    }
    const changed = await bot.ask('PUT', `/v2/webhook/${hook}`, { status: 'active' });
    expect(changed.body['webhook']).toHaveProperty('odd', hook);
  });

  it('reach the definition of a custom field, but not its entries in tasks', async () => {
    const [field] = task.custom_fields;
    await odd({ object: field?.id, set: { type_config: [] } });
    expect((await read(`/v2/list/${places.board}/field`))['fields']?.[0]).toMatchObject({ type_config: [] });
    expect((await readTask()).custom_fields).toEqual(task.custom_fields);
  });

  it('show a member and the user in it', async () => {
    const [ann, ben] = simulator.tokens.people;
    await odd({ object: ann?.id, set: { username: null }, remove: ['email'] });
    await odd({ object: String(ben?.id), set: { user: null } });
    const { teams } = await read('/v2/team');
    const members = (teams?.[0]?.['members'] ?? []) as { user: object | null }[];
    const shown = members.find(({ user }) => user !== null && 'id' in user && user.id === ann?.id);
    expect(shown?.user).toMatchObject({ id: ann?.id, username: null });
    expect(shown?.user).not.toHaveProperty('email');
    expect(members.filter(({ user }) => user === null)).toHaveLength(1);
  });

  it('are listed, and gone after a reset', async () => {
    const [field] = task.custom_fields;
    await odd({ object: task.id, remove: ['list'] });
    await odd({ object: task.id, field: field?.id, set: { value: {} } });
    expect((await bot.control('odd')).body).toEqual({
      odd: [
        { object: task.id, remove: ['list'] },
        { object: task.id, field: field?.id, set: { value: {} } },
      ],
    });
    await bot.control('reset', {});
    expect((await bot.control('odd')).body).toEqual({ odd: [] });
  });

  it('say what is wrong with a body that can’t be used', async () => {
    for (const [body, error] of [
      [{ set: {} }, /can't be used.*object/],
      [{ object: 'nothing', set: {} }, /nothing is no space, folder, list, custom field, task/],
      [{ object: task.id, put: {} }, /can't be used.*"put"/],
      [{ object: task.id, field: 'none', set: {} }, /has no custom field none/],
      [{ object: places.board, field: 'none', set: {} }, /is no task; only a task has custom fields/],
    ] as const) {
      expect(await odd(body)).toEqual([400, expect.stringMatching(error)]);
    }
  });
});
