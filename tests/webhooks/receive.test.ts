// The endpoint against real sockets: what is taken, what is refused, and that nothing makes it wait or leak.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, test, vi } from 'vitest';
import { SERVER_LIMITS } from '../../src/webhooks/receive.ts';
import { isSignedWith, sign } from '../../src/webhooks/signature.ts';
import { delivery, SECRET, startEndpoint, WEBHOOK } from './endpoint.ts';

const FOREVER = new Promise<never>(() => {});

describe('a delivery', () => {
  test('that is signed is added once, as it came, and acknowledged', async () => {
    const endpoint = await startEndpoint();
    const response = await endpoint.post(delivery({ history_items: [{ id: '1', field: 'status' }] }));
    expect([response.status, await response.json()]).toEqual([200, { ok: true }]);
    expect(endpoint.taken).toEqual([
      {
        webhookId: WEBHOOK,
        event: 'taskCreated',
        receivedAt: 1_800_000_000_000,
        body: {
          webhook_id: WEBHOOK,
          event: 'taskCreated',
          task_id: 'c0j',
          history_items: [{ id: '1', field: 'status' }],
        },
      },
    ]);
    expect(endpoint.outcomes).toEqual(['accepted']);
  });

  test('is verified over its raw bytes, not over what they mean', async () => {
    const endpoint = await startEndpoint();
    const spaced = `{ "webhook_id" : "${WEBHOOK}",\r\n "event":"taskCreated", "name":"Zoë 🎈" }`;
    expect((await endpoint.post(spaced)).status).toBe(200);
    expect(
      (await endpoint.post(spaced, sign(Buffer.from(JSON.stringify(JSON.parse(spaced))), SECRET))).status,
    ).toBe(403);
  });

  test('may name any content type, or none', async () => {
    const { url } = await startEndpoint();
    const body = Buffer.from(delivery());
    const headers = { 'x-signature': sign(body, SECRET) };
    const statuses = await Promise.all(
      [headers, { ...headers, 'content-type': 'text/plain' }].map(
        async headers => (await fetch(`${url}/webhooks/clickup`, { method: 'POST', body, headers })).status,
      ),
    );
    expect(statuses).toEqual([200, 200]);
  });

  test.each([
    ['no signature', null],
    ['an empty signature', ''],
    ['a signature of another length', 'abc'],
    ['a signature with another secret', sign(Buffer.from(delivery()), 'other')],
    ['the start of the right signature', sign(Buffer.from(delivery()), SECRET).slice(0, 63)],
    ['more than the right signature', `${sign(Buffer.from(delivery()), SECRET)}0`],
    ['the right signature of another body', sign(Buffer.from(delivery({ task_id: 'other' })), SECRET)],
  ])('with %s is refused with 403', async (_name, signature) => {
    const endpoint = await startEndpoint();
    expect((await endpoint.post(delivery(), signature)).status).toBe(403);
    expect(endpoint.taken).toEqual([]);
    expect(endpoint.outcomes).toEqual(['refused']);
  });

  test.each([
    ['no JSON', 'hello'],
    ['nothing', ''],
    ['half of it', delivery().slice(0, -5)],
    ['a list', `[${delivery()}]`],
    ['a text', '"hello"'],
    ['null', 'null'],
    ['no webhook', '{"event":"taskCreated"}'],
    ['a webhook that is no text', '{"webhook_id":7}'],
    ['a webhook whose name is endless', JSON.stringify({ webhook_id: 'x'.repeat(1000) })],
    ['deep nesting', `{"webhook_id":"${WEBHOOK}","x":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
    ['deep nesting without an end', '{"a":'.repeat(150_000)],
  ])('that holds %s is refused with 400, however it is signed', async (_name, body) => {
    const endpoint = await startEndpoint();
    expect((await endpoint.post(body)).status).toBe(400);
    expect(endpoint.taken).toEqual([]);
    expect(endpoint.outcomes).toEqual(['unreadable']);
  });

  test('with brackets inside its texts is not nested', async () => {
    const endpoint = await startEndpoint();
    expect((await endpoint.post(delivery({ text: `\\"${'[{'.repeat(500)}` }))).status).toBe(200);
  });
});

describe('a body that is too large', () => {
  const TEN_MEGABYTES = 10 * 1024 * 1024;

  test('is refused by its announced length, before it is read', async () => {
    const endpoint = await startEndpoint();
    const answer = await endpoint.raw(socket => {
      socket.write(`POST /webhooks/clickup HTTP/1.1\r\nHost: x\r\nContent-Length: ${TEN_MEGABYTES}\r\n\r\n`);
      socket.once('data', () => socket.end());
    });
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(endpoint.outcomes).toEqual(['too-large']);
  });

  test('is refused while it streams in without a length, without being read to its end', async () => {
    const endpoint = await startEndpoint();
    let sent = 0;
    const answer = await endpoint.raw(socket => {
      socket.write('POST /webhooks/clickup HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n');
      const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
      const more = () => {
        while (!socket.destroyed && sent < 100 * TEN_MEGABYTES) {
          sent += 0x10000;
          if (!socket.write(chunk)) return void socket.once('drain', more);
        }
      };
      socket.once('data', () => socket.end());
      more();
    });
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(endpoint.outcomes).toEqual(['too-large']);
    expect(sent).toBeLessThan(TEN_MEGABYTES * 5);
  });

  test('is not refused at exactly the limit', async () => {
    const endpoint = await startEndpoint({ maxBytes: 2000 });
    const filler = 'x'.repeat(2000 - delivery({ text: '' }).length);
    expect((await endpoint.post(delivery({ text: filler }))).status).toBe(200);
    expect((await endpoint.post(delivery({ text: `${filler}x` }))).status).toBe(413);
  });

  test('that comes from a real client is refused as well', async () => {
    const endpoint = await startEndpoint();
    // The server may close the connection while the client still sends.
    const status = await endpoint.post(Buffer.alloc(TEN_MEGABYTES, 'x')).then(
      response => response.status,
      () => 'closed',
    );
    expect([413, 'closed']).toContain(status);
    expect(endpoint.outcomes).toEqual(['too-large']);
    expect((await endpoint.post(delivery())).status).toBe(200);
  });
});

describe('a sender that dawdles', () => {
  const SHORT = {
    ...SERVER_LIMITS,
    headersTimeout: 150,
    requestTimeout: 300,
    connectionsCheckingInterval: 30,
  };

  test.each([
    ['headers', 'POST /webhooks/clickup HTTP/1.1\r\nHost: x\r\n', 'X-Slow: 1\r\n'],
    ['its body', 'POST /webhooks/clickup HTTP/1.1\r\nHost: x\r\nContent-Length: 9999\r\n\r\n', 'x'],
  ])('over %s is shown the door, and others are served meanwhile', async (_name, start, drip) => {
    const endpoint = await startEndpoint({}, SHORT);
    const answer = endpoint.raw(socket => {
      socket.write(start);
      const timer = setInterval(() => socket.write(drip), 20);
      socket.on('close', () => clearInterval(timer));
    });
    expect((await endpoint.post(delivery())).status).toBe(200);
    expect(await answer).not.toContain('HTTP/1.1 200');
    expect(endpoint.taken).toHaveLength(1);
  });

  test('meets limits that are well below the patience of ClickUp', async () => {
    const { server } = await startEndpoint();
    expect(server.headersTimeout).toBe(SERVER_LIMITS.headersTimeout);
    expect(server.requestTimeout).toBe(SERVER_LIMITS.requestTimeout);
  });

  test('and goes away in the middle leaves nothing behind', async () => {
    const endpoint = await startEndpoint();
    await endpoint.raw(socket => {
      const half = 'POST /webhooks/clickup HTTP/1.1\r\nHost: x\r\nContent-Length: 9999\r\n\r\n{"web';
      socket.write(half, () => socket.destroy());
    });
    await vi.waitFor(() => expect(endpoint.outcomes).toEqual(['broken-off']));
    expect((await endpoint.post(delivery())).status).toBe(200);
  });
});

describe('secrets', () => {
  test('are refreshed once for a webhook that is not known yet, and the delivery is then taken', async () => {
    const secrets = new Map<string, string>();
    const refreshSecrets = vi.fn(async () => {
      await nextTurn();
      secrets.set(WEBHOOK, SECRET);
    });
    const endpoint = await startEndpoint({ secretOf: async id => secrets.get(id) ?? null, refreshSecrets });
    const responses = await Promise.all([1, 2, 3].map(() => endpoint.post(delivery())));
    expect(responses.map(response => response.status)).toEqual([200, 200, 200]);
    expect(refreshSecrets).toHaveBeenCalledTimes(1);
  });

  test('are refreshed when the known one does not fit any more', async () => {
    let secret = 'old';
    const endpoint = await startEndpoint({
      secretOf: () => secret,
      refreshSecrets: async () => {
        secret = SECRET;
      },
    });
    expect((await endpoint.post(delivery())).status).toBe(200);
  });

  test('are refreshed at most once a minute, however many forgeries come', async () => {
    let now = 0;
    const refreshSecrets = vi.fn(async () => {});
    const endpoint = await startEndpoint({ refreshSecrets, clock: { now: () => now } });
    for (const at of [0, 1000, 59_999]) {
      now = at;
      expect((await endpoint.post(delivery(), 'forged')).status).toBe(403);
    }
    expect(refreshSecrets).toHaveBeenCalledTimes(1);
    now = 60_000;
    await endpoint.post(delivery({ webhook_id: 'unknown' }));
    expect(refreshSecrets).toHaveBeenCalledTimes(2);
  });

  test.each([
    ['fails', () => Promise.reject(new Error('ClickUp is away'))],
    ['never ends', () => FOREVER],
  ])(
    'that cannot be refreshed (it %s) make ClickUp try again instead of losing the delivery',
    async (_name, refreshSecrets) => {
      const endpoint = await startEndpoint({ refreshSecrets, refreshLimitMs: 30 });
      expect((await endpoint.post(delivery(), 'unsure')).status).toBe(503);
      expect((await endpoint.post(delivery())).status).toBe(200);
    },
  );

  test('never appear in the log, nor does what people wrote', async () => {
    const endpoint = await startEndpoint({ addDelivery: () => Promise.reject(new Error('store away')) });
    await endpoint.post(delivery({ text: 'between us' }), 'f0rged');
    await endpoint.post(delivery({ text: 'between us' }));
    expect(endpoint.logged).toHaveLength(2);
    expect(JSON.stringify(endpoint.logged)).not.toMatch(/between us|f0rged|"secret"/);
  });
});

describe('the store', () => {
  test('that takes nothing is complained of once, however many deliveries come', async () => {
    const endpoint = await startEndpoint({ addDelivery: () => Promise.reject(new Error('no store')) });
    const answers = await Promise.all(Array.from({ length: 50 }, () => endpoint.post(delivery())));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([503]));
    expect(endpoint.outcomes).toHaveLength(50);
    expect(endpoint.logged).toMatchObject([{ reason: 'no store', message: 'could not take a delivery' }]);
  });

  test.each([
    ['fails', () => Promise.reject(new Error('connection refused'))],
    [
      'throws',
      () => {
        throw new Error('no store');
      },
    ],
  ])('that %s costs a 503', async (_name, addDelivery) => {
    const endpoint = await startEndpoint({ addDelivery });
    expect((await endpoint.post(delivery())).status).toBe(503);
    expect(endpoint.outcomes).toEqual(['unavailable']);
  });

  test('that cannot tell a secret costs a 503 too', async () => {
    const endpoint = await startEndpoint({ secretOf: () => FOREVER, storeLimitMs: 30 });
    expect((await endpoint.post(delivery())).status).toBe(503);
  });
});

