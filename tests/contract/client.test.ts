import { createServer, request as forward, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWebhookCalls } from '../../src/clickup/calls/webhook-calls.ts';
import { readViewParent, readWhereTask } from '../../src/clickup/places/pasted-reads.ts';
import type { Card } from '../../src/domain/observation.ts';
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts';
import { adapterOf } from '../support/clickup-setting.ts';
import { checkRequest, isSpecificationThere, operationFor, skippedBecause } from './specification.ts';

type Sent = { method: string; path: string; body: unknown };

/** Stands between the client and the simulator and writes down what the client sends. */
async function startRecorder(
  simulator: Simulator,
): Promise<{ apiUrl: string; sent: Sent[]; server: Server }> {
  const sent: Sent[] = [];
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      const { method = '', url = '', headers } = incoming;
      sent.push({
        method,
        path: url.replace(/^\/api/, ''),
        body: text === '' ? undefined : JSON.parse(text),
      });
      forward(simulator.url + url, { method, headers }, answer => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      }).end(text);
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return { apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`, sent, server };
}

describe.skipIf(!isSpecificationThere)(`Every request of the client${skippedBecause}`, () => {
  let simulator: Simulator;
  let recorder: Awaited<ReturnType<typeof startRecorder>>;

  beforeAll(async () => {
    simulator = await startSimulator({ seed: 'demo', rateLimit: 100_000 });
    recorder = await startRecorder(simulator);
    const { clickUp, transport, places } = await adapterOf(simulator, recorder.apiUrl);
    const cards = await clickUp.readCards(null);
    const { id: cardId, url: cardUrl } = cards.find(card => card.supporters.length > 0) as Card;
    await clickUp.readCards(0);
    await clickUp.readCard(cardId);
    await clickUp.readStaff();
    const list = await clickUp.createList({ name: 'The team', description: 'Ours', cardId, cardUrl });
    await clickUp.adoptList({ id: list.id, name: list.name, description: 'Ours', cardId, cardUrl });
    await clickUp.readLists();
    const record = {
      version: 1 as const,
      sequence: 1,
      card: cardId,
      metOn: '2027-01-04',
      entered: {},
      templates: {},
    };
    const page = { name: 'About this list', text: 'What this is for', record };
    const about = await clickUp.createAbout(list.id, page);
    await clickUp.updateAbout(about.id, page);
    const { id: me } = places.me;
    const item = await clickUp.createItem({
      listId: list.id,
      cardId,
      template: 'kick-off',
      tag: 'kick-off',
      name: 'Kick-off',
      description: 'Meet once.',
      tags: ['milestone'],
      dueOn: '2027-03-04',
      assignees: [me],
    });
    await clickUp.updateItem(item.id, { dueOn: '2027-03-05', assignees: { add: [], remove: [me] } });
    await clickUp.updateItem(item.id, { dueOn: null });
    await clickUp.readItems(null);
    const text = [{ spans: ['Liaison asks: team-size ', { mention: places.me }] }];
    const comment = await clickUp.createComment(cardId, { text, assignee: me });
    await clickUp.createComment(cardId, { text, assignee: null });
    await clickUp.updateComment(comment.id, { text, assignee: me, isResolved: true });
    await clickUp.updateComment(comment.id, { text, assignee: null, isResolved: true });
    await clickUp.strikeComment(comment.id, 'Out of date');
    await clickUp.readComments(cardId);
    await clickUp.takeOff(cardId, [me]);
    await clickUp.moveCard(cardId, 'forming');
    await clickUp.changeSupporters(cardId, { add: [me], remove: [] });
    const webhooks = createWebhookCalls(transport, places);
    const wanted = { endpoint: 'https://liaison.example.com/webhooks/clickup', events: ['taskUpdated'] };
    const webhook = await webhooks.create({ ...wanted, listId: places.boardId });
    await webhooks.create({ ...wanted, folderId: places.folderId });
    await webhooks.list();
    await webhooks.revive({ ...wanted, id: webhook.id });
    await webhooks.remove(webhook.id);
    await readViewParent(transport, '8cdfg-1');
    await readWhereTask(transport, cardId, null);
  });
  afterAll(async () => {
    recorder.server.closeAllConnections();
    recorder.server.close();
    await simulator.close();
  });

  it('goes to an operation that the vendor documents', () => {
    const unknown = recorder.sent.filter(({ method, path }) => operationFor(method, path) === undefined);
    expect(unknown).toEqual([]);
    expect(new Set(recorder.sent.map(({ method, path }) => operationFor(method, path))).size).toBeGreaterThan(
      20,
    );
  });

  it('has the body that the vendor describes', () => {
    const writes = recorder.sent.filter(({ method }) => method !== 'GET');
    const problems = writes.flatMap(({ method, path, body }) =>
      checkRequest(operationFor(method, path) ?? '', body),
    );
    expect(problems).toEqual([]);
    expect(writes.length).toBeGreaterThan(15);
  });
});
