// The API of the simulator where ClickUp surprises: authorisation, limits, dates, fields, reads, comments.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts';
import { type Client, clientOf, type Places, placesOf, type Task } from '../support/simulator-client.ts';

type Refusal = { err: string; ECODE: string };
type Page = { tasks: Task[]; last_page: boolean };
type Comments = { comments: { id: string; date: string; comment_text: string; comment: unknown[] }[] };

describe('the API of the simulator', () => {
  let simulator: Simulator;
  let client: Client;
  let places: Places;

  beforeAll(async () => {
    // 2026-03-10T22:30Z is already the 11th at the Berlin of the bot, but still the 10th in New York.
    const startAt = Date.UTC(2026, 2, 10, 22, 30);
    simulator = await startSimulator({ seed: 'demo', rateLimit: 10_000, startAt });
    client = clientOf(simulator);
    places = await placesOf(client);
  });

  afterAll(() => simulator.close());

  const make = async (body: Record<string, unknown>) =>
    (await client.ask<Task>('POST', `/v2/list/${places.board}/task`, body)).body;
  const code = async (method: string, path: string, body?: unknown, by = client) => {
    const answer = await by.ask<Refusal>(method, path, body);
    return [answer.status, answer.body.ECODE];
  };
  const names = async (query: string) => {
    const path = `/v2/list/${places.board}/task?${query}`;
    return (await client.ask<Page>('GET', path)).body.tasks.map(task => task.name);
  };

  it('takes personal tokens bare, and all others bare or as Bearer', async () => {
    const { token } = simulator.tokens.bot;
    const by = (header: string) => code('GET', '/v2/user', undefined, clientOf(simulator, header));
    expect(await by(token)).toEqual([200, undefined]);
    expect(await by(token.slice('pk_'.length))).toEqual([200, undefined]);
    expect(await by(`Bearer ${token.slice('pk_'.length)}`)).toEqual([200, undefined]);
    expect(await by(`Bearer ${token}`)).toEqual([401, 'OAUTH_025']);
    expect(await by('pk_1_NOBODY')).toEqual([401, 'OAUTH_025']);
    expect(await by('')).toEqual([400, 'OAUTH_017']);
  });

  it('answers unknown routes in plain text and wrong verbs with 405', async () => {
    const unknown = await client.ask<string>('GET', '/v2/nothing/here');
    expect([unknown.status, unknown.body.trim()]).toEqual([404, '404 page not found']);
    expect((await client.ask('GET', '/v2/webhook/7f5b1c4e')).status).toBe(405);
  });

  it('answers 401 for ids that never were and 404 for deleted ones', async () => {
    const { id } = await make({ name: 'Short-lived' });
    const deleted = await client.ask<string>('DELETE', `/v2/task/${id}`);
    expect([deleted.status, deleted.body]).toEqual([204, '']);
    expect(await code('GET', `/v2/task/${id}`)).toEqual([404, 'ITEM_013']);
    expect(await code('GET', '/v2/task/86zzzzzzz')).toEqual([401, 'OAUTH_027']);
    expect(await code('GET', '/v2/list/999999999999')).toEqual([401, 'OAUTH_027']);
    expect(await code('GET', '/v2/list/abc')).toEqual([400, 'INPUT_002']);
  });

  it('refuses as ClickUp does', async () => {
    const tasks = `/v2/list/${places.board}/task`;
    expect(await code('POST', tasks, {})).toEqual([400, 'INPUT_005']);
    expect(await code('POST', tasks, { name: 'A', due_date: '2026-01-01' })).toEqual([400, 'INPUT_006']);
    expect(await code('POST', tasks, { name: 'A', status: 'nowhere' })).toEqual([400, 'CRTSK_001']);
    expect(await code('POST', tasks, { name: 'A', parent: '86zzzzzzz' })).toEqual([400, 'ITEM_137']);
    const lists = `/v2/folder/${places.folder}/list`;
    await client.ask('POST', lists, { name: 'Only once' });
    expect(await code('POST', lists, { name: 'Only once' })).toEqual([400, 'SUBCAT_016']);
    expect(await code('GET', `${tasks}?order_by=priority`)).toEqual([500, 'ITEMV2_003']);
    expect(await code('GET', `${tasks}?assignees=1`)).toEqual([400, 'ITEM_156']);
  });

  it('keeps a day at 04:00 in the zone of whoever set it', async () => {
    const due = Date.UTC(2026, 2, 10, 23, 30);
    const inBerlin = await make({ name: 'Berlin', due_date: due });
    const felix = simulator.tokens.people.find(person => person.username === 'Felix Hartmann');
    const path = `/v2/list/${places.board}/task`;
    const elsewhere = clientOf(simulator, felix?.token);
    const inNewYork = await elsewhere.ask<Task>('POST', path, { name: 'New York', due_date: due });
    expect(inBerlin['due_date']).toBe(String(Date.UTC(2026, 2, 11, 3)));
    expect(inNewYork.body['due_date']).toBe(String(Date.UTC(2026, 2, 10, 8)));
    const timed = await make({ name: 'Timed', due_date: due, due_date_time: true });
    expect(timed['due_date']).toBe(String(due));
    const cleared = await client.ask<Task>('PUT', `/v2/task/${timed.id}`, { due_date: null });
    expect(cleared.body['due_date']).toBeNull();
  });

  it('ignores what PUT does not know: tags, an array of assignees, other keys', async () => {
    const { id } = await make({ name: 'Steady' });
    const [person] = simulator.tokens.people;
    const body = { tags: ['new'], assignees: [person?.id], dueDate: 1, status: 'FORMING' };
    const changed = await client.ask<Task>('PUT', `/v2/task/${id}`, body);
    expect(changed.status).toBe(200);
    expect(changed.body).toMatchObject({
      tags: [],
      assignees: [],
      due_date: null,
      status: { status: 'forming' },
    });
  });

  it('takes a drop-down by option id and gives it as the index, and nothing where it is unset', async () => {
    const task = await make({ name: 'With fields' });
    const outcome = task.custom_fields.find(field => field.name === 'Outcome');
    expect(outcome).not.toHaveProperty('value');
    const path = `/v2/task/${task.id}/field/${String(outcome?.id)}`;
    await client.ask('POST', path, { value: outcome?.type_config.options?.[1]?.id });
    const read = async () =>
      (await client.ask<Task>('GET', `/v2/task/${task.id}`)).body.custom_fields.find(
        field => field.name === 'Outcome',
      );
    expect((await read())?.value).toBe(1);
    await client.ask('DELETE', path);
    expect(await read()).not.toHaveProperty('value');
  });

  it('adds and removes people in a users field', async () => {
    const task = await make({ name: 'With people' });
    const [first, second] = simulator.tokens.people.map(person => person.id);
    const supporter = task.custom_fields.find(field => field.name === 'Supporter');
    const path = `/v2/task/${task.id}/field/${String(supporter?.id)}`;
    await client.ask('POST', path, { value: { add: [first, second], rem: [] } });
    await client.ask('POST', path, { value: { add: [], rem: [first] } });
    const { body } = await client.ask<Task>('GET', `/v2/task/${task.id}`);
    expect(body.custom_fields.find(field => field.name === 'Supporter')?.value).toMatchObject([
      { id: second },
    ]);
  });

  it('hides closed, archived and nested tasks unless asked', async () => {
    const { id } = await make({ name: 'Parent', tags: ['Reads'] });
    await make({ name: 'Closed', status: 'cancelled', tags: ['reads'] });
    await make({ name: 'Done', status: 'done', tags: ['reads'] });
    await make({ name: 'Archived', archived: true, tags: ['reads'] });
    await make({ name: 'Child', parent: id, tags: ['reads'] });
    expect(await names('tags[]=reads&reverse=true')).toEqual(['Parent', 'Done']);
    expect(await names('tags[]=reads&reverse=true&include_closed=true')).toEqual([
      'Parent',
      'Closed',
      'Done',
    ]);
    expect(await names('tags[]=reads&statuses[]=Cancelled')).toEqual(['Closed']);
    expect(await names('tags[]=reads&archived=true')).toEqual(['Archived']);
    expect(await names('tags[]=reads&subtasks=true')).toEqual(['Child', 'Done', 'Parent']);
  });

  it('pages by a hundred from zero and says which page is the last', async () => {
    const lists = `/v2/folder/${places.folder}/list`;
    const list = (await client.ask<{ id: string }>('POST', lists, { name: 'Long' })).body.id;
    for (let index = 0; index < 101; index += 1) {
      await client.ask('POST', `/v2/list/${list}/task`, { name: `Item ${index}` });
    }
    const page = async (number: number) =>
      (await client.ask<Page>('GET', `/v2/team/${places.team}/task?list_ids[]=${list}&page=${number}`)).body;
    const [first, second] = [await page(0), await page(1)];
    expect([first.tasks.length, first.last_page]).toEqual([100, false]);
    expect([second.tasks.map(task => task.name), second.last_page]).toEqual([['Item 0'], true]);
    const inFolder = `/v2/team/${places.team}/task?project_ids[]=${places.folder}`;
    expect((await client.ask<Page>('GET', inFolder)).body.tasks).toHaveLength(100);
  });

  it('gives markdown only when asked and plain text otherwise', async () => {
    const task = await make({
      name: 'Text',
      markdown_content: '# Why\n**Because** [it](https://a.b) is\n- so',
    });
    const plain = (await client.ask<Task>('GET', `/v2/task/${task.id}`)).body;
    expect(plain.description).toBe('Why\nBecause it is\nso');
    expect(plain).not.toHaveProperty('markdown_description');
    const path = `/v2/task/${task.id}?include_markdown_description=true`;
    expect((await client.ask<Task>('GET', path)).body['markdown_description']).toContain('**Because**');
  });

  it('gives comments newest first, 25 at a time, without replies', async () => {
    const { id } = await make({ name: 'Talked about' });
    const path = `/v2/task/${id}/comment`;
    for (let index = 0; index < 27; index += 1)
      await client.ask('POST', path, { comment_text: `No ${index}` });
    const first = (await client.ask<Comments>('GET', path)).body.comments;
    expect([first.length, first[0]?.comment_text]).toEqual([25, 'No 26']);
    await client.ask('POST', `/v2/comment/${String(first[0]?.id)}/reply`, { comment_text: 'A reply' });
    const last = first.at(-1);
    const next = await client.ask<Comments>('GET', `${path}?start=${last?.date}&start_id=${last?.id}`);
    expect(next.body.comments.map(comment => comment.comment_text)).toEqual(['No 1', 'No 0']);
    expect((await client.ask<Comments>('GET', path)).body.comments[0]?.comment_text).toBe('No 26');
  });

  it('reads mentions back with their name', async () => {
    const { id } = await make({ name: 'Mention' });
    const [person] = simulator.tokens.people;
    const comment = [{ text: 'Hello ' }, { type: 'tag', user: { id: person?.id } }];
    await client.ask('POST', `/v2/task/${id}/comment`, { comment });
    const [read] = (await client.ask<Comments>('GET', `/v2/task/${id}/comment`)).body.comments;
    expect(read?.comment_text).toBe(`Hello @${person?.username}`);
    expect(read?.comment[1]).toMatchObject({
      type: 'tag',
      user: { id: person?.id, username: person?.username },
    });
  });

  it('lets a list have statuses of its own', async () => {
    const lists = `/v2/folder/${places.folder}/list`;
    const { id } = (await client.ask<{ id: string }>('POST', lists, { name: 'Own' })).body;
    const before = await client.ask<{ statuses: { status: string }[] }>('GET', `/v2/list/${id}`);
    expect(before.body.statuses.map(each => each.status)).toEqual(['to do', 'in progress', 'complete']);
    const statuses = [{ status: 'Idea' }, { status: 'Shared' }];
    await client.ask('PUT', `/v2/list/${id}`, { override_statuses: true, statuses });
    const task = await client.ask<Task>('POST', `/v2/list/${id}/task`, { name: 'T', status: 'SHARED' });
    expect(task.body.status).toMatchObject({ status: 'shared', type: 'closed' });
  });

  it('moves date_updated on comments too', async () => {
    const { id } = await make({ name: 'Touched' });
    const updated = async () =>
      Number((await client.ask<Task>('GET', `/v2/task/${id}`)).body['date_updated']);
    const before = await updated();
    await client.control('clock', { advanceMs: 5_000 });
    await client.ask('POST', `/v2/task/${id}/comment`, { comment_text: 'New' });
    expect(await updated()).toBeGreaterThanOrEqual(before + 5_000);
  });
});