describe('the other doors', () => {
  test('tell that the process lives, and whether it is ready', async () => {
    const report = { ready: false, checks: { store: { ok: false, message: 'away' } } };
    const { url } = await startEndpoint({ ready: async () => report });
    const [alive, ready] = [await fetch(`${url}/healthz`), await fetch(`${url}/readyz`)];
    expect([alive.status, await alive.json()]).toEqual([200, { ok: true }]);
    expect([ready.status, await ready.json()]).toEqual([503, report]);
  });

  test('is ready with 200', async () => {
    const { url } = await startEndpoint();
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
  });

  test.each([
    ['GET', '/', 404, null],
    ['POST', '/', 404, null],
    ['POST', '/webhooks/clickup/', 404, null],
    ['POST', '/webhooks/other', 404, null],
    ['GET', '/metrics', 404, null],
    ['GET', '/webhooks/clickup', 405, 'POST'],
    ['PUT', '/webhooks/clickup', 405, 'POST'],
    ['DELETE', '/webhooks/clickup', 405, 'POST'],
    ['HEAD', '/webhooks/clickup', 405, 'POST'],
    ['POST', '/healthz', 405, 'GET, HEAD'],
    ['DELETE', '/readyz', 405, 'GET, HEAD'],
    ['HEAD', '/healthz', 200, null],
  ])('%s %s answers %i', async (method, path, status, allow) => {
    const { url } = await startEndpoint();
    const response = await fetch(`${url}${path}`, { method });
    expect([response.status, response.headers.get('allow')]).toEqual([status, allow]);
  });

  test.each([
    ['an old balancer, which names no host', 'GET /healthz HTTP/1.0'],
    ['a proxy, which names the whole address', 'GET http://liaison.example/healthz?from=proxy HTTP/1.0'],
  ])('answers %s', async (_who, line) => {
    const { raw } = await startEndpoint();
    const answer = await raw(socket => socket.write(`${line}\r\n\r\n`));
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK[^]*\{"ok":true\}$/);
  });

  test('says 500 and logs why where something unexpected happens', async () => {
    const { url, logged } = await startEndpoint({ ready: () => Promise.reject(new Error('odd')) });
    const response = await fetch(`${url}/readyz`);
    expect([response.status, await response.json()]).toEqual([
      500,
      { ok: false, error: 'something went wrong here' },
    ]);
    expect(logged).toEqual([expect.objectContaining({ path: '/readyz', reason: 'odd' })]);
  });
});

