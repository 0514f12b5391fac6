// What people do by hand and no route of the API can: archiving, moving, renaming statuses.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts';
import { type Client, clientOf, type Places, placesOf, type Task } from './client.ts';
import { type Receiver, startReceiver } from './receiver.ts';

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

  it('says what is wrong with a place or status that cannot be changed so', async () => {
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
      ['statuses', { list: list.id, rename: {} }, /at least one status/],
      ['statuses', { list: 'nowhere', rename: { a: 'b' } }, /nowhere is no list/],
      ['statuses', { list: list.id, rename: { a: 'b' } }, /no status "a". It has "to do", /],
      ['statuses', { list: list.id, rename: { 'to do': 'complete' } }, /"complete" twice/],
    ] as const) {
      expect(await refusal(to, body)).toEqual([400, expect.stringMatching(error)]);
    }
  });
});
