// Deliveries: what is sent for which change, in which order, how it is signed, and what failing does.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts';
import { type Payload, type Receiver, sign, startReceiver } from '../support/delivery-receiver.ts';
import { type Client, clientOf, type Places, placesOf, type Task } from '../support/simulator-client.ts';

type Registered = { id: string; webhook: { secret: string; health: { status: string; fail_count: number } } };

describe('webhooks of the simulator', () => {
  let simulator: Simulator;
  let client: Client;
  let places: Places;
  let receiver: Receiver;

  beforeEach(async () => {
    simulator = await startSimulator({ seed: 'empty', rateLimit: 10_000 });
    client = clientOf(simulator);
    places = await placesOf(client);
    receiver = await startReceiver();
    await client.control('faults', { retrySpacingMs: 5 });
  });

  afterEach(async () => {
    await simulator.close();
    await receiver.close();
  });

  const register = async (more: Record<string, unknown> = {}, by = client) => {
    const body = { endpoint: receiver.url, events: '*', ...more };
    return by.ask<Registered & { ECODE: string }>('POST', `/v2/team/${places.team}/webhook`, body);
  };
  const make = async (body: Record<string, unknown> = { name: 'Card' }) =>
    (await client.ask<Task>('POST', `/v2/list/${places.board}/task`, body)).body;
  const events = () => receiver.received.map(({ body }) => body.event);
  const health = async () => {
    const { body } = await client.ask<{ webhooks: Registered['webhook'][] }>(
      'GET',
      `/v2/team/${places.team}/webhook`,
    );
    return body.webhooks.map(webhook => webhook.health);
  };

  it('send taskCreated and taskStatusUpdated with the same status item', async () => {
    await register();
    const task = await make();
    await receiver.until(received => received.length === 2);
    const [created, status] = receiver.received.map(({ body }) => body);
    expect([created?.event, status?.event]).toEqual(['taskCreated', 'taskStatusUpdated']);
    expect(created?.history_items?.map(item => item.field)).toEqual(['status', 'task_creation']);
    expect(status?.history_items?.[0]?.id).toBe(created?.history_items?.[0]?.id);
    expect([created?.['task_id'], created?.history_items?.[0]?.['parent_id']]).toEqual([
      task.id,
      places.board,
    ]);
  });

  it('can be sent again at any time, as they were', async () => {
    const { body: hook } = await register({ events: ['taskUpdated'] });
    const task = await make();
    await client.ask('PUT', `/v2/task/${task.id}`, { name: 'First' });
    await client.ask('PUT', `/v2/task/${task.id}`, { name: 'Second' });
    await receiver.until(received => received.length === 2);
    type Sent = { number: number; event: string; resource: string; webhook: string; body: Payload };
    const { deliveries } = (await client.control<{ deliveries: Sent[] }>('deliveries')).body;
    expect(
      deliveries.map(({ number, event, resource, webhook }) => [number, event, resource, webhook]),
    ).toEqual([
      [1, 'taskUpdated', task.id, hook.id],
      [2, 'taskUpdated', task.id, hook.id],
    ]);
    await client.control('clock', { advanceMs: 3_600_000 });
    expect((await client.control('deliveries', { again: 1 })).status).toBe(200);
    await receiver.until(received => received.length === 3);
    const [first, , again] = receiver.received;
    expect(again).toEqual(first);
    expect(first?.body).toEqual(deliveries[0]?.body);
    for (const body of [{ again: 3 }, { again: 0 }, {}]) {
      expect((await client.control('deliveries', body)).status).toBe(400);
    }
    await client.ask('DELETE', `/v2/webhook/${hook.id}`);
    const refused = await client.control<{ error: string }>('deliveries', { again: 1 });
    expect([refused.status, refused.body.error]).toEqual([
      400,
      expect.stringMatching(/deleted or suspended/),
    ]);
  });

  it('are signed over the raw body with the secret of the webhook', async () => {
    const { body } = await register();
    await make({ name: 'Größe – “quoted”' });
    await receiver.until(received => received.length === 2);
    for (const { raw, signature, type } of receiver.received) {
      expect(signature).toBe(sign(raw, body.webhook.secret));
      expect(type).toBe('application/json');
    }
  });

  it('send the specific event and then taskUpdated with the same item', async () => {
    const task = await make();
    await register();
    const [person] = simulator.tokens.people;
    await client.ask('PUT', `/v2/task/${task.id}`, { assignees: { add: [person?.id], rem: [] } });
    await receiver.until(received => received.length === 2);
    expect(events()).toEqual(['taskAssigneeUpdated', 'taskUpdated']);
    const [specific, general] = receiver.received.map(({ body }) => body.history_items?.[0]);
    expect(general?.id).toBe(specific?.id);
    expect(specific).toMatchObject({ field: 'assignee_add', after: { id: person?.id } });
    expect(specific).not.toHaveProperty('before');
  });

  it('say nothing where nothing changed', async () => {
    const task = await make({ name: 'Card', tags: ['known'] });
    await register();
    await client.ask('POST', `/v2/task/${task.id}/tag/known`);
    await client.ask('PUT', `/v2/task/${task.id}`, { name: 'Card', tags: ['ignored'], assignees: [1] });
    await client.ask('PUT', `/v2/task/${task.id}`, { name: 'Changed' });
    await receiver.until(received => received.length === 1);
    expect(receiver.received[0]?.body.history_items).toMatchObject([{ field: 'name', before: 'Card' }]);
  });

  it('repeat the item of a comment when it is edited, and carry who wrote', async () => {
    const task = await make();
    await register({ events: ['taskCommentPosted', 'taskCommentUpdated'] });
    const [person] = simulator.tokens.people;
    const author = clientOf(simulator, person?.token);
    const path = `/v2/task/${task.id}/comment`;
    const posted = await author.ask<{ id: string; hist_id: string }>('POST', path, { comment_text: 'One' });
    await author.ask('PUT', `/v2/comment/${posted.body.id}`, { comment_text: 'Two' });
    await receiver.until(received => received.length === 2);
    const items = receiver.received.map(({ body }) => body.history_items?.[0]);
    expect(items.map(item => item?.id)).toEqual([posted.body.hist_id, posted.body.hist_id]);
    expect(items[1]).toMatchObject({ user: { id: person?.id }, comment: { text_content: 'Two\n' } });
  });

  it('carry no items where something was deleted', async () => {
    const task = await make();
    await register();
    await client.ask('DELETE', `/v2/task/${task.id}`);
    await receiver.until(received => received.length === 1);
    const [deleted] = receiver.received;
    expect(Object.keys(deleted?.body ?? {})).toEqual(['event', 'task_id', 'webhook_id']);
  });

  it('listen at the most specific place only', async () => {
    await register({ list_id: places.board, space_id: places.space });
    await client.ask('POST', `/v2/folder/${places.folder}/list`, { name: 'Elsewhere' });
    await make();
    await receiver.until(received => received.length === 2);
    expect(events()).toEqual(['taskCreated', 'taskStatusUpdated']);
  });

  it('belong to whoever made them', async () => {
    await register();
    const other = clientOf(simulator, simulator.tokens.people[0]?.token);
    const path = `/v2/team/${places.team}/webhook`;
    expect((await other.ask<{ webhooks: unknown[] }>('GET', path)).body.webhooks).toEqual([]);
    expect((await register()).body.ECODE).toBe('OAUTH_171');
    expect((await register({}, other)).status).toBe(200);
  });

  it('are refused on loopback where the switch is off', async () => {
    const strict = await startSimulator({ seed: 'empty', allowLoopbackWebhooks: false });
    const its = clientOf(strict);
    const { team } = await placesOf(its);
    const path = `/v2/team/${team}/webhook`;
    const refused = await its.ask<{ ECODE: string }>('POST', path, { endpoint: receiver.url, events: '*' });
    expect([refused.status, refused.body.ECODE]).toEqual([400, 'OAUTH_194']);
    const endpoint = 'https://example.com/hook';
    expect((await its.ask('POST', path, { endpoint, events: ['taskCreated'] })).status).toBe(200);
    await strict.close();
  });

  it('are tried five times, then lost, and success makes them healthy again', async () => {
    await register({ events: ['taskCreated'] });
    receiver.answer = () => 500;
    await make();
    await receiver.until(received => received.length === 5);
    receiver.answer = () => 200;
    await expect.poll(health).toEqual([{ status: 'failing', fail_count: 1 }]);
    await make();
    await receiver.until(received => received.length === 6);
    await expect.poll(health).toEqual([{ status: 'active', fail_count: 0 }]);
    const { body } = await client.control<{ deliveries: unknown }>('stats');
    expect(body.deliveries).toEqual({ sent: 6, acknowledged: 1, failed: 5, lost: 1 });
  });

  it('fail on demand, as if nobody listened, and count as failed', async () => {
    await register({ events: ['taskUpdated'] });
    const task = await make();
    const rules = [{ kind: 'deliveryFailed', route: 'taskUpdated', times: 5 }];
    await client.control('faults', { retrySpacingMs: 1, rules });
    await client.ask('PUT', `/v2/task/${task.id}`, { name: 'Unheard' });
    await client.ask('PUT', `/v2/task/${task.id}`, { name: 'Heard' });
    await receiver.until(received => received.length === 1);
    expect(receiver.received[0]?.body.history_items).toMatchObject([{ after: 'Heard' }]);
    const { body } = await client.control<{ deliveries: object }>('stats');
    expect(body.deliveries).toMatchObject({ sent: 6, failed: 5, lost: 1, acknowledged: 1 });
  });

  it('count one failure for each event that an unreachable endpoint did not get', async () => {
    const gone = await startReceiver();
    await gone.close();
    await register({ events: ['taskCreated'], endpoint: gone.url });
    await register({ events: ['taskStatusUpdated'] });
    await client.control('faults', { retrySpacingMs: 1 });
    const lost = async () =>
      (await client.control<{ deliveries: { lost: number } }>('stats')).body.deliveries.lost;
    await make();
    await make();
    while ((await lost()) < 2) await client.ask('GET', '/v2/user');
    expect(await health()).toEqual([
      { status: 'failing', fail_count: 2 },
      { status: 'active', fail_count: 0 },
    ]);
  });

  it('can be made failing, suspended, and signed with another secret', async () => {
    const { body } = await register({ events: ['taskUpdated'] });
    const change = (more: object) => client.control('webhooks', { webhook: body.id, ...more });
    const task = await make();
    await change({ status: 'failing', failCount: 99 });
    expect(await health()).toEqual([{ status: 'failing', fail_count: 99 }]);
    await client.control('faults', { retrySpacingMs: 1, rules: [{ kind: 'deliveryFailed', times: 5 }] });
    await client.ask('PUT', `/v2/task/${task.id}`, { name: 'Unheard' });
    while ((await health())[0]?.status !== 'suspended') await client.ask('GET', '/v2/user');
    expect(await health()).toEqual([{ status: 'suspended', fail_count: 100 }]);
    await change({ status: 'active', failCount: 0, newSecret: true });
    await client.ask('PUT', `/v2/task/${task.id}`, { name: 'Heard' });
    await receiver.until(received => received.length === 1);
    const [heard] = receiver.received;
    expect(heard?.signature).not.toBe(sign(heard?.raw ?? '', body.webhook.secret));
  });

  it('are suspended at once by a 410 until they are revived', async () => {
    const { body } = await register({ events: ['taskCreated'] });
    receiver.answer = () => 410;
    await make();
    await expect.poll(health).toEqual([{ status: 'suspended', fail_count: 0 }]);
    await make();
    receiver.answer = () => 200;
    const revival = { endpoint: receiver.url, events: ['taskCreated'], status: 'active' };
    await client.ask('PUT', `/v2/webhook/${body.id}`, revival);
    const seen = await make();
    await receiver.until(received => received.length === 2);
    expect(receiver.received[1]?.body['task_id']).toBe(seen.id);
  });

  it('send one taskUpdated for several changes, or one for each where told', async () => {
    const task = await make();
    await register({ events: ['taskUpdated'] });
    const fields = () =>
      receiver.received.map(({ body }) => body.history_items?.map(item => item.field).join(' '));
    await client.ask('PUT', `/v2/task/${task.id}`, { name: 'B', priority: 1 });
    await receiver.until(received => received.length === 1);
    await client.control('faults', { groupedHistory: false });
    await client.ask('PUT', `/v2/task/${task.id}`, { name: 'C', priority: 2 });
    await receiver.until(received => received.length === 3);
    expect(fields()).toEqual(['name priority', 'name', 'priority']);
  });

  it('tell that a comment was resolved only where told to', async () => {
    const task = await make();
    const path = `/v2/task/${task.id}/comment`;
    const { body } = await client.ask<{ id: string }>('POST', path, {
      comment_text: 'Please',
      assignee: simulator.tokens.bot.id,
    });
    await register({ events: ['taskCommentUpdated'] });
    await client.ask('PUT', `/v2/comment/${body.id}`, { resolved: true });
    await client.control('faults', { resolveFiresCommentUpdated: true });
    await client.ask('PUT', `/v2/comment/${body.id}`, { resolved: false });
    await receiver.until(received => received.length === 1);
    const { body: stats } = await client.control<{ deliveries: { sent: number } }>('stats');
    expect(stats.deliveries.sent).toBeLessThanOrEqual(1);
    expect(events()).toEqual(['taskCommentUpdated']);
  });

  it('can be late, so that others overtake', async () => {
    await register({ events: ['taskCreated'] });
    await client.control('faults', { rules: [{ kind: 'deliveryLate', times: 1, delayMs: 400 }] });
    const [late, prompt] = [await make(), await make()];
    await receiver.until(received => received.length === 2);
    expect(receiver.received.map(({ body }) => body['task_id'])).toEqual([prompt.id, late.id]);
  });

  it('can be doubled, lost and reordered on demand', async () => {
    await register({ events: ['taskCreated'] });
    const ids = () => receiver.received.map(({ body }) => body['task_id']);
    await client.control('faults', { rules: [{ kind: 'deliveryDoubled', times: 1 }] });
    const doubled = await make();
    await receiver.until(received => received.length === 2);
    expect(ids()).toEqual([doubled.id, doubled.id]);
    await client.control('faults', { rules: [{ kind: 'deliveryReordered', times: 1, delayMs: 20_000 }] });
    const [first, second] = [await make(), await make()];
    await receiver.until(received => received.length === 4);
    expect(ids().slice(2)).toEqual([second.id, first.id]);
    await client.control('faults', { rules: [{ kind: 'deliveryLost', times: 1 }] });
    await make();
    const after = await make();
    await receiver.until(received => received.length === 5);
    expect(ids()[4]).toBe(after.id);
  });
});
