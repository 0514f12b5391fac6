import nock from 'nock';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { yieldToEventLoop } from '../../../src/base/yield-to-event-loop.ts';
import { readComments, readTasks } from '../../../src/clickup/http/pages.ts';
import { createTransport, type Transport } from '../../../src/clickup/http/transport.ts';
import { clock, rememberingLog } from '../../support/clickup-setting.ts';
import { interceptRequests } from '../../support/interception.ts';

const HOST = 'http://127.0.0.1:4010';
const TASKS = { task: z.object({ id: z.string() }), read: (task: { id: string }) => task };

const transport = createTransport({
  apiUrl: `${HOST}/api`,
  token: 'pk_1_A',
  clock,
  log: rememberingLog(),
  pause: async () => undefined,
});
const spec = { path: '/list/901/task', query: { include_closed: true }, doing: 'reading list 901' };
const ids = (tasks: { id: string }[]) => tasks.map(task => task.id);
const tasks = (...given: string[]) => given.map(id => ({ id }));
const hundred = (from: number) => Array.from({ length: 100 }, (_, index) => ({ id: `t${from + index}` }));

const page = (number: number, body: object) =>
  nock(HOST)
    .get('/api/v2/list/901/task')
    .query({ include_closed: 'true', order_by: 'created', reverse: 'true', page: String(number) })
    .reply(200, body);

interceptRequests();

describe('Reading pages of tasks', () => {
  it('goes on until the last page and keeps each task once', async () => {
    page(0, { tasks: tasks('a', 'b'), last_page: false });
    page(1, { tasks: tasks('b', 'c'), last_page: true });
    expect(ids(await readTasks(transport, TASKS, spec))).toEqual(['a', 'b', 'c']);
  });

  it('ends at an empty page, and without last_page at one that is not full', async () => {
    page(0, { tasks: tasks('a'), last_page: false });
    page(1, { tasks: [], last_page: false });
    expect(ids(await readTasks(transport, TASKS, spec))).toEqual(['a']);
    page(0, { tasks: hundred(0) });
    page(1, { tasks: tasks('z') });
    expect(await readTasks(transport, TASKS, spec)).toHaveLength(101);
  });

  it('reads a page before it asks for the next one, so that they are not all read at once', async () => {
    const done: string[] = [];
    const answering: Transport = {
      ...transport,
      async request({ answer, query }) {
        done.push(`page ${String(query?.['page'])}`);
        return answer.parse({
          tasks: tasks(`t${String(query?.['page'])}`),
          last_page: query?.['page'] === 1,
        });
      },
    };
    const read = ({ id }: { id: string }) => {
      done.push(id);
      return id === 't0' ? null : id;
    };
    expect(await readTasks(answering, { ...TASKS, read }, spec)).toEqual(['t1']);
    expect(done).toEqual(['page 0', 't0', 'page 1', 't1']);
  });

  it('lets others have their turn between twenty of a page', async () => {
    page(0, { tasks: hundred(0), last_page: true });
    let [inARow, most, isOver] = [0, 0, false];
    const others = (async () => {
      while (!isOver) {
        await yieldToEventLoop();
        inARow = 0;
      }
    })();
    const read = (task: { id: string }) => {
      most = Math.max(most, ++inARow);
      return task;
    };
    expect(ids(await readTasks(transport, { ...TASKS, read }, spec))).toEqual(ids(hundred(0)));
    isOver = true;
    await others;
    expect(most).toBe(20);
  });

  it('reads more than a hundred thousand tasks', async () => {
    // So many requests need no wire.
    const answering: Transport = {
      ...transport,
      async request({ answer, query }) {
        const number = Number(query?.['page']);
        return answer.parse({ tasks: number < 1_001 ? hundred(100 * number) : [] });
      },
    };
    expect(await readTasks(answering, TASKS, spec)).toHaveLength(100_100);
  }, 60_000);

  it('fails as a whole if one page fails, is no page, or never ends', async () => {
    page(0, { tasks: tasks('a'), last_page: false });
    page(1, { err: 'Something new' });
    await expect(readTasks(transport, TASKS, spec)).rejects.toMatchObject({ kind: 'unreadable' });
    page(0, { tasks: tasks('a'), last_page: false });
    page(1, { tasks: tasks('a'), last_page: false });
    await expect(readTasks(transport, TASKS, spec)).rejects.toThrow(
      /reading list 901.*page 1 brought nothing new/,
    );
    page(0, { tasks: [{ id: 'a' }, { id: null }], last_page: true });
    await expect(readTasks(transport, TASKS, spec)).rejects.toThrow(/tasks\.1\.id/);
  });
});

describe('Reading pages of comments', () => {
  const comments = (from: number, count: number) =>
    Array.from({ length: count }, (_, index) => ({ id: from - index, date: String(1_000 + from - index) }));
  const at = (query: Record<string, string>, body: object) =>
    nock(HOST).get('/api/v2/task/86a/comment').query(query).reply(200, body);

  it('goes on behind the last comment of a full page', async () => {
    at({}, { comments: comments(100, 25) });
    at({ start: '1076', start_id: '76' }, { comments: comments(75, 3) });
    const found = await readComments(transport, 'task/86a');
    expect(found).toHaveLength(28);
    expect(found.at(-1)?.id).toBe('73');
  });

  it('ends at an empty page, and fails if a page repeats itself', async () => {
    at({}, { comments: comments(100, 25) });
    at({ start: '1076', start_id: '76' }, { comments: [] });
    expect(await readComments(transport, 'task/86a')).toHaveLength(25);
    at({}, { comments: comments(100, 25) });
    at({ start: '1076', start_id: '76' }, { comments: comments(100, 25) });
    await expect(readComments(transport, 'task/86a')).rejects.toMatchObject({ kind: 'unreadable' });
  });
});
