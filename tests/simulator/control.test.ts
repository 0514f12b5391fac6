// The control endpoints, limits, clock and faults of the simulator.
import { afterEach, describe, expect, it } from 'vitest';
import {
  type Simulator,
  type SimulatorOptions,
  startSimulator,
  type Tokens,
} from '../../src/simulator/simulator.ts';
import { clientOf, placesOf, type Task } from '../support/simulator-client.ts';

type Stats = {
  requests: { total: number; reads: number; writes: number; byRoute: Record<string, number> };
};

describe('the simulator', () => {
  const running: Simulator[] = [];
  const start = async (options: SimulatorOptions = {}) => {
    const simulator = await startSimulator({ seed: 'empty', ...options });
    running.push(simulator);
    return { simulator, client: clientOf(simulator) };
  };

  afterEach(async () => {
    for (const simulator of running.splice(0)) await simulator.close();
  });

  it('has a bot, at least fourteen people, supporters and a group per function', async () => {
    const { simulator, client } = await start();
    const { body } = await client.control<Tokens>('tokens');
    expect(body).toEqual(simulator.tokens);
    expect(body.people.length).toBeGreaterThanOrEqual(14);
    expect(body.people.map(person => person.id)).not.toContain(body.bot.id);
    const groups = new Set(body.people.flatMap(person => person.groups));
    for (const name of ['Supporters', 'Engineering', 'Marketing', 'Design', 'Sales', 'Operations']) {
      expect(groups).toContain(name);
    }
    for (const { token, id } of [...body.people, body.bot])
      expect(token).toMatch(new RegExp(`^pk_${id}_\\w{32}$`, 'u'));
  });

  it('starts the demo with eleven cards in all phases', async () => {
    const { client } = await start({ seed: 'demo' });
    const { board } = await placesOf(client);
    const { body } = await client.ask<{ tasks: Task[] }>('GET', `/v2/list/${board}/task?include_closed=true`);
    const count: Record<string, number> = {};
    for (const { status } of body.tasks) count[status.status] = (count[status.status] ?? 0) + 1;
    expect(count).toEqual({
      backlog: 2,
      prioritized: 2,
      forming: 2,
      'in progress': 3,
      evaluation: 1,
      done: 1,
    });
  });

  it('starts a large board with a list full of tasks for each card', async () => {
    const { client } = await start({ seed: 'large:3x4' });
    const { folder } = await placesOf(client);
    const { body } = await client.ask<{ lists: { task_count: number }[] }>(
      'GET',
      `/v2/folder/${folder}/list`,
    );
    expect(body.lists.map(list => list.task_count)).toEqual([4, 4, 4]);
  });

  it('refuses unusable options with a sentence', async () => {
    await expect(startSimulator({ seed: 'tiny' })).rejects.toThrow(
      /"tiny".*"demo", "empty", "publisher" and "large/u,
    );
    await expect(startSimulator({ rateLimit: 0 })).rejects.toThrow(/rateLimit 0/u);
    const { simulator } = await start();
    const port = Number(new URL(simulator.url).port);
    await expect(startSimulator({ port })).rejects.toThrow(`127.0.0.1:${port}: the port is taken`);
  });

  it('makes a new workspace at each reset and keeps the tokens', async () => {
    const { simulator, client } = await start();
    const [team, tokens] = [(await placesOf(client)).team, simulator.tokens];
    await client.control('reset', { seed: 'demo' });
    const { body } = await client.control<Stats>('stats');
    expect(body.requests.total).toBe(0);
    expect((await placesOf(client)).team).not.toBe(team);
    expect(simulator.tokens.bot).toEqual(tokens.bot);
    expect((await client.control('reset', { seed: 'tiny' })).status).toBe(400);
  });

  it('counts requests by route, status and user, and not the control endpoints', async () => {
    const { simulator, client } = await start();
    const { board } = await placesOf(client);
    const [person] = simulator.tokens.people;
    await client.control('reset-stats', {});
    await clientOf(simulator, person?.token).ask('POST', `/v2/list/${board}/task`, { name: 'A' });
    await client.ask('GET', `/v2/list/${board}`);
    const all = (await client.control<Stats>('stats')).body.requests;
    expect([all.total, all.reads, all.writes]).toEqual([2, 1, 1]);
    const own = (await client.control<Stats>(`stats?user=${person?.id}`)).body.requests;
    expect(own.byRoute).toEqual({ 'POST /v2/list/{list_id}/task': 1 });
    const { body } = await client.control<{ requests: unknown[] }>('log');
    expect(body.requests.at(-1)).toMatchObject({ method: 'GET', path: `/v2/list/${board}`, status: 200 });
  });

  it('limits each token per minute of its clock', async () => {
    const { simulator, client } = await start({ rateLimit: 2 });
    await client.control('clock', { frozen: true, now: '2026-05-04T10:00:00Z' });
    const first = await client.ask('GET', '/v2/user');
    expect(first.headers.get('X-RateLimit-Remaining')).toBe('1');
    expect(first.headers.get('X-RateLimit-Reset')).toBe(String(Date.UTC(2026, 4, 4, 10, 1) / 1_000));
    await client.ask('GET', '/v2/user');
    const refused = await client.ask<{ ECODE: string }>('GET', '/v2/user');
    expect([refused.status, refused.body.ECODE]).toEqual([429, 'APP_002']);
    expect(refused.headers.get('Retry-After')).toBe('60');
    const other = clientOf(simulator, simulator.tokens.people[0]?.token);
    expect((await other.ask('GET', '/v2/user')).status).toBe(200);
    await client.control('clock', { advanceMs: 60_000 });
    expect((await client.ask('GET', '/v2/user')).status).toBe(200);
  });

  it('says what is wrong with a control body', async () => {
    const { client } = await start();
    for (const [path, body] of [
      ['clock', { now: 'tomorrow' }],
      ['faults', { rules: [{ kind: 'flood' }] }],
      ['reset', { sed: 'demo' }],
    ] as const) {
      const answer = await client.control<{ error: string }>(path, body);
      expect([path, answer.status]).toEqual([path, 400]);
      expect(answer.body.error).toMatch(/can't be used/u);
    }
  });

  it('names the control endpoints where one does not exist', async () => {
    const { client } = await start();
    const answer = await client.control<{ error: string }>('token');
    expect(answer.status).toBe(404);
    expect(answer.body.error).toMatch(/GET tokens, stats, log/u);
  });

  it('injects refusals and gateway pages as often as told', async () => {
    const { client } = await start();
    await client.control('faults', { rules: [{ kind: 'status', status: 503, times: 1, route: '/v2/user' }] });
    expect((await client.ask('GET', '/v2/team')).status).toBe(200);
    expect((await client.ask('GET', '/v2/user')).status).toBe(503);
    expect((await client.ask('GET', '/v2/user')).status).toBe(200);
    await client.control('faults', { rules: [{ kind: 'html' }] });
    const page = await client.ask<string>('GET', '/v2/user');
    expect([page.status, page.headers.get('content-type')]).toEqual([502, 'text/html; charset=utf-8']);
    await client.control('faults', []);
    expect((await client.ask('GET', '/v2/user')).status).toBe(200);
  });

  it('refuses single writes by what they say and where, with the code that was asked for', async () => {
    const { client } = await start();
    const { board } = await placesOf(client);
    const path = `/v2/list/${board}/task`;
    const add = async (name: string) => {
      const { status, body } = await client.ask('POST', path, { name });
      return [status, body['ECODE'], body['err']];
    };
    const rule = { kind: 'status', status: 400, code: 'ITEM_119', bodyHas: '"Ann"', path: board };
    await client.control('faults', { rules: [rule] });
    expect(await add('Ann')).toEqual([400, 'ITEM_119', 'Assignees list invalid']);
    expect(await add('Ben')).toEqual([200, undefined, undefined]);
    await client.control('faults', { rules: [{ ...rule, path: '/list/1/' }] });
    expect(await add('Ann')).toEqual([200, undefined, undefined]);
    await client.control('faults', { rules: [{ kind: 'status', status: 403, code: 'WHAT_1' }] });
    expect(await add('Ann')).toEqual([403, 'WHAT_1', 'Refused']);
  });

  it('answers plural reads as if nothing were there, and no single one', async () => {
    const { client } = await start();
    const { team, board, folder } = await placesOf(client);
    const made = await client.ask<Task>('POST', `/v2/list/${board}/task`, { name: 'Card' });
    await client.ask('POST', `/v2/task/${made.body.id}/comment`, { comment_text: 'Hello' });
    await client.ask('POST', `/v2/folder/${folder}/list`, { name: 'Team A' });
    const empty = async (path: string, route: string) => {
      await client.control('faults', { rules: [{ kind: 'emptyPage', times: 1, route }] });
      const [once, again] = [await client.ask('GET', path), await client.ask('GET', path)];
      expect(again.body).not.toEqual(once.body);
      return once.body;
    };
    const page = { tasks: [], last_page: true };
    expect(await empty(`/v2/list/${board}/task`, '/list/')).toEqual(page);
    expect(await empty(`/v2/team/${team}/task`, '/team/')).toEqual(page);
    expect(await empty(`/v2/folder/${folder}/list`, '/folder/')).toEqual({ lists: [] });
    expect(await empty(`/v2/task/${made.body.id}/comment`, '/comment')).toEqual({ comments: [] });
    await client.control('faults', { rules: [{ kind: 'emptyPage' }] });
    expect((await client.ask<Task>('GET', `/v2/task/${made.body.id}`)).body.name).toBe('Card');
  });

  it('shortens a page and garbles an answer', async () => {
    const { client } = await start();
    const { board } = await placesOf(client);
    const path = `/v2/list/${board}/task`;
    for (const name of ['One', 'Two', 'Three']) await client.ask('POST', path, { name });
    await client.control('faults', { rules: [{ kind: 'emptyPage', keep: 2 }] });
    const { body } = await client.ask<{ tasks: Task[]; last_page: boolean }>('GET', path);
    expect([body.tasks.map(({ name }) => name), body.last_page]).toEqual([['Three', 'Two'], true]);
    await client.control('faults', { rules: [{ kind: 'garbled', times: 1, method: 'POST' }] });
    await expect(client.ask('POST', path, { name: 'Four' })).rejects.toThrow(SyntaxError);
    const after = await client.ask<{ tasks: Task[] }>('GET', path);
    expect(after.body.tasks[0]?.name).toBe('Four');
  });

  it('lets its clock be wrong by minutes, which everything it stamps shows', async () => {
    const { simulator, client } = await start();
    const { board } = await placesOf(client);
    await client.control('clock', { frozen: true });
    const now = (await client.control<{ now: number }>('clock', { now: '2026-05-04T10:00:00Z' })).body.now;
    await client.control('clock', { advanceMs: -600_000 });
    const made = await client.ask('POST', `/v2/list/${board}/task`, { name: 'Early' });
    expect(made.body['date_created']).toBe(String(now - 600_000));
    const reset = (await clientOf(simulator).ask('GET', '/v2/user')).headers.get('X-RateLimit-Reset');
    expect(Number(reset) * 1_000).toBeLessThan(now);
  });

  it('cuts a connection before or after a write was applied', async () => {
    const { client } = await start();
    const { board } = await placesOf(client);
    const path = `/v2/list/${board}/task`;
    const names = async () =>
      (await client.ask<{ tasks: Task[] }>('GET', path)).body.tasks.map(task => task.name);
    await client.control('faults', { rules: [{ kind: 'cut', method: 'POST', times: 1 }] });
    await expect(client.ask('POST', path, { name: 'Never' })).rejects.toThrow('fetch failed');
    await client.control('faults', { rules: [{ kind: 'cutAfterApply', method: 'POST', times: 1 }] });
    await expect(client.ask('POST', path, { name: 'Applied' })).rejects.toThrow('fetch failed');
    const delayed = { kind: 'timeoutAfterApply', method: 'POST', times: 1, delayMs: 10 };
    await client.control('faults', { rules: [delayed] });
    await expect(client.ask('POST', path, { name: 'Applied too' })).rejects.toThrow('fetch failed');
    expect(await names()).toEqual(['Applied too', 'Applied']);
  });

  it('hides new tasks from list reads for the read lag, but not from a read by id', async () => {
    const { client } = await start();
    const { board } = await placesOf(client);
    await client.control('clock', { frozen: true });
    await client.control('faults', { rules: [{ kind: 'readLag', lagMs: 3_000, times: 1 }] });
    const { body } = await client.ask<Task>('POST', `/v2/list/${board}/task`, { name: 'New' });
    const count = async () =>
      (await client.ask<{ tasks: Task[] }>('GET', `/v2/list/${board}/task`)).body.tasks.length;
    expect(await count()).toBe(0);
    expect((await client.ask('GET', `/v2/task/${body.id}`)).status).toBe(200);
    await client.control('clock', { advanceMs: 3_000 });
    expect(await count()).toBe(1);
  });

  it('can insist on whole bodies when a comment is changed', async () => {
    const { client } = await start();
    const { board } = await placesOf(client);
    const task = await client.ask<Task>('POST', `/v2/list/${board}/task`, { name: 'New' });
    const comments = `/v2/task/${task.body.id}/comment`;
    const comment = await client.ask<{ id: string }>('POST', comments, { comment_text: 'A' });
    const path = `/v2/comment/${comment.body.id}`;
    expect((await client.ask('PUT', path, { resolved: true })).status).toBe(200);
    await client.control('faults', { partialCommentUpdate: false });
    expect((await client.ask('PUT', path, { resolved: false })).status).toBe(400);
  });
});
