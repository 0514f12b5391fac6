// Whether the public address leads to this very Liaison, by what answers there.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { probeAddress } from '../../../src/queries/doctor/public-address.ts';

let answer = { status: 200, body: '' };
const server = createServer((_, outgoing) => outgoing.writeHead(answer.status).end(answer.body));
let url: string;
beforeAll(async () => {
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const MINE = [{ mark: 'mine' }];
it.each([
  ['this very one', '{"ok":true,"mark":"mine"}', MINE, 'ok', 'This very Liaison'],
  ['another one', '{"ok":true,"mark":"theirs"}', MINE, 'fail', 'Another Liaison answers'],
  ['one, and none runs here', '{"ok":true,"mark":"theirs"}', [], 'warn', 'none runs on this board'],
  ['one, and nobody can say which', '{"ok":true,"mark":"theirs"}', null, 'ok', 'nobody here can say'],
  ['one that names itself nowhere', '{"ok":true}', MINE, 'warn', 'does not say which one'],
  ['something else', '<html>Welcome to "ok":true</html>', MINE, 'warn', 'not as Liaison does'],
] as const)('says that %s answers', async (_, body, processes, state, words) => {
  answer = { status: 200, body };
  const check = await probeAddress(url, processes === null ? null : [...processes]);
  expect(check).toMatchObject({ name: 'public address', state, message: expect.stringContaining(words) });
  expect(check.hint === null).toBe(state === 'ok');
});
