// Shapes of answers and deliveries that were found in public recordings and clients, beyond the documentation.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts';
import { type Receiver, startReceiver } from '../support/delivery-receiver.ts';
import { type Client, clientOf, type Places, placesOf, type Task } from '../support/simulator-client.ts';

type Shown = Record<string, unknown> & { id: string };

describe('what public clients found', () => {
  let simulator: Simulator;
  let bot: Client;
  let places: Places;
  let receiver: Receiver;
  let card: Task;

  beforeEach(async () => {
    simulator = await startSimulator({ seed: 'empty', rateLimit: 10_000 });
    bot = clientOf(simulator);
    places = await placesOf(bot);
    receiver = await startReceiver();
    card = (await bot.ask<Task>('POST', `/v2/list/${places.board}/task`, { name: 'Card' })).body;
  });
  afterEach(async () => {
    await simulator.close();
    await receiver.close();
  });

  const read = async <T = Shown>(path: string) => (await bot.ask<T>('GET', path)).body;
  const makeList = async (body: object) =>
    (await bot.ask<Shown>('POST', `/v2/folder/${places.folder}/list`, body)).body;
  const listen = (events: string[]) =>
    bot.ask('POST', `/v2/team/${places.team}/webhook`, { endpoint: receiver.url, events });
  const itemsAfter = async (event: string) => {
    await receiver.until(received => received.some(({ body }) => body.event === event));
    return receiver.received.find(({ body }) => body.event === event)?.body.history_items ?? [];
  };

  it('a workspace is read by its id, as it is read among all', async () => {
    const { teams } = await read<{ teams: Shown[] }>('/v2/team');
    expect(await read(`/v2/team/${places.team}`)).toEqual({ team: teams[0] });
    expect((await bot.ask('GET', '/v2/team/90150000000')).body['ECODE']).toBe('OAUTH_027');
  });

  it('doubled slashes are tolerated', async () => {
    expect(await read('/v2//user')).toEqual(await read('/v2/user'));
    expect((await bot.ask('GET', `//v2/task//${card.id}/`)).status).toBe(200);
  });

  it('one token has one budget, with and without Bearer', async () => {
    const other = await startSimulator({ seed: 'empty', rateLimit: 2 });
    try {
      const token = other.tokens.bot.token.slice('pk_'.length);
      const by = async (header: string) => (await clientOf(other, header).ask('GET', '/v2/user')).status;
      expect([await by(token), await by(`Bearer ${token}`), await by(token)]).toEqual([200, 200, 429]);
      expect(await by(other.tokens.bot.token)).toBe(200);
    } finally {
      await other.close();
    }
  });

  it('a list of tasks can be read by their parent', async () => {
    const path = `/v2/list/${places.board}/task`;
    const below = (await bot.ask<Task>('POST', path, { name: 'Below', parent: card.id })).body;
    await bot.ask('POST', path, { name: 'Beside' });
    const { tasks } = await read<{ tasks: Task[] }>(`${path}?parent=${card.id}`);
    expect(tasks.map(({ id }) => id)).toEqual([below.id]);
  });

  it('a comment gets a number as its id, and is read with a text', async () => {
    const path = `/v2/task/${card.id}/comment`;
    const made = (await bot.ask(`POST`, path, { comment_text: 'Hello' })).body;
    expect(made).toMatchObject({
      id: expect.any(Number) as number,
      hist_id: expect.any(String) as string,
      date: expect.any(Number) as number,
      version: { object_type: 'comment' },
    });
    const { comments } = await read<{ comments: Shown[] }>(path);
    expect(comments[0]?.id).toBe(String(made['id']));
    const reply = (await bot.ask('POST', `/v2/comment/${String(made['id'])}/reply`, { comment_text: 'Yes' }))
      .body;
    expect(reply['id']).toEqual(expect.any(Number));
  });

  it('the delivery of a reply names the comment above it as an object', async () => {
    const path = `/v2/task/${card.id}/comment`;
    const { id } = (await bot.ask('POST', path, { comment_text: 'Are we complete?' })).body;
    await listen(['taskCommentPosted']);
    await bot.ask('POST', `/v2/comment/${String(id)}/reply`, { comment_text: 'Yes' });
    const [item] = await itemsAfter('taskCommentPosted');
    expect(item?.['parent_comment']).toMatchObject({ id: String(id), text_content: 'Are we complete?\n' });
    await bot.ask('POST', path, { comment_text: 'Well' });
    await receiver.until(received => received.length === 2);
    expect(receiver.received[1]?.body.history_items?.[0]).not.toHaveProperty('parent_comment');
  });

  it('a single list leaves out what it has not, and says where its statuses come from', async () => {
    const plain = await read(`/v2/list/${(await makeList({ name: 'Plain' })).id}`);
    expect(plain).toMatchObject({ deleted: false, archived: false, due_date: null, content: '' });
    for (const key of ['status', 'due_date_time', 'start_date_time']) expect(plain).not.toHaveProperty(key);
    expect(plain['inbound_address']).toMatch(
      new RegExp(
        `^a\\.t\\.${plain.id}\\.u-${simulator.tokens.bot.id}\\.[0-9a-f-]{36}@tasks\\.clickup\\.com$`,
        'u',
      ),
    );
    expect(plain['folder']).toEqual({
      id: places.folder,
      name: 'Customer result teams',
      hidden: false,
      archived: false,
      access: true,
    });
    expect(plain['space']).toMatchObject({ id: places.space, archived: false });
    const due = { due_date: Date.UTC(2026, 4, 4, 12), due_date_time: true };
    expect(await makeList({ name: 'Full', status: 'red', ...due })).toMatchObject({
      status: { status: 'red' },
      due_date_time: true,
    });
    const groups = ({ statuses }: Shown) =>
      new Set((statuses as { status_group: string }[]).map(each => each.status_group));
    expect(groups(plain)).toEqual(new Set([`proj_${places.space}`]));
    expect(groups(await read(`/v2/list/${places.board}`))).toEqual(new Set([`subcat_${places.board}`]));
  });

  it('a list inside a folder has statuses but no content or place, other than in a read of lists', async () => {
    const { id } = await makeList({ name: 'Team A', content: 'About us' });
    const path = `/v2/folder/${places.folder}`;
    const folder = await read<{ deleted: boolean; lists: Shown[] }>(path);
    expect(folder.deleted).toBe(false);
    expect(folder.lists).toMatchObject([{ id, statuses: [{ status: 'to do' }, {}, {}] }]);
    for (const key of ['content', 'folder', 'space']) expect(folder.lists[0]).not.toHaveProperty(key);
    const { lists } = await read<{ lists: Shown[] }>(`${path}/list`);
    expect(lists).toMatchObject([{ id, content: 'About us', folder: { id: places.folder }, status: null }]);
    expect(lists[0]).not.toHaveProperty('statuses');
  });

  it('a member has a role, dates, and somebody who invited them', async () => {
    const [owner, ben] = simulator.tokens.people;
    const { teams } = await read<{ teams: { members: { user: Shown; invited_by?: Shown }[] }[] }>('/v2/team');
    const member = (id?: number) => teams[0]?.members.find(({ user }) => Number(user.id) === id);
    expect(member(ben?.id)).toMatchObject({
      user: { username: ben?.username, role: 3, role_key: 'member', role_subtype: 0, custom_role: null },
      invited_by: { id: owner?.id, status: 'active' },
    });
    for (const key of ['last_active', 'date_joined', 'date_invited'])
      expect(member(ben?.id)?.user[key]).toMatch(/^\d{13}$/u);
    expect(member(owner?.id)?.user).toMatchObject({ role: 1, role_key: 'owner' });
    expect(member(owner?.id)).not.toHaveProperty('invited_by');
  });

  it('somebody invited who has not joined has no name or token, and can be assigned', async () => {
    const [, ben] = simulator.tokens.people;
    if (ben === undefined) throw new Error('The seed lacks people.');
    await bot.control('people', { user: ben.id, seat: 'invited' });
    const { team } = await read<{ team: { members: { user: Shown; invited_by?: Shown }[] } }>(
      `/v2/team/${places.team}`,
    );
    expect(team.members.find(({ user }) => Number(user.id) === ben.id)).toMatchObject({
      user: { username: null, color: null, date_joined: null, email: ben.email },
      invited_by: { status: 'invited' },
    });
    const assigned = await bot.ask('PUT', `/v2/task/${card.id}`, { assignees: { add: [ben.id], rem: [] } });
    expect(assigned.body).toMatchObject({ assignees: [{ id: ben.id, username: null, color: null }] });
    expect((await clientOf(simulator, ben.token).ask('GET', '/v2/user')).body['ECODE']).toBe('OAUTH_025');
  });

  it('whoever is not in the workspace can’t be assigned, and nothing of the write is done', async () => {
    const [ann, ben] = simulator.tokens.people;
    await bot.control('people', { user: ann?.id, seat: 'removed' });
    const path = `/v2/list/${places.board}/task`;
    for (const stranger of [ann?.id, 4]) {
      const body = { name: 'New', assignees: [ben?.id, stranger] };
      expect(await bot.ask('POST', path, body)).toMatchObject({ status: 400, body: { ECODE: 'ITEM_119' } });
      const change = { name: 'Renamed', assignees: { add: [ben?.id, stranger], rem: [] } };
      expect(await bot.ask('PUT', `/v2/task/${card.id}`, change)).toMatchObject({
        status: 400,
        body: { ECODE: 'ITEM_119', err: 'Assignees list invalid' },
      });
      const comment = { comment_text: 'You?', assignee: stranger };
      expect((await bot.ask('POST', `/v2/task/${card.id}/comment`, comment)).status).toBe(400);
    }
    const { tasks } = await read<{ tasks: Task[] }>(path);
    expect(tasks).toMatchObject([{ name: 'Card', assignees: [] }]);
    expect(await read(`/v2/task/${card.id}/comment`)).toEqual({ comments: [] });
  });

  it('somebody who was assigned and then left can be taken off, and stays until then', async () => {
    const [ann] = simulator.tokens.people;
    const change = (add: unknown[], rem: unknown[]) =>
      bot.ask<Task>('PUT', `/v2/task/${card.id}`, { assignees: { add, rem } });
    await change([ann?.id], []);
    await bot.control('people', { user: ann?.id, seat: 'removed' });
    expect((await read<Task>(`/v2/task/${card.id}`)).assignees).toHaveLength(1);
    expect((await change([], [ann?.id])).body.assignees).toEqual([]);
  });

  it('a space names its features', async () => {
    const { features } = await read<{ features: Record<string, object> }>(`/v2/space/${places.space}`);
    for (const name of [
      'sprints',
      'points',
      'custom_items',
      'check_unresolved',
      'milestones',
      'status_pies',
      'emails',
    ])
      expect(features[name]).toHaveProperty('enabled');
    expect(features['time_tracking']).toHaveProperty('default_to_billable');
  });

  it('a removed tag has a field of its own, with the tag in after', async () => {
    await bot.ask('POST', `/v2/task/${card.id}/tag/waived`);
    await listen(['taskTagUpdated']);
    await bot.ask('DELETE', `/v2/task/${card.id}/tag/waived`);
    const [item] = await itemsAfter('taskTagUpdated');
    expect(item).toMatchObject({ field: 'tag_removed', before: null, after: [{ name: 'waived' }] });
  });

  it('a new due date brings the duration along where there is a start', async () => {
    const day = (date: number) => Date.UTC(2026, 4, date, 12);
    await bot.ask('PUT', `/v2/task/${card.id}`, { start_date: day(4), start_date_time: true });
    await listen(['taskDueDateUpdated']);
    await bot.ask('PUT', `/v2/task/${card.id}`, { due_date: day(6), due_date_time: true });
    const items = await itemsAfter('taskDueDateUpdated');
    expect(items.map(({ field, after }) => [field, after])).toEqual([
      ['due_date', String(day(6))],
      ['duration', String(day(6) - day(4))],
    ]);
  });

  it('a subtask on the board tells of itself, with the board as its place', async () => {
    await listen(['taskCreated', 'taskUpdated']);
    const body = { name: 'Below', parent: card.id };
    const below = (await bot.ask<Task>('POST', `/v2/list/${places.board}/task`, body)).body;
    await bot.ask('PUT', `/v2/task/${below.id}`, { name: 'Deep below' });
    await receiver.until(received => received.length === 2);
    const told = receiver.received.map(({ body: sent }) => [
      sent.event,
      sent['task_id'],
      sent.history_items?.[0]?.['parent_id'],
    ]);
    expect(told).toEqual([
      ['taskCreated', below.id, places.board],
      ['taskUpdated', below.id, places.board],
    ]);
  });
});
