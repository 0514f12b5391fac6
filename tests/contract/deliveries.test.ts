// The vendor's example deliveries against the simulator's: the same event must have the same keys.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts';
import { type Payload, type Receiver, startReceiver } from '../support/delivery-receiver.ts';
import { clientOf, placesOf, type Task } from '../support/simulator-client.ts';
import { specificationPath } from './specification.ts';

const folder = join(dirname(specificationPath), 'webhook-examples');
const isThere = existsSync(folder);
const skipped = isThere ? '' : ` (skipped: no folder ${folder})`;

// Goals, time tracking and the making of spaces are not simulated.
const notSent = /^(goal|keyResult|taskTimeTracked|spaceCreated\.json|spaceDeleted\.json)/u;
const examples = isThere
  ? readdirSync(folder).filter(name => name.endsWith('.json') && !notSent.test(name))
  : [];

/** What kind of delivery it is: the event and the fields that changed. */
const kindOf = ({ event, history_items }: Payload) =>
  [event, ...(history_items ?? []).map(item => item.field)].join(' ');

// Keys all the way down. Free-form parts (a field's options, the data of a creation) are not compared.
function keysOf(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return value.length === 0 ? [] : keysOf(value[0], `${path}/*`);
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const here = `${path}/${key}`;
    const isFree = here.endsWith('/custom_field/type_config') || here.endsWith('/*/data');
    return isFree ? here : [here].concat(keysOf(inner, here));
  });
}

describe.skipIf(!isThere)(`deliveries have the shape of the vendor's examples${skipped}`, () => {
  let simulator: Simulator;
  let receiver: Receiver;

  beforeAll(async () => {
    simulator = await startSimulator({ seed: 'empty', rateLimit: 10_000 });
    receiver = await startReceiver();
    const client = clientOf(simulator);
    const { team, space, board } = await placesOf(client);
    await client.ask('POST', `/v2/team/${team}/webhook`, { endpoint: receiver.url, events: '*' });
    const [person] = simulator.tokens.people;
    const task = (await client.ask<Task>('POST', `/v2/list/${board}/task`, { name: 'Card' })).body;
    const path = `/v2/task/${task.id}`;
    await client.ask('PUT', path, { assignees: { add: [person?.id], rem: [] } });
    await client.ask('PUT', path, { status: 'forming' });
    await client.ask('PUT', path, { priority: 2 });
    await client.ask('PUT', path, { due_date: Date.now(), due_date_time: true });
    await client.ask('PUT', path, { time_estimate: 5_400_000 });
    await client.ask('PUT', path, { description: 'More' });
    await client.ask('POST', `${path}/tag/def`);
    const outcome = task.custom_fields.find(field => field.name === 'Outcome');
    const value = outcome?.type_config.options?.[0]?.id;
    await client.ask('POST', `${path}/field/${String(outcome?.id)}`, { value });
    const comment = await client.ask<{ id: string }>('POST', `${path}/comment`, { comment_text: 'abc' });
    await client.ask('PUT', `/v2/comment/${comment.body.id}`, { comment_text: 'abcd' });
    const made = await client.ask<{ id: string }>('POST', `/v2/space/${space}/folder`, { name: 'A' });
    await client.ask('PUT', `/v2/folder/${made.body.id}`, { name: 'B' });
    const lists = `/v2/folder/${made.body.id}/list`;
    const list = await client.ask<{ id: string }>('POST', lists, { name: 'L' });
    await client.ask('PUT', `/v2/list/${list.body.id}`, { name: 'M' });
    await client.control('tasks', { task: task.id, list: list.body.id });
    await client.ask('DELETE', path);
    await client.ask('DELETE', `/v2/list/${list.body.id}`);
    await client.ask('POST', lists, { name: 'N' });
    await client.ask('DELETE', `/v2/folder/${made.body.id}`);
    await receiver.until(
      received => received.filter(({ body }) => body.event === 'listDeleted').length === 2,
    );
  });

  afterAll(async () => {
    await simulator.close();
    await receiver.close();
  });

  it.each(examples)('%s', name => {
    const example = JSON.parse(readFileSync(join(folder, name), 'utf8')) as Payload;
    const sent = receiver.received.find(({ body }) => kindOf(body) === kindOf(example));
    expect(sent, `nothing like "${kindOf(example)}" was delivered`).toBeDefined();
    expect(keysOf(sent?.body).sort()).toEqual(keysOf(example).sort());
  });
});
