import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import nock from 'nock';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { RequestSpec } from '../../../src/clickup/http/request-spec.ts';
import { createTransport, type TransportOptions } from '../../../src/clickup/http/transport.ts';
import { ClickUpFailure } from '../../../src/reconcile/ports.ts';
import { rememberingLog } from '../../support/clickup-setting.ts';
import { interceptRequests } from '../../support/interception.ts';

const HOST = 'http://127.0.0.1:4010';
const TOKEN = 'pk_81490007_SECRETSECRETSECRET';
const NOW = Date.UTC(2027, 0, 4, 9);

const Answer = z.object({ user: z.object({ id: z.number() }) });
const reading: RequestSpec<z.infer<typeof Answer>> = {
  method: 'GET',
  path: '/user',
  answer: Answer,
  doing: 'asking whose token this is',
};
const writing: RequestSpec<unknown> = {
  method: 'POST',
  path: '/list/901/task',
  body: { name: 'Kick-off' },
  answer: z.unknown(),
  doing: 'making a task in list 901',
};
const JSON_BODY = { user: { id: 7 } };

function setting(options: Partial<TransportOptions> = {}) {
  const log = rememberingLog();
  const clock = { at: NOW, now: () => clock.at };
  const pauses: number[] = [];
  const pause = async (ms: number) => void pauses.push(ms);
  const transport = createTransport({
    apiUrl: `${HOST}/api`,
    token: TOKEN,
    clock,
    log,
    pause,
    random: () => 1,
    ...options,
  });
  return { transport, log, clock, pauses };
}

/** The failure of a request; every one that a test sees is searched for the token on the way. */
async function failureOf(asked: Promise<unknown>, token = TOKEN): Promise<ClickUpFailure> {
  const error = await asked.then(
    () => new Error('It succeeded.'),
    (caught: unknown) => caught,
  );
  if (!(error instanceof ClickUpFailure)) throw error;
  expect(inspect(error, { depth: 12, showHidden: true }) + JSON.stringify(error)).not.toContain(token);
  return error;
}

