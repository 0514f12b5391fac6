// The admin address: what it shows, to whom, and that no foreign page gets in through the reader's browser.
import { describe, expect, test, vi } from 'vitest';
import { createWrongPasswords } from '../../src/web/wrong-passwords.ts';
import { board } from '../support/board-status.ts';
import { startAdmin } from './admin-server.ts';

const basic = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString('base64')}` });

describe('for machines', () => {
  test('the board is JSON', async () => {
    const { ask } = await startAdmin();
    const { headers, body } = await ask('/api/board');
    expect(headers['content-type']).toBe('application/json');
    expect(JSON.parse(body)).toEqual(board());
  });

  test('the doctor is JSON, and a page on which nothing of ClickUp becomes HTML', async () => {
    const check = {
      group: 'store',
      name: 'reachable',
      message: 'It is <b>there</b>',
      docs: 'docs/doctor.md#x',
    };
    const examined = {
      ok: false,
      checks: [
        { ...check, state: 'ok' as const, hint: null },
        { ...check, group: 'cards', state: 'fail' as const, hint: 'Mend <i>it</i>' },
      ],
    };
    const { ask } = await startAdmin({ examine: async () => examined });
    expect(JSON.parse((await ask('/api/doctor')).body)).toEqual(examined);
    const { body, headers } = await ask('/doctor');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    for (const text of [
      'It is &lt;b&gt;there',
      'Mend &lt;i&gt;it',
      'docs/doctor.md#x',
      'Something failed.',
    ]) {
      expect(body).toContain(text);
    }
    expect(body.match(/<h2>/g)).toHaveLength(2);
    // Looking costs requests: it is not looked at again and again.
    expect(body).not.toMatch(/<script>|http-equiv="refresh"/);
  });

  test('the metrics are handed on as they are', async () => {
    const { ask } = await startAdmin();
    const { headers, body } = await ask('/metrics');
    expect([headers['content-type'], body]).toEqual(['text/plain; version=0.0.4', 'liaison_up 1\n']);
  });

  test('a sync is done once, and answered', async () => {
    const sync = vi.fn(async () => ({ applied: 3 }));
    const { ask } = await startAdmin({ sync });
    const { status, body } = await ask('/api/sync', { method: 'POST' });
    expect([status, JSON.parse(body)]).toEqual([200, { applied: 3 }]);
    expect(sync).toHaveBeenCalledTimes(1);
  });

  test('what fails says why, without a stack, and is told to the log', async () => {
    const fails = () => Promise.reject(new Error('ClickUp is away'));
    const failed = vi.fn();
    const { ask } = await startAdmin({ sync: fails, board: fails, failed });
    const sync = await ask('/api/sync', { method: 'POST' });
    expect([sync.status, JSON.parse(sync.body)]).toEqual([500, { ok: false, error: 'ClickUp is away' }]);
    expect(await ask('/')).toMatchObject({ status: 500, body: 'ClickUp is away\n' });
    expect(failed.mock.calls.map(([, path]) => path as string)).toEqual(['/api/sync', '/']);
  });

  test.each([
    ['GET', '/api/sync', 405, 'POST'],
    ['POST', '/', 405, 'GET, HEAD'],
    ['DELETE', '/api/board', 405, 'GET, HEAD'],
    ['POST', '/doctor', 405, 'GET, HEAD'],
    ['POST', '/api/doctor', 405, 'GET, HEAD'],
    ['POST', '/api/failing-since', 405, 'GET, HEAD'],
    ['GET', '/webhooks/clickup', 404, undefined],
    ['HEAD', '/', 200, undefined],
  ])('%s %s answers %i', async (method, path, status, allow) => {
    const { ask } = await startAdmin();
    const answer = await ask(path, { method });
    expect([answer.status, answer.headers.allow]).toEqual([status, allow]);
  });
});

describe('at an address where nothing is', () => {
  test('people are told which pages there are, and nothing of the address becomes HTML', async () => {
    const { ask } = await startAdmin({ company: { locale: 'de', zone: 'UTC', name: 'Acme' } });
    const { status, body } = await ask('/<b>bord</b>');
    expect(status).toBe(404);
    expect(body).toContain('Eine Seite /&lt;b&gt;bord&lt;/b&gt; gibt es nicht.');
    for (const path of ['/', '/people', '/history', '/doctor']) expect(body).toContain(`href="${path}"`);
  });

  test('machines are told what they may ask', async () => {
    const { ask } = await startAdmin();
    const { status, headers, body } = await ask('/api/bord');
    expect([status, headers['content-type']]).toEqual([404, 'application/json']);
    const { error } = JSON.parse(body) as { error: string };
    expect(error).toMatch(/^There is nothing at \/api\/bord\. Allowed: \/api\/board, /);
    for (const path of error.match(/\/api\/[a-z-]+(?=[,.] )/g)?.slice(1) ?? []) {
      expect([path, (await ask(path)).status]).toEqual([path, 200]);
    }
  });
});

describe('without a secret', () => {
  test.each(['127.0.0.1:3001', 'localhost:3001', 'LOCALHOST', '127.8.9.10:80', '[::1]:3001'])(
    'requests to %s are answered',
    async host => {
      const { ask } = await startAdmin();
      expect((await ask('/', { headers: { host } })).status).toBe(200);
    },
  );

  test.each(['liaison.example.com', 'localhost.evil.example', '127.0.0.1.evil.example', '10.0.0.5:3001'])(
    'requests to the host "%s" are refused',
    async host => {
      const { ask } = await startAdmin();
      for (const path of [
        '/',
        '/doctor',
        '/api/board',
        '/api/doctor',
        '/api/failing-since',
        '/metrics',
        '/anything',
      ]) {
        expect((await ask(path, { headers: { host } })).status).toBe(403);
      }
    },
  );

  test.each(['https://evil.example', 'http://localhost.evil.example', 'null', 'file://'])(
    'pages of the origin %s are refused',
    async origin => {
      const sync = vi.fn(async () => ({}));
      const { ask } = await startAdmin({ sync });
      expect((await ask('/', { headers: { origin } })).status).toBe(403);
      expect((await ask('/api/sync', { method: 'POST', headers: { origin } })).status).toBe(403);
      expect(sync).not.toHaveBeenCalled();
    },
  );

  test('another page of this machine may change nothing, our own may', async () => {
    const { ask, port } = await startAdmin();
    const post = (origin: string) =>
      ask('/api/sync', { method: 'POST', headers: { origin, host: `127.0.0.1:${port}` } });
    expect((await post('http://127.0.0.1:1')).status).toBe(403);
    expect((await post(`http://127.0.0.1:${port}`)).status).toBe(200);
  });
});

