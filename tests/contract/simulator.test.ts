// Every answer of the simulator, for every operation it has, against the vendor's OpenAPI document.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allRoutes } from '../../src/simulator/api/router.ts';
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts';
import { LIST_VIEW } from '../support/list-view.ts';
import { type Conversation, commentIdIn, converse, type Json, listIn, textIn } from './conversation.ts';
import { unpublishedRoutes } from './exceptions.ts';
import { isSpecificationThere, operationFor, skippedBecause, unusedExceptions } from './specification.ts';

type Place = { team: string; space: string; folder: string; board: string; card: string };

const dayMs = 86_400_000;

describe.skipIf(!isSpecificationThere)(`the simulator keeps ClickUp's specification${skippedBecause}`, () => {
  let simulator: Simulator;
  let talk: Conversation;
  let at: Place;
  let people: number[];

  const say = (method: string, path: string, body?: unknown) => talk.say(method, path, body);
  const done = async (method: string, path: string, body?: unknown): Promise<Json> => {
    const answer = await say(method, path, body);
    expect(answer.status, `${method} ${path} answered ${JSON.stringify(answer.body)}`).toBeLessThan(300);
    return answer.body;
  };
  const first = (list: Json | undefined): Json => {
    const [one] = listIn(list);
    if (one === undefined) throw new Error('Expected a list with something in it.');
    return one;
  };
  const fieldNamed = async (name: string): Promise<Json> => {
    const { fields } = await done('GET', `/v2/list/${at.board}/field`);
    const field = listIn(fields).find(each => textIn(each['name']) === name);
    if (field === undefined) throw new Error(`The board has no field ${name}.`);
    return field;
  };

  beforeAll(async () => {
    simulator = await startSimulator({ seed: 'demo', rateLimit: 100_000 });
    talk = converse(simulator.apiUrl, simulator.tokens.bot.token);
    people = simulator.tokens.people.map(person => person.id);
    const team = textIn(first((await done('GET', '/v2/team'))['teams'])['id']);
    const space = textIn(first((await done('GET', `/v2/team/${team}/space`))['spaces'])['id']);
    const folder = textIn(first((await done('GET', `/v2/space/${space}/folder`))['folders'])['id']);
    const board = textIn(first((await done('GET', `/v2/space/${space}/list`))['lists'])['id']);
    const { tasks } = await done('GET', `/v2/list/${board}/task?order_by=created&reverse=true`);
    at = { team, space, folder, board, card: textIn(first(tasks)['id']) };
  });

  afterAll(() => simulator.close());

  it('about people and groups', async () => {
    await done('GET', '/v2/user');
    await done('GET', `/v2/team/${at.team}/plan`);
    await done('GET', `/v2/group?team_id=${at.team}`);
    const group = await done('POST', `/v2/team/${at.team}/group`, {
      name: 'Guild',
      members: people.slice(0, 2),
    });
    const change = { name: 'The guild', members: { add: people.slice(2, 3), rem: people.slice(0, 1) } };
    const changed = await done('PUT', `/v2/group/${textIn(group['id'])}`, change);
    expect(listIn(changed['members']).map(member => member['id'])).toEqual(people.slice(1, 3));
    await done('DELETE', `/v2/group/${textIn(group['id'])}`);
  });

  it('about spaces, tags and folders', async () => {
    await done('GET', `/v2/space/${at.space}`);
    const tag = { name: 'Noted', tag_fg: '#000000', tag_bg: '#ffffff' };
    await done('POST', `/v2/space/${at.space}/tag`, { tag });
    await done('GET', `/v2/space/${at.space}/tag`);
    await done('DELETE', `/v2/space/${at.space}/tag/noted`);
    const folder = await done('POST', `/v2/space/${at.space}/folder`, { name: 'Second' });
    const path = `/v2/folder/${textIn(folder['id'])}`;
    await done('GET', path);
    await done('PUT', path, { name: 'Third' });
    const taken = await say('POST', `/v2/space/${at.space}/folder`, { name: 'Third' });
    expect([taken.status, textIn(taken.body['ECODE'])]).toEqual([400, 'CAT_014']);
    await done('DELETE', path);
    expect((await say('GET', path)).status).toBe(404);
  });

  it('about lists', async () => {
    const body = {
      name: 'Team A',
      markdown_content: 'About **us**',
      due_date: Date.now(),
      due_date_time: true,
    };
    const more = { priority: 2, assignee: people[0], status: 'red' };
    const list = await done('POST', `/v2/folder/${at.folder}/list`, { ...body, ...more });
    await done('POST', `/v2/space/${at.space}/list`, { name: 'Loose', ...more });
    await done('GET', `/v2/folder/${at.folder}/list`);
    await done('GET', `/v2/list/${textIn(list['id'])}`);
    await done('GET', `/v2/list/${at.board}`);
    const change = { name: 'Team B', content: 'us', assignee: String(people[1]), unset_status: true };
    const changed = await done('PUT', `/v2/list/${textIn(list['id'])}`, change);
    expect([changed['name'], changed['status']]).toEqual(['Team B', undefined]);
    await done('DELETE', `/v2/list/${textIn(list['id'])}`);
  });

  it('about views', async () => {
    for (const place of [`team/${at.team}`, `space/${at.space}`, `folder/${at.folder}`, `list/${at.board}`]) {
      const { view } = await done('POST', `/v2/${place}/view`, LIST_VIEW);
      const read = await done('GET', `/v2/view/${textIn(view?.['id'])}`);
      expect(read['view']?.['parent']).toMatchObject({ id: place.split('/')[1] });
    }
    expect((await say('GET', '/v2/view/8czzz-1')).status).toBe(401);
  });

  it('about custom fields', async () => {
    await done('GET', `/v2/folder/${at.folder}/field`);
    await done('GET', `/v2/space/${at.space}/field`);
    await done('GET', `/v2/team/${at.team}/field`);
    const supporter = await fieldNamed('Supporter');
    const path = `/v2/task/${at.card}/field/${textIn(supporter['id'])}`;
    await done('POST', path, { value: { add: [people[3]], rem: [] } });
    await done('DELETE', path);
    const outcome = await fieldNamed('Outcome');
    const option = textIn(first(outcome['type_config']?.['options'])['id']);
    await done('POST', `/v2/task/${at.card}/field/${textIn(outcome['id'])}`, { value: option });
    const functions = await fieldNamed('Functions needed');
    const label = textIn(first(functions['type_config']?.['options'])['id']);
    await done('POST', `/v2/task/${at.card}/field/${textIn(functions['id'])}`, { value: [label] });
    const refused = await say('POST', `/v2/task/${at.card}/field/${textIn(outcome['id'])}`, {
      value: 'no option',
    });
    expect(refused.status).toBe(400);
  });

  it('about tasks', async () => {
    const outcome = await fieldNamed('Outcome');
    const value = textIn(first(outcome['type_config']?.['options'])['id']);
    const task = await done('POST', `/v2/list/${at.board}/task`, {
      name: 'A card',
      markdown_content: '# Why\nBecause.',
      assignees: people.slice(0, 2),
      tags: ['first'],
      status: 'Forming',
      priority: 2,
      due_date: Date.now() + dayMs,
      due_date_time: false,
      start_date: Date.now(),
      time_estimate: 3_600_000,
      points: 3,
      custom_fields: [{ id: textIn(outcome['id']), value }],
    });
    const id = textIn(task['id']);
    await done('POST', `/v2/list/${at.board}/task`, { name: 'Below', parent: id, assignees: [people[4]] });
    const read = await done('GET', `/v2/task/${id}?include_subtasks=true&include_markdown_description=true`);
    expect(read['subtasks']).toHaveLength(1);
    await done('PUT', `/v2/task/${id}`, {
      name: 'The card',
      description: 'Plain',
      status: 'done',
      priority: 1,
      due_date: Date.now() + 2 * dayMs,
      due_date_time: true,
      time_estimate: 7_200_000,
      assignees: { add: people.slice(2, 3), rem: people.slice(0, 1) },
      archived: false,
    });
    await done('PUT', `/v2/task/${id}`, { due_date: null, start_date: null, priority: null });
    await done('GET', `/v2/list/${at.board}/task?subtasks=true&include_closed=true`);
    await done('GET', `/v2/team/${at.team}/task?list_ids[]=${at.board}&subtasks=true&include_closed=true`);
    await done('GET', `/v2/task/${id}/time_in_status`);
    await done('POST', `/v2/task/${id}/link/${at.card}`);
    await done('DELETE', `/v2/task/${at.card}/link/${id}`);
    await done('POST', `/v2/task/${id}/tag/second`);
    await done('DELETE', `/v2/task/${id}/tag/first`);
    await done('DELETE', `/v2/task/${id}`);
    const gone = await say('GET', `/v2/task/${id}`);
    expect([gone.status, textIn(gone.body['ECODE'])]).toEqual([404, 'ITEM_013']);
    const never = await say('GET', '/v2/task/zzzzzz');
    expect([never.status, textIn(never.body['ECODE'])]).toEqual([401, 'OAUTH_027']);
  });

  it('about comments', async () => {
    const whole = { comment_text: 'Hello', assignee: people[0], notify_all: false };
    const posted = await done('POST', `/v2/task/${at.card}/comment`, whole);
    const rich = [
      { text: 'Dear ' },
      { type: 'tag', user: { id: people[1] } },
      { text: ' look', attributes: { bold: true } },
    ];
    await done('POST', `/v2/task/${at.card}/comment`, { comment: rich, notify_all: false });
    await done('GET', `/v2/task/${at.card}/comment`);
    const path = `/v2/comment/${commentIdIn(posted['id'])}`;
    await done('POST', `${path}/reply`, { comment_text: 'Yes', notify_all: false });
    const { comments: replies } = await done('GET', `${path}/reply`);
    expect(listIn(replies)).toHaveLength(1);
    await done('PUT', path, { comment_text: 'Hello again', assignee: people[2], resolved: true });
    await done('PUT', path, { comment: rich, assignee: null });
    await done('POST', `${path}/reply`, { comment: rich, notify_all: false });
    await done('DELETE', path);
    await done('POST', `/v2/list/${at.board}/comment`, whole);
    await done('POST', `/v2/list/${at.board}/comment`, { comment: rich, notify_all: false });
    await done('GET', `/v2/list/${at.board}/comment`);
  });

  it('about webhooks', async () => {
    const endpoint = 'http://127.0.0.1:9/hook';
    const path = `/v2/team/${at.team}/webhook`;
    const made = await done('POST', path, { endpoint, events: ['taskUpdated'], space_id: Number(at.space) });
    const again = await say('POST', path, { endpoint, events: ['taskUpdated'], space_id: Number(at.space) });
    expect([again.status, textIn(again.body['ECODE'])]).toEqual([400, 'OAUTH_171']);
    await done('GET', path);
    await done('PUT', `/v2/webhook/${textIn(made['id'])}`, { endpoint, events: '*', status: 'active' });
    await done('PUT', `/v2/webhook/${textIn(made['id'])}`, {
      endpoint,
      events: ['taskCreated'],
      status: 'active',
    });
    await done('DELETE', `/v2/webhook/${textIn(made['id'])}`);
  });

  it('without a difference that no exception names', () => {
    expect([...new Set(talk.problems)]).toEqual([]);
  });

  it('without an exception that is no longer needed', () => {
    expect(unusedExceptions()).toEqual([]);
  });

  it('for every route that it has', () => {
    const routes = allRoutes(true).map(({ method, path }) => ({ method, path, line: `${method} ${path}` }));
    const wanted = routes
      .filter(({ line }) => !unpublishedRoutes.includes(line))
      .map(({ method, path, line }) => operationFor(method, path) ?? line);
    expect(wanted.filter(operation => !talk.operations.has(operation))).toEqual([]);
    expect(talk.operations.size).toBeGreaterThanOrEqual(wanted.length);
    const sum = `${talk.operations.size} operations, ${talk.requests} requests and ${talk.answers} answers checked`;
    console.info(sum);
    expect(talk.requests).toBeGreaterThanOrEqual(25);
    expect(talk.answers).toBeGreaterThan(60);
  });
});