describe('The transport', () => {
  interceptRequests();

  const answering = (status: number, body: nock.Body, headers: Record<string, string> = {}) =>
    nock(HOST).get('/api/v2/user').reply(status, body, headers);

  it.each([
    [TOKEN, TOKEN],
    ['81490007_oauthoauth', 'Bearer 81490007_oauthoauth'],
  ])('sends the token %s as %s', async (token, sent) => {
    nock(HOST, { reqheaders: { authorization: sent } })
      .get('/api/v2/user')
      .reply(200, JSON_BODY);
    expect(await setting({ token }).transport.request(reading)).toEqual(JSON_BODY);
  });

  it('sends arrays of a query in brackets, even a lone one, and reads an empty answer to a write', async () => {
    nock(HOST).get('/api/v2/team/9/task?project_ids%5B%5D=5&page=0').reply(200, JSON_BODY);
    nock(HOST).post('/api/v2/list/901/task', { name: 'Kick-off' }).reply(204);
    const { transport } = setting({ apiUrl: `${HOST}/api/` });
    await transport.request({ ...reading, path: '/team/9/task', query: { project_ids: ['5'], page: 0 } });
    await transport.request(writing);
    expect(transport.requests()).toEqual({ reads: 1, writes: 1 });
  });

  it('knows the budget from every answer, and sends nothing when nothing remains', async () => {
    const headers = {
      'X-RateLimit-Limit': '100',
      'X-RateLimit-Remaining': '0',
      'X-RateLimit-Reset': String(NOW / 1_000 + 20),
    };
    answering(200, JSON_BODY, headers);
    const { transport, clock } = setting();
    await transport.request(reading);
    expect(transport.budget()).toEqual({ limit: 100, remaining: 0, resetAt: NOW + 20_000 });
    const failure = await failureOf(transport.request(writing));
    expect(failure).toMatchObject({ kind: 'limited', until: NOW + 20_000, isMaybeApplied: false });
    expect(failure.message).toContain('making a task in list 901');
    expect(transport.requests()).toEqual({ reads: 1, writes: 0 });
    clock.at += 20_000;
    answering(200, JSON_BODY);
    expect(await transport.request(reading)).toEqual(JSON_BODY);
  });

  it('waits after a 429 until the reset, without repeating and without sending anything else', async () => {
    const reset = String(NOW / 1_000 + 33);
    answering(429, { err: 'Rate limit reached', ECODE: 'APP_002' }, { 'X-RateLimit-Reset': reset });
    const { transport, pauses } = setting();
    expect(await failureOf(transport.request(reading))).toMatchObject({
      kind: 'limited',
      until: NOW + 33_000,
    });
    expect(await failureOf(transport.request(reading))).toMatchObject({
      kind: 'limited',
      until: NOW + 33_000,
    });
    expect(pauses).toEqual([]);
  });

  it('understands a 429 of a gateway and a rate limit under another status', async () => {
    answering(429, '<html>Slow down</html>', { 'Retry-After': '5' });
    expect(await failureOf(setting().transport.request(reading))).toMatchObject({ until: NOW + 5_000 });
    answering(400, { err: 'Rate limit reached', ECODE: 'app_002' });
    const other = await failureOf(setting().transport.request(reading));
    expect(other).toMatchObject({ kind: 'limited', until: NOW + 60_000 });
  });

  it('takes every answer above 500 for trouble that may pass, whatever code comes with it', async () => {
    for (let tried = 1; tried <= 4; tried++) answering(503, { err: 'Something', ECODE: 'SHARD_001' });
    const failure = await failureOf(setting().transport.request(reading));
    expect(failure).toMatchObject({ kind: 'unavailable', isMaybeApplied: false });
  });

  it.each([
    [400, 'OAUTH_017', 'refused'],
    [401, 'OAUTH_019', 'refused'],
    [401, 'OAUTH_021', 'refused'],
    [401, 'OAUTH_025', 'refused'],
    [401, 'OAUTH_077', 'refused'],
    [403, 'TEAM_110', 'refused'],
    [401, 'OAUTH_023', 'gone'],
    [401, 'OAUTH_027', 'gone'],
    [401, 'OAUTH_045', 'gone'],
    [401, 'OAUTH_192', 'gone'],
    [401, 'ACCESS_083', 'gone'],
    [404, 'ITEM_013', 'gone'],
    [404, 'ACCESS_100', 'gone'],
    [404, 'NEW_001', 'gone'],
    [400, 'OAUTH_040', 'invalid'],
    [400, 'SUBCAT_016', 'name-taken'],
    [400, 'CRTSK_001', 'invalid'],
    [400, 'input_005', 'invalid'],
    [500, 'SHARD_001', 'invalid'],
    [401, 'NEW_001', 'refused'],
    [418, 'NEW_001', 'invalid'],
  ])('takes %i %s for "%s"', async (status, code, kind) => {
    answering(status, { err: 'Something', ECODE: code });
    const failure = await failureOf(setting().transport.request(reading));
    expect(failure).toMatchObject({ kind, isMaybeApplied: false });
    expect(failure.message).toContain(`answered ${status} ${code.toUpperCase()}`);
    expect(failure.message).toContain('GET /user');
  });

  it.each<[string, number, nock.Body]>([
    ['a refusal with a server error', 500, { err: 'Internal', ECODE: 'ITEMV2_003' }],
    ['a bad gateway', 502, '<html><body>Bad Gateway</body></html>'],
    ['an empty 503', 503, ''],
    ['a page of a gateway under status 200', 200, '<!doctype html><title>Hold on</title>'],
    ['a blocked request', 403, '<html>Blocked</html>'],
    ['a redirect', 302, ''],
  ])('repeats a read after %s, three times and with growing pauses', async (_, status, body) => {
    nock(HOST).get('/api/v2/user').times(4).reply(status, body);
    const { transport, pauses } = setting();
    expect(await failureOf(transport.request(reading))).toMatchObject({
      kind: 'unavailable',
      isMaybeApplied: false,
    });
    expect(pauses).toEqual([250, 500, 1_000]);
    expect(transport.requests().reads).toBe(4);
  });

  it('goes on with the first read that succeeds', async () => {
    answering(502, '<html>');
    answering(200, '{"user":{"id":7');
    answering(200, JSON_BODY);
    expect(await setting().transport.request(reading)).toEqual(JSON_BODY);
  });

  it.each<[string, number, nock.Body, string, boolean]>([
    ['a server error', 500, { err: 'Internal' }, 'unavailable', true],
    ['a bad gateway', 502, '<html>', 'unavailable', true],
    ['a page under status 200', 200, '<html>', 'unavailable', true],
    ['half an answer', 200, '{"id":"86', 'unreadable', true],
    ['a page of a gateway that blocks', 403, '<html>', 'unavailable', false],
    ['a plain refusal', 400, { err: 'No', ECODE: 'INPUT_005' }, 'invalid', false],
  ])(
    'never repeats a write after %s, and says whether it may have happened',
    async (_, status, body, kind, maybe) => {
      nock(HOST).post('/api/v2/list/901/task').reply(status, body);
      const { transport, pauses } = setting();
      expect(await failureOf(transport.request(writing))).toMatchObject({ kind, isMaybeApplied: maybe });
      expect(pauses).toEqual([]);
    },
  );

  it('names the place in an answer that it does not understand, and none of its content', async () => {
    answering(200, { user: { id: 'what Aylin wrote' } });
    const failure = await failureOf(setting().transport.request(reading));
    expect(failure.kind).toBe('unreadable');
    expect(failure.message).toContain('user.id');
    expect(failure.message).toContain('asking whose token this is');
    nock(HOST).get('/api/v2/user').times(4).reply(200, 'what Aylin wrote');
    expect((await failureOf(setting().transport.request(reading))).message).not.toContain('Aylin');
    expect(failure.message).not.toContain('Aylin');
  });

  it('says that the address is wrong where there is no such route', async () => {
    answering(404, '404 page not found');
    const failure = await failureOf(setting().transport.request(reading));
    expect(failure).toMatchObject({ kind: 'invalid' });
    expect(failure.message).toContain('CLICKUP_API_URL');
  });

  it('shows the token nowhere, even where ClickUp or a path repeats it', async () => {
    nock(HOST)
      .get(`/api/v2/user/${TOKEN}`)
      .reply(401, { err: `Bad token ${TOKEN}`, ECODE: TOKEN });
    nock(HOST)
      .get(`/api/v2/user/${TOKEN}`)
      .reply(200, { user: { id: TOKEN } });
    nock(HOST)
      .get('/api/v2/user')
      .times(4)
      .replyWithError(new Error(`socket hang up after ${TOKEN}`));
    const { transport, log } = setting();
    const leaking = { ...reading, path: `/user/${TOKEN}` };
    expect((await failureOf(transport.request(leaking))).message).toContain('[token]');
    await failureOf(transport.request(leaking));
    await failureOf(transport.request(reading));
    expect(log.text()).not.toContain('SECRET');
  });

  it('does not send a token that no header can carry', async () => {
    for (const token of ['', 'pk_1 2', 'pk_1\nX-Other: 1', 'pk_ключ']) {
      const { transport } = setting({ token });
      await expect(transport.request(reading)).rejects.toMatchObject({ kind: 'refused' });
      expect(transport.requests().reads).toBe(0);
    }
  });
});

