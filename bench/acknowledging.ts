// A process of its own with two servers on one store: Liaison's endpoint as `run --role web` serves it, and a bare one
// that verifies the signature and stores one job. Started by acknowledged.ts with the address of the store.
import { timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Queue } from 'bullmq';
import { serveAt } from '../src/app/servers.ts';
import { newQueue } from '../src/queue/bull.ts';
import { openQueues } from '../src/queue/queues.ts';
import { openStore } from '../src/queue/store.ts';
import { receiver } from '../src/webhooks/receive.ts';
import { sign } from '../src/webhooks/signature.ts';

const [storeUrl = '', webhookId = '', secret = ''] = process.argv.slice(2);
const clock = { now: () => Date.now() };
const quiet = () => undefined;
const log = { debug: quiet, info: quiet, warn: quiet, error: quiet };

const ANSWER = '{"ok":true}';
const ANSWER_HEADERS = { 'content-type': 'application/json', 'content-length': ANSWER.length };

const store = await openStore({
  url: storeUrl,
  workspaceId: `bench-${process.pid}`,
  boardId: 'board',
  clock,
  log,
});
const queues = await openQueues(store, { clock, log });
const app = receiver({
  secretOf: id => (id === webhookId ? secret : null),
  refreshSecrets: async () => undefined,
  enqueue: delivery => queues.addDelivery(delivery),
  ready: async () => ({ ready: true, checks: {} }),
  clock,
  log,
  count: quiet,
});
const endpoint = await serveAt(app, { host: '127.0.0.1', port: 0, variable: 'PORT' });
const bareQueue = newQueue(store, 'wake-ups');
const bare = await serveBare(bareQueue);

process.on('message', () => void stop());
process.send?.({ endpoint: endpoint.port, bare: bare.port });

async function stop(): Promise<void> {
  await Promise.all([endpoint.close(), bare.close()]);
  // Servers are shared with others: nothing of the measurement may stay.
  for (const queue of queues.raw) await queue.obliterate({ force: true });
  await bareQueue.close();
  await queues.close();
  await store.close();
  process.disconnect();
}

async function serveBare(queue: Queue): Promise<{ port: number; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      const expected = Buffer.from(sign(body, secret));
      const given = Buffer.from(String(request.headers['x-signature']));
      const isSigned = given.length === expected.length && timingSafeEqual(given, expected);
      const answer = (status: number) => response.writeHead(status, ANSWER_HEADERS).end(ANSWER);
      if (!isSigned) answer(403);
      else
        queue.add('delivery', JSON.parse(body.toString('utf8'))).then(
          () => answer(200),
          () => answer(503),
        );
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () => new Promise(resolve => server.close(() => resolve())),
  };
}
