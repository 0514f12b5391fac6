import { once } from 'node:events';
import { connect } from 'node:net';
import { Hono } from 'hono';
import { expect, it } from 'vitest';
import { addressOf, listenerOf, serveAt } from '../../src/app/servers.ts';

it('names an address that others can call, whatever it listens on', () => {
  expect(addressOf('127.0.0.1', 3001)).toBe('http://127.0.0.1:3001');
  expect(addressOf('localhost', 3001)).toBe('http://localhost:3001');
  expect(addressOf('0.0.0.0', 3001)).toBe('http://127.0.0.1:3001');
  expect(addressOf('::', 3001)).toBe('http://127.0.0.1:3001');
  expect(addressOf('::1', 3001)).toBe('http://[::1]:3001');
  expect(new URL(addressOf('::1', 3001)).port).toBe('3001');
});

it('answers health checks of old balancers, which name no host', async () => {
  const app = new Hono().get('/healthz', c => c.json({ ok: true }));
  const server = await serveAt(listenerOf(app), { host: '127.0.0.1', port: 0, variable: 'PORT' });
  try {
    const socket = connect(server.port, '127.0.0.1');
    let answer = '';
    socket.on('data', (chunk: Buffer) => {
      answer += chunk.toString();
    });
    socket.end('GET /healthz HTTP/1.0\r\n\r\n');
    await once(socket, 'close');
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK[^]*\{"ok":true\}$/);
  } finally {
    await server.close();
  }
});

it('that closes goes on answering while somebody asks, tells them to ask elsewhere, and then is gone', async () => {
  const app = new Hono().get('/healthz', c => c.json({ ok: true }));
  const wanted = { host: '127.0.0.1', port: 0, variable: 'PORT' } as const;
  const server = await serveAt(listenerOf(app), wanted, { quietMs: 200 });
  const ask = () => fetch(`${server.url}/healthz`);
  expect((await ask()).headers.get('connection')).toBe('keep-alive');
  const closing = server.close();
  for (let times = 1; times <= 3; times++) {
    const answer = await ask();
    expect(answer.status).toBe(200);
    expect(answer.headers.get('connection')).toBe('close');
  }
  await closing;
  await expect(ask()).rejects.toThrow('fetch failed');
});
