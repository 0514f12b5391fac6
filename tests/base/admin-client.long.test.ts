// A running Liaison is waited for as long as its answer takes, such as that of a sweep of a large board.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { adminClient } from '../../src/base/admin-client.ts';

/** fetch() gives up after five minutes. */
const LATE_MS = 305_000;

it('waits longer than five minutes for an answer', async () => {
  const server = createServer((_request, response) => {
    setTimeout(() => response.end('{"is":"done"}'), LATE_MS);
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const answer = await adminClient(`http://127.0.0.1:${port}`, null).post('/api/sync', 600_000);
  expect([answer.ok, await answer.json()]).toEqual([true, { is: 'done' }]);
}, 400_000);
