// A process of its own with a bare HTTP server that verifies the signature and adds one job to the queue of deliveries.
// Started by acknowledged.ts with the address of the store and the webhook's secret.
import { timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { newQueue } from '../../src/queue/bull.ts';
import { openStore } from '../../src/queue/store.ts';
import { sign } from '../../src/webhooks/signature.ts';

const [storeUrl = '', secret = ''] = process.argv.slice(2);
const quiet = () => undefined;

const ANSWER = '{"ok":true}';
const ANSWER_HEADERS = { 'content-type': 'application/json', 'content-length': ANSWER.length };
/** As Liaison keeps them. */
const JOB = {
  attempts: 7,
  backoff: { type: 'exponential', delay: 2_000, jitter: 0.5 },
  removeOnComplete: { count: 1_000, age: 604_800 },
  removeOnFail: { count: 1_000, age: 2_592_000 },
  priority: 1,
};

const { queue, close } = await openQueue();
await queue.waitUntilReady();

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const answer = (status: number) => response.writeHead(status, ANSWER_HEADERS).end(ANSWER);
    const bytes = Buffer.concat(chunks);
    if (!isSigned(bytes, String(request.headers['x-signature']))) return void answer(403);
    const body = JSON.parse(bytes.toString('utf8')) as { webhook_id: string; event: string };
    const job = { webhookId: body.webhook_id, event: body.event, receivedAt: Date.now(), body };
    queue.add('delivery', job, JOB).then(
      () => answer(200),
      () => answer(503),
    );
  });
});
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
process.on('message', () => void stop());

function isSigned(body: Buffer, signature: string): boolean {
  const [expected, given] = [Buffer.from(sign(body, secret)), Buffer.from(signature)];
  return given.length === expected.length && timingSafeEqual(given, expected);
}

async function stop(): Promise<void> {
  server.closeAllConnections();
  await queue.close();
  await close();
  process.exit(0);
}

/** On Redis with a connection as one makes it without another thought; elsewhere with Liaison's store. */
async function openQueue(): Promise<{ queue: Queue; close(): Promise<unknown> }> {
  if (storeUrl.startsWith('redis:')) {
    const connection = new Redis(storeUrl, { maxRetriesPerRequest: 1 });
    const queue = new Queue('deliveries', { connection, prefix: '{bare}' });
    return { queue, close: () => connection.quit() };
  }
  const store = await openStore({
    url: storeUrl,
    workspaceId: 'bench',
    boardId: 'bare',
    clock: { now: () => Date.now() },
    log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
  });
  return { queue: newQueue(store, 'deliveries'), close: () => store.close() };
}