describe('with a secret', () => {
  const secret = 'open: sésame';

  test.each([`admin:${secret}`, `:${secret}`, `anybody:${secret}`])('%j opens', async credentials => {
    const { ask } = await startAdmin({ secret });
    expect((await ask('/', { headers: { ...basic(credentials), host: 'liaison.example.com' } })).status).toBe(
      200,
    );
  });

  test.each<[string, Record<string, string>]>([
    ['nothing', {}],
    ['a wrong password', basic('admin:open')],
    ['an empty password', basic('admin:')],
    ['no colon', basic(secret)],
    ['another scheme', { authorization: `Bearer ${secret}` }],
    ['no base64', { authorization: 'Basic ???' }],
  ])('%s is asked for it, everywhere', async (_name, headers) => {
    const sync = vi.fn(async () => ({}));
    const { ask } = await startAdmin({ secret, sync });
    for (const path of ['/', '/api/board', '/metrics', '/people', '/anything']) {
      const answer = await ask(path, { headers });
      expect(answer.status).toBe(401);
      expect(answer.headers['www-authenticate']).toMatch(/^Basic realm="Liaison"/);
    }
    expect((await ask('/api/sync', { method: 'POST', headers })).status).toBe(401);
    expect(sync).not.toHaveBeenCalled();
  });

  test('a foreign page may not use the credentials that the browser remembers', async () => {
    const { ask } = await startAdmin({ secret });
    const headers = { ...basic(`admin:${secret}`), host: 'liaison.example.com' };
    const post = (origin: string) => ask('/api/sync', { method: 'POST', headers: { ...headers, origin } });
    expect((await post('https://evil.example')).status).toBe(403);
    expect((await post('null')).status).toBe(403);
    expect((await post('https://liaison.example.com')).status).toBe(200);
  });
});