describe('the signature', () => {
  test('is the one of the documented example', () => {
    const body =
      '{"webhook_id":"7689a169-a000-4985-8676-6902b96d6627","event":"taskCreated","task_id":"c0j"}';
    const expected = '4830bf524f6e29a3e8da953936c6f21c1fea2b9669b825d3e1be293ef3416c8c';
    expect(sign(Buffer.from(body), 'secret')).toBe(expected);
    expect(isSignedWith('secret', Buffer.from(body), expected)).toBe(true);
  });

  test('is compared in constant time, whatever is given', async () => {
    const crypto = await import('node:crypto');
    const body = Buffer.from('body');
    const right = sign(body, SECRET);
    const compared = vi.fn(crypto.timingSafeEqual);
    vi.resetModules();
    vi.doMock('node:crypto', () => ({ ...crypto, timingSafeEqual: compared }));
    const { isSignedWith: isSigned } = await import('../../src/webhooks/signature.ts');
    const given = [
      right,
      undefined,
      '',
      'x',
      right.slice(1),
      `${right}0`,
      right.replace(/.$/, 'g'),
      'é'.repeat(64),
    ];
    expect(given.map(signature => isSigned(SECRET, body, signature))).toEqual([
      true,
      ...given.slice(1).map(() => false),
    ]);
    expect(compared).toHaveBeenCalledTimes(given.length);
    vi.doUnmock('node:crypto');
  });
});