describe('The transport on a bad connection', () => {
  let server: Server;
  let act: (finish: { cut(): void; never(): void; half(): void }) => void = () => undefined;
  let seen = 0;

  beforeAll(async () => {
    server = createServer((request, response) => {
      request.resume().on('end', () => {
        seen += 1;
        act({
          cut: () => request.socket.destroy(),
          never: () => undefined,
          half: () => {
            response.writeHead(200, { 'Content-Length': '100' }).write('{"user":');
            setImmediate(() => request.socket.destroy());
          },
        });
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterEach(() => {
    seen = 0;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  const here = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`;

  it('counts a write whose connection was cut as maybe applied', async () => {
    act = ({ cut }) => cut();
    const failure = await failureOf(setting({ apiUrl: here() }).transport.request(writing));
    expect(failure).toMatchObject({ kind: 'unavailable', isMaybeApplied: true });
    expect(seen).toBe(1);
  });

  it('counts a write that got no answer in time as maybe applied, and says how long it waited', async () => {
    act = ({ never }) => never();
    const { transport } = setting({ apiUrl: here(), timeoutMs: 60 });
    const failure = await failureOf(transport.request(writing));
    expect(failure).toMatchObject({ kind: 'unavailable', isMaybeApplied: true });
    expect(failure.message).toContain('0.06 s');
  });

  it('ends a read by its signal, and does not repeat it; a write comes to its end', async () => {
    const ending = new AbortController();
    act = ({ never }) => {
      never();
      ending.abort();
    };
    const { transport } = setting({ apiUrl: here(), timeoutMs: 2_000 });
    const ended = await failureOf(transport.request({ ...reading, signal: ending.signal }));
    expect(ended.message).not.toContain('within');
    expect(seen).toBe(1);
    const written = await failureOf(transport.request({ ...writing, signal: ending.signal }));
    expect(written.message).toContain('within 2 s');
  });

  it('repeats a read whose answer breaks off', async () => {
    act = ({ half }) => half();
    expect(await failureOf(setting({ apiUrl: here() }).transport.request(reading))).toMatchObject({
      kind: 'unavailable',
    });
    expect(seen).toBe(4);
  });

  it('knows that nothing was applied where nobody listens', async () => {
    const idle = createServer().listen(0, '127.0.0.1');
    await once(idle, 'listening');
    const { port } = idle.address() as AddressInfo;
    idle.close();
    await once(idle, 'close');
    const { transport } = setting({ apiUrl: `http://127.0.0.1:${port}/api` });
    const failure = await failureOf(transport.request(writing));
    expect(failure).toMatchObject({ kind: 'unavailable', isMaybeApplied: false });
    expect(failure.message).toContain('ECONNREFUSED');
  });

  it('reaches this machine directly, whatever proxy the environment names', async () => {
    act = ({ cut }) => cut();
    const before = process.env['HTTP_PROXY'];
    process.env['HTTP_PROXY'] = 'http://proxy.invalid:3128';
    try {
      await failureOf(setting({ apiUrl: here() }).transport.request(writing));
      expect(seen).toBe(1);
    } finally {
      if (before === undefined) delete process.env['HTTP_PROXY'];
      else process.env['HTTP_PROXY'] = before;
    }
  });
});