describe('whoever guesses the password', () => {
  const guessing = async () => {
    const time = { now: 0, pauses: [] as number[], counted: 0, logged: [] as object[] };
    const wrongPasswords = createWrongPasswords({
      clock: { now: () => time.now },
      log: { warn: fields => void time.logged.push(fields) },
      count: () => void time.counted++,
      pause: async ms => void time.pauses.push(ms),
    });
    const { ask } = await startAdmin({ secret: 'open sesame', wrongPasswords });
    const guess = (password: string) => ask('/', { headers: basic(`admin:${password}`) });
    return { time, guess, ask };
  };

  test('is counted and told, and waits longer each time', async () => {
    const { time, guess } = await guessing();
    for (let tries = 0; tries < 60; tries++) expect((await guess(`guess ${tries}`)).status).toBe(401);
    expect(time.counted).toBe(60);
    expect(time.logged).toHaveLength(1);
    time.now += 60_000;
    await guess('once more');
    expect(time.logged).toMatchObject([{ count: 1 }, { count: 60 }]);
    expect(time.pauses.slice(0, 3)).toEqual([250, 500, 1_000]);
    expect(Math.max(...time.pauses)).toBe(5_000);
    expect(time.pauses).toHaveLength(56);
  });

  test('slows nobody who knows it, and is forgiven in time', async () => {
    const { time, guess } = await guessing();
    for (let tries = 0; tries < 10; tries++) await guess('wrong');
    const waited = time.pauses.length;
    expect((await guess('open sesame')).status).toBe(200);
    time.now += 11 * 60_000;
    expect((await guess('wrong')).status).toBe(401);
    expect(time.pauses).toHaveLength(waited);
  });

  test('cannot fill the process with waiting requests', async () => {
    const release: (() => void)[] = [];
    const wrongPasswords = createWrongPasswords({
      clock: { now: () => 0 },
      log: { warn: () => undefined },
      count: () => undefined,
      pause: () => new Promise(resolve => release.push(resolve)),
    });
    const { ask } = await startAdmin({ secret: 'open sesame', wrongPasswords });
    const guess = () => ask('/', { headers: basic('admin:wrong') });
    for (let tries = 0; tries < 5; tries++) await guess();
    const waiting = Array.from({ length: 10 }, guess);
    await expect.poll(() => release.length).toBe(10);
    expect((await guess()).status).toBe(429);
    for (const go of release) go();
    expect((await Promise.all(waiting)).map(({ status }) => status)).toEqual(Array(10).fill(401));
  });

  test('a browser that asks before it has a password is no guess', async () => {
    const { time, ask } = await guessing();
    for (let tries = 0; tries < 20; tries++) expect((await ask('/')).status).toBe(401);
    expect(time.counted).toBe(0);
  });
});

test.each(['Forwarded', 'X-Forwarded-For', 'X-Real-IP', 'Via', 'X-Forwarded-Host'])(
  'without a secret nobody comes in through a proxy that says so with %s',
  async name => {
    const { ask, port } = await startAdmin();
    const host = `127.0.0.1:${port}`;
    expect((await ask('/', { headers: { host } })).status).toBe(200);
    const refused = await ask('/', { headers: { host, [name]: '203.0.113.7' } });
    expect(refused.status).toBe(403);
    expect(refused.body).toMatch(/came through a proxy[^]*Set ADMIN_SECRET/);
  },
);
