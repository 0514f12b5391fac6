// Asking a running Liaison that does not answer, or not to the end.
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it, onTestFinished } from 'vitest';
import { adminClient } from '../../src/base/admin-client.ts';

const LIMIT_MS = 10_000;

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}

it('answers with what came, whatever it says, and proves who asks', async () => {
  const seen: unknown[] = [];
  const url = await serve(({ method, url: path, headers }, response) => {
    seen.push([method, path, Buffer.from(headers.authorization?.slice(6) ?? '', 'base64').toString('utf8')]);
    response.writeHead(409).end('{"error":"not now"}');
  });
  const answer = await adminClient(url, 'geheimnüsse').post('/api/sync', LIMIT_MS);
  expect([answer.ok, answer.status, await answer.json()]).toEqual([false, 409, { error: 'not now' }]);
  expect(seen).toEqual([['POST', '/api/sync', 'liaison:geheimnüsse']]);
});

it.each(['get', 'post'] as const)(
  '%s gives up after its limit, though garbage is collected meanwhile',
  async how => {
    const url = await serve(() => undefined);
    // With a signal of one's own the limit is known to nobody else.
    const asking = adminClient(url, null)[how]('/', 300, new AbortController().signal);
    const outcome = asking.then(
      () => 'answered',
      (error: Error) => error.name,
    );
    for (let round = 0; round < 10; round++) {
      await new Promise(resolve => setTimeout(resolve, 20));
      collectGarbage();
    }
    expect(await outcome).toBe('TimeoutError');
  },
);

it('ends when it is told to, for the reason it is told', async () => {
  const url = await serve(() => undefined);
  const stop = new AbortController();
  const asking = adminClient(url, null).post('/', LIMIT_MS, stop.signal);
  stop.abort(new Error('Ctrl-C'));
  await expect(asking).rejects.toThrow('Ctrl-C');
});

it.each(['destroy', 'resetAndDestroy'] as const)(
  'rejects where the answer ends in the middle (%s)',
  async how => {
    const url = await serve(({ socket }, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('{');
      setTimeout(() => socket[how](), 20);
    });
    await expect(adminClient(url, null).get('/', LIMIT_MS)).rejects.toThrow(/aborted|ECONNRESET/);
  },
);
