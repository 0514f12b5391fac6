// What people do by hand and no route of the API can: archiving, moving, restoring, renaming statuses and fields.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts';
import { type Receiver, startReceiver } from '../support/delivery-receiver.ts';
import { type Client, clientOf, type Places, placesOf, type Task } from '../support/simulator-client.ts';

type List = {
  id: string;
  name: string;
  archived: boolean;
  folder: { id: string; hidden: boolean };
  space: { id: string };
  statuses: { status: string }[];
};

describe('by hand', () => {
  let simulator: Simulator;
  let bot: Client;
  let places: Places;
  let receiver: Receiver;
  let list: List;
  let task: Task;

  beforeEach(async () => {
    simulator = await startSimulator({ seed: 'empty', rateLimit: 10_000 });
    bot = clientOf(simulator);
    places = await placesOf(bot);
    receiver = await startReceiver();
    const path = `/v2/folder/${places.folder}/list`;
    list = (await bot.ask<List>('POST', path, { name: 'Team A' })).body;
    task = (await bot.ask<Task>('POST', `/v2/list/${list.id}/task`, { name: 'Item' })).body;
    await bot.ask('POST', `/v2/team/${places.team}/webhook`, { endpoint: receiver.url, events: '*' });
  });
  afterEach(async () => {
    await simulator.close();
    await receiver.close();
  });

  const read = async <T = List>(path: string) => (await bot.ask<T>('GET', path)).body;
  const readList = () => read(`/v2/list/${list.id}`);
  const idsAt = async (path: string) => {
    const { lists, tasks } = await read<{ lists?: { id: string }[]; tasks?: { id: string }[] }>(path);
    return (lists ?? tasks ?? []).map(({ id }) => id);
  };
  const refusal = async (path: string, body: object) => {
    const answer = await bot.control<{ error: string }>(path, body);
    return [answer.status, answer.body.error];
  };
  /** Everything that the webhook heard until a task that is made now. */
  const heard = async () => {
    const last = (await bot.ask<Task>('POST', `/v2/list/${places.board}/task`, { name: 'Last' })).body;
    await receiver.until(received => received.some(({ body }) => body['task_id'] === last.id));
    return receiver.received.map(({ body }) => body).filter(body => body['task_id'] !== last.id);
  };

  it('takes an archived list and its tasks out of every plural read, and no single one', async () => {
    await bot.control('places', { place: list.id, archived: true });
    for (const path of [
      `/v2/folder/${places.folder}/list`,
      `/v2/folder/${places.folder}/list?archived=false`,
      `/v2/list/${list.id}/task?subtasks=true`,
      `/v2/list/${list.id}/task?archived=true`,
      `/v2/team/${places.team}/task`,
      `/v2/team/${places.team}/task?project_ids[]=${places.folder}&include_closed=true`,
    ]) {
      expect([path, await idsAt(path)]).toEqual([path, []]);
    }
    expect(JSON.stringify(await read(`/v2/folder/${places.folder}`))).not.toContain(list.id);
    expect(await idsAt(`/v2/folder/${places.folder}/list?archived=true`)).toEqual([list.id]);
    expect((await readList()).archived).toBe(true);
    expect((await bot.ask('GET', `/v2/task/${task.id}`)).status).toBe(200);
    expect(await heard()).toEqual([]);
    await bot.control('faults', { archivedListTasks: true });
    expect(await idsAt(`/v2/list/${list.id}/task`)).toEqual([task.id]);
    expect(await idsAt(`/v2/team/${places.team}/task?list_ids[]=${list.id}`)).toEqual([]);
    await bot.control('faults', {});
    await bot.control('places', { place: list.id, archived: false });
    expect((await readList()).archived).toBe(false);
    expect(await idsAt(`/v2/folder/${places.folder}/list`)).toEqual([list.id]);
    expect(await idsAt(`/v2/folder/${places.folder}/list?archived=true`)).toEqual([]);
    expect(await idsAt(`/v2/list/${list.id}/task`)).toEqual([task.id]);
  });

  it('archives a folder with all its lists', async () => {
    await bot.control('places', { place: places.folder, archived: true });
    const folders = async (query: string) =>
      (await read<{ folders: { id: string }[] }>(`/v2/space/${places.space}/folder${query}`)).folders;
    expect(await folders('')).toEqual([]);
    expect(await folders('?archived=true')).toMatchObject([{ id: places.folder, archived: true }]);
    expect((await readList()).archived).toBe(true);
    expect(await idsAt(`/v2/team/${places.team}/task?list_ids[]=${list.id}`)).toEqual([]);
    await bot.control('places', { place: places.folder, archived: false });
    expect(await idsAt(`/v2/team/${places.team}/task?list_ids[]=${list.id}`)).toEqual([task.id]);
  });

  it('moves a list to another folder and out of all folders', async () => {
    const path = `/v2/space/${places.space}/folder`;
    const other = (await bot.ask<{ id: string }>('POST', path, { name: 'Elsewhere' })).body;
    await bot.control('places', { place: list.id, folder: other.id });
    expect((await readList()).folder).toMatchObject({ id: other.id, hidden: false });
    expect(await idsAt(`/v2/folder/${places.folder}/list`)).toEqual([]);
    expect(await idsAt(`/v2/folder/${other.id}/list`)).toEqual([list.id]);
    expect(await idsAt(`/v2/team/${places.team}/task?project_ids[]=${other.id}`)).toEqual([task.id]);
    expect(await read<Task>(`/v2/task/${task.id}`)).toMatchObject({ folder: { id: other.id } });
    await bot.control('places', { place: list.id, folder: null });
    expect((await readList()).folder.hidden).toBe(true);
    expect(await idsAt(`/v2/space/${places.space}/list`)).toContain(list.id);
    expect((await heard()).map(({ event }) => event)).toEqual(['folderCreated', 'spaceUpdated']);
  });

  it('renames a status on a list, whose tasks follow', async () => {
    const card = (
      await bot.ask<Task>('POST', `/v2/list/${places.board}/task`, { name: 'A', status: 'forming' })
    ).body;
    await bot.control('statuses', { list: places.board, rename: { Forming: 'Gathering' } });
    const names = (await read(`/v2/list/${places.board}`)).statuses.map(({ status }) => status);
    expect(names.filter(name => name === 'gathering' || name === 'forming')).toEqual(['gathering']);
    expect((await read<Task>(`/v2/task/${card.id}`)).status.status).toBe('gathering');
    const refused = await bot.ask('PUT', `/v2/task/${card.id}`, { status: 'forming' });
    expect([refused.status, refused.body['ECODE']]).toEqual([400, 'ITEM_114']);
  });

  it('renames inherited statuses for every list that uses them', async () => {
    await bot.control('statuses', { list: list.id, rename: { 'to do': 'open' } });
    const loose = (await bot.ask<List>('POST', `/v2/space/${places.space}/list`, { name: 'Loose' })).body;
    expect(loose.statuses.map(({ status }) => status)).toEqual(['open', 'in progress', 'complete']);
    expect((await read<Task>(`/v2/task/${task.id}`)).status.status).toBe('open');
  });

  it('moves a task with what is below it to another list', async () => {
    const below = { name: 'Below', parent: task.id };
    const child = (await bot.ask<Task>('POST', `/v2/list/${list.id}/task`, below)).body;
    await bot.ask('PUT', `/v2/task/${task.id}`, { status: 'complete' });
    const [, ben] = simulator.tokens.people;
    receiver.received.length = 0;
    await bot.control('tasks', { task: task.id, list: places.board, by: ben?.id });
    expect(await read<Task>(`/v2/task/${task.id}`)).toMatchObject({
      list: { id: places.board },
      status: { status: 'backlog' },
    });
    expect(await read<Task>(`/v2/task/${child.id}`)).toMatchObject({
      list: { id: places.board },
      parent: task.id,
    });
    await receiver.until(received => received.some(({ body }) => body.event === 'spaceUpdated'));
    const moved = receiver.received.filter(({ body }) => body.history_items?.[0]?.field === 'section_moved');
    expect(moved.map(({ body }) => body.event)).toEqual(['taskMoved', 'taskUpdated']);
    expect(moved[0]?.body).toMatchObject({
      task_id: task.id,
      history_items: [
        {
          parent_id: places.board,
          user: { id: ben?.id },
          before: { id: list.id },
          after: { id: places.board },
        },
      ],
    });
  });

  it('brings back from the bin what was deleted, with what was deleted in it', async () => {
    const below = { name: 'Below', parent: task.id };
    const child = (await bot.ask<Task>('POST', `/v2/list/${list.id}/task`, below)).body;
    const status = async (path: string) => (await bot.ask('GET', path)).status;
    const paths = [`/v2/task/${task.id}`, `/v2/task/${child.id}`, `/v2/list/${list.id}`];
    for (const [deleted, object, gone] of [
      [`/v2/task/${task.id}`, task.id, paths.slice(0, 2)],
      [`/v2/list/${list.id}`, list.id, paths],
      [`/v2/folder/${places.folder}`, places.folder, paths],
    ] as const) {
      await bot.ask('DELETE', deleted);
      for (const path of gone) expect([path, await status(path)]).toEqual([path, 404]);
      expect((await bot.control('bin', { restore: object })).status).toBe(200);
      for (const path of paths) expect([path, await status(path)]).toEqual([path, 200]);
    }
  });

  it('makes custom fields with options, renames them and takes them away', async () => {
    const make = async (type: string) => {
      const body = { list: places.board, name: 'Mood', type, options: ['good', 'bad'] };
      return (await bot.control<{ id: string }>('fields', body)).body.id;
    };
    type Options = { name?: string; label?: string; orderindex?: number }[];
    const fields = async () =>
      (
        await read<{ fields: { id: string; name: string; type_config: { options: Options } }[] }>(
          `/v2/list/${places.board}/field`,
        )
      ).fields;
    const [drop, labels] = [await make('drop_down'), await make('labels')];
    const optionsOf = async (id: string) =>
      (await fields()).find(field => field.id === id)?.type_config.options ?? [];
    expect(await optionsOf(drop)).toMatchObject([{ name: 'good', orderindex: 0 }, { name: 'bad' }]);
    expect(await optionsOf(labels)).toMatchObject([{ label: 'good' }, { label: 'bad' }]);
    for (const field of [drop, labels]) {
      await bot.control('fields', { field, name: 'Feeling', rename: { good: 'fine' } });
    }
    expect(await optionsOf(drop)).toMatchObject([{ name: 'fine' }, { name: 'bad' }]);
    expect(await optionsOf(labels)).toMatchObject([{ label: 'fine' }, { label: 'bad' }]);
    expect((await fields()).filter(({ name }) => name === 'Feeling')).toHaveLength(2);
    await bot.control('fields', { field: drop, deleted: true });
    expect((await fields()).map(({ id }) => id)).not.toContain(drop);
  });

  it('says what is wrong with what cannot be done so', async () => {
    const path = `/v2/space/${places.space}/folder`;
    const other = (await bot.ask<{ id: string }>('POST', path, { name: 'Elsewhere' })).body;
    await bot.ask('POST', `/v2/folder/${other.id}/list`, { name: 'Team A' });
    for (const [to, body, error] of [
      ['places', { place: list.id }, /"visibleTo", "archived" or "folder"/],
      ['places', { place: 'nowhere', archived: true }, /nowhere is no space, folder or list/],
      ['places', { place: places.space, archived: true }, /only a folder or a list can be archived/],
      ['places', { place: places.folder, folder: other.id }, /only a list can be moved/],
      ['places', { place: list.id, folder: 'nowhere' }, /nowhere is no folder/],
      ['places', { place: list.id, folder: other.id }, /holds a list called "Team A" already/],
      ['tasks', { task: 'nothing', list: list.id }, /nothing is no task/],
      ['tasks', { task: task.id, list: 'nowhere' }, /nowhere is no list/],
      ['tasks', { task: task.id, list: places.board, by: 4 }, /no user 4/],
      ['bin', { restore: 'nothing' }, /nothing is no task, list or folder/],
      ['bin', { restore: task.id }, /is not deleted/],
      ['fields', { list: 'nowhere', name: 'Mood', type: 'text' }, /nowhere is no list/],
      ['fields', { list: list.id, name: 'Mood', type: 'text', options: ['a'] }, /"text" has no options/],
      ['fields', { field: 'nothing', name: 'Mood' }, /nothing is no custom field/],
      ['webhooks', { webhook: 'nothing' }, /nothing is no webhook/],
      ['webhooks', { webhook: 'nothing', failCount: 101 }, /can't be used.*failCount/],
      ['statuses', { list: list.id, rename: {} }, /at least one status/],
      ['statuses', { list: 'nowhere', rename: { a: 'b' } }, /nowhere is no list/],
      ['statuses', { list: list.id, rename: { a: 'b' } }, /no status "a". It has "to do", /],
      ['statuses', { list: list.id, rename: { 'to do': 'complete' } }, /"complete" twice/],
    ] as const) {
      expect(await refusal(to, body)).toEqual([400, expect.stringMatching(error)]);
    }
  });
});
