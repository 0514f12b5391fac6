// Others' ClickUp clients against the simulator, unchanged: what they were written for is ClickUp itself.
import { createHmac } from 'node:crypto';
import { rmSync } from 'node:fs';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts';
import { type Receiver, startReceiver } from '../support/delivery-receiver.ts';
import { clientOf, placesOf } from '../support/simulator-client.ts';
import { commentIdIn, type Json, listIn, textIn } from './conversation.ts';
import { clickupApi, clickupJs, type ForeignClient, install } from './foreign-clients.ts';

const PACKAGES = ['clickup.js@4.0.2', 'clickup_api@1.4.0'];

/** Where they were installed, or why not: without a registry there is nothing to try. */
function installed(): { folder: string } | { problem: string } {
  try {
    return { folder: install(PACKAGES) };
  } catch (error) {
    const isCi = process.env['CI'] === 'true';
    if (isCi) throw error;
    return { problem: error instanceof Error ? error.message.split('\n', 1).join('') : String(error) };
  }
}

const clients = installed();
const skipped = 'problem' in clients ? ` (skipped: they can't be fetched: ${clients.problem})` : '';
const folder = 'folder' in clients ? clients.folder : '';
const MAKERS: [string, (apiUrl: string, token: string) => ForeignClient | Promise<ForeignClient>][] = [
  ['clickup.js 4.0.2', (apiUrl, token) => clickupJs(folder, apiUrl, token)],
  ['clickup_api 1.4.0', (apiUrl, token) => clickupApi(folder, apiUrl, token)],
];

const namesOf = (answer: Json) => listIn(answer['tasks']).map(task => textIn(task['name']));

describe.skipIf(skipped !== '')(`A client that nobody here wrote${skipped}`, () => {
  let simulator: Simulator;
  let receiver: Receiver;
  beforeEach(async () => {
    [simulator, receiver] = await Promise.all([startSimulator({ seed: 'empty' }), startReceiver()]);
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await Promise.all([simulator.close(), receiver.close()]);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(MAKERS)('%s plans, works, comments, and hears of it by signed deliveries', async (_name, make) => {
    const { bot, people } = simulator.tokens;
    const [person] = people;
    if (!person) throw new Error('The seed lacks people.');
    const client = await make(simulator.apiUrl, bot.token);

    const [workspace] = listIn((await client.workspaces())['teams']);
    const teamId = textIn(workspace?.['id']);
    const spaces = listIn((await client.spaces(teamId))['spaces']);
    expect(spaces.map(space => space['name'])).toEqual(['Company']);

    const { folder: folderId } = await placesOf(clientOf(simulator));
    const list = await client.createList(folderId, { name: 'Orders arrive whole', content: 'Ours' });
    const listId = textIn(list['id']);
    const { webhook } = await client.createWebhook(teamId, {
      endpoint: receiver.url,
      events: ['taskCreated', 'taskUpdated', 'taskCommentPosted'],
      list_id: Number(listId),
    });
    expect(listIn((await client.webhooks(teamId))['webhooks'])).toMatchObject([
      { id: webhook?.['id'], endpoint: receiver.url, health: { status: 'active', fail_count: 0 } },
    ]);

    const dueAt = Date.parse('2027-03-04T12:00:00Z');
    const task = await client.createTask(listId, {
      name: 'Ask three customers',
      description: 'By phone',
      assignees: [person.id],
      due_date: dueAt,
      due_date_time: true,
      priority: 2,
      tags: ['feedback'],
    });
    const taskId = textIn(task['id']);
    expect(task).toMatchObject({
      name: 'Ask three customers',
      assignees: [{ id: person.id }],
      due_date: String(dueAt),
      priority: { id: '2', priority: 'high' },
      tags: [{ name: 'feedback' }],
    });
    await client.createTask(listId, { name: 'Nobody yet' });
    const statuses = listIn(list['statuses']).map(status => textIn(status['status']));
    const closing = statuses.at(-1) ?? '';
    const updated = await client.updateTask(taskId, {
      name: 'Ask four customers',
      status: closing.toUpperCase(),
      assignees: { add: [bot.id], rem: [person.id] },
    });
    expect(updated).toMatchObject({
      name: 'Ask four customers',
      status: { status: closing },
      assignees: [{ id: bot.id }],
    });

    expect(namesOf(await client.tasks(listId, {}))).toEqual(['Nobody yet']);
    expect(namesOf(await client.tasks(listId, { include_closed: true })).sort()).toEqual([
      'Ask four customers',
      'Nobody yet',
    ]);
    const filter = { list_ids: [listId], assignees: [String(bot.id)], include_closed: true };
    expect(namesOf(await client.filteredTasks(teamId, filter))).toEqual(['Ask four customers']);
    expect(namesOf(await client.filteredTasks(teamId, { ...filter, statuses: ['nothing like it'] }))).toEqual(
      [],
    );

    const said = { comment_text: 'Two said yes.', assignee: person.id, notify_all: false };
    const { id: commentId } = await client.comment(taskId, said);
    expect(listIn((await client.comments(taskId))['comments'])).toMatchObject([
      {
        id: commentIdIn(commentId),
        comment_text: 'Two said yes.',
        assignee: { id: person.id },
        resolved: false,
      },
    ]);

    expect(await client.refusal(listId)).toMatch(/Status not found|400/);

    await receiver.until(all => all.some(({ body }) => body.event === 'taskCommentPosted'));
    expect(new Set(receiver.received.map(({ body }) => body.event))).toEqual(
      new Set(['taskCreated', 'taskUpdated', 'taskCommentPosted']),
    );
    const secret = textIn(webhook?.['secret']);
    for (const { raw, signature, body } of receiver.received) {
      expect(signature).toBe(createHmac('sha256', secret).update(raw).digest('hex'));
      expect(body.webhook_id).toBe(webhook?.['id']);
    }
  });
});
