// What strangers may throw at the public port: nothing of it crashes, is queued, is kept, or makes others wait.
import { once } from 'node:events';
import { request } from 'node:http';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sign } from '../../src/webhooks/signature.ts';
import { times } from '../support/scale.ts';
import { delivery, SECRET, startEndpoint, WEBHOOK } from './endpoint.ts';

const PATH = '/webhooks/clickup';
const MEGABYTE = 1024 * 1024;
/** Enough that what is kept of each would show: twenty times as much each where they are a tenth. */
const FORGERS = times({ sample: 1_000, long: 10_000 });
const FILLER = times({ sample: 40_000, long: 2_000 });
type Endpoint = Awaited<ReturnType<typeof startEndpoint>>;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;
function heapInUse(): number {
  collectGarbage();
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

/** Sends whatever node:http lets through, which is more than fetch does. The status, or null if there was none. */
async function send(
  endpoint: Endpoint,
  given: { method?: string; headers?: Record<string, string>; body: Uint8Array },
): Promise<number | null> {
  const { method = 'POST', headers = {}, body } = given;
  const outgoing = request(endpoint.url + PATH, { method, headers });
  // Refused before all of it was read: the connection may be closed under the sender.
  const failed = once(outgoing, 'error').then(() => null);
  const answered = once(outgoing, 'response').then(([answer]: { statusCode: number; resume(): void }[]) => {
    answer?.resume();
    return answer?.statusCode ?? null;
  });
  outgoing.end(body);
  return Promise.race([answered, failed]);
}

const answersHealth = async (endpoint: Endpoint): Promise<boolean> =>
  (await fetch(`${endpoint.url}/healthz`)).status === 200;

const hexDigit = fc.constantFrom(...Array.from('0123456789abcdef'));
const headerValue = fc.string({
  unit: fc.constantFrom(...Array.from('aZ0 ,;=/{}"\t\u00e9\u00ff')),
  maxLength: 200,
});
const headers = fc.record(
  {
    'x-signature': fc.oneof(headerValue, fc.string({ unit: hexDigit, minLength: 64, maxLength: 64 })),
    'content-type': headerValue,
    'content-encoding': headerValue,
    'user-agent': headerValue,
    cookie: headerValue,
    'x-forwarded-for': headerValue,
  },
  { requiredKeys: [] },
);
const envelope = fc
  .record({
    webhook_id: fc.oneof(fc.constant(WEBHOOK), fc.string(), fc.jsonValue()),
    event: fc.oneof(fc.string(), fc.jsonValue()),
    history_items: fc.jsonValue(),
  })
  .map(value => Buffer.from(JSON.stringify(value)));
const damaged = fc.tuple(fc.nat(), fc.uint8Array({ minLength: 1, maxLength: 8 })).map(([at, bytes]) => {
  const whole = Buffer.from(delivery({ history_items: [{ id: '1', field: 'status' }] }));
  return Buffer.concat([whole.subarray(0, at % whole.length), bytes, whole.subarray(at % whole.length)]);
});
const body = fc.oneof(
  fc.uint8Array({ maxLength: 3000 }),
  fc.json().map(text => Buffer.from(text)),
  fc.string({ unit: 'binary' }).map(text => Buffer.from(text)),
  envelope,
  damaged,
);

describe('rubbish', () => {
  test('of any form is refused, whatever headers it has', async () => {
    const endpoint = await startEndpoint();
    const law = fc.asyncProperty(body, headers, async (bytes, given) => {
      expect([400, 403]).toContain(await send(endpoint, { body: bytes, headers: given }));
    });
    await fc.assert(law, { numRuns: times({ sample: 75, long: 400 }) });
    expect(endpoint.taken).toEqual([]);
    expect(endpoint.logged.filter(entry => /something|could not/.test(JSON.stringify(entry)))).toEqual([]);
    expect((await endpoint.post(delivery())).status).toBe(200);
  });

  test('that is signed is queued as it came or refused, and never more than once', async () => {
    const endpoint = await startEndpoint();
    let accepted = 0;
    const law = fc.asyncProperty(body, async bytes => {
      const signed = { 'x-signature': sign(Buffer.from(bytes), SECRET) };
      const status = await send(endpoint, { body: bytes, headers: signed });
      expect([200, 400, 403]).toContain(status);
      if (status === 200) accepted += 1;
      expect(endpoint.taken).toHaveLength(accepted);
    });
    await fc.assert(law, { numRuns: times({ sample: 75, long: 400 }) });
    expect(accepted).toBeGreaterThan(0);
    expect(endpoint.taken.every(({ webhookId }) => webhookId === WEBHOOK)).toBe(true);
  });

  test.each(['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'PURGE', 'MKCOL', 'LOCK'])(
    'sent with %s is refused with 405, even if it is signed',
    async method => {
      const endpoint = await startEndpoint();
      const bytes = Buffer.from(delivery());
      const signed = { 'x-signature': sign(bytes, SECRET), 'content-length': String(bytes.length) };
      expect(await send(endpoint, { method, body: bytes, headers: signed })).toBe(405);
      expect(endpoint.taken).toEqual([]);
    },
  );

  test.each([
    ['a million nested lists', Buffer.from('['.repeat(1_000_000) + ']'.repeat(1_000_000)), 413],
    ['half a million nested lists', Buffer.from('['.repeat(500_000) + ']'.repeat(500_000)), 400],
    ['a million lists without an end', Buffer.from('['.repeat(1_000_000)), 400],
    ['150,000 nested objects', Buffer.from(`${'{"a":'.repeat(150_000)}1${'}'.repeat(150_000)}`), 400],
    ['ten megabytes', Buffer.alloc(10 * MEGABYTE, '['), 413],
    ['a text of almost a megabyte', Buffer.from(JSON.stringify({ a: 'x'.repeat(MEGABYTE - 100) })), 400],
  ])('of %s is refused at once, and health answers meanwhile', async (_name, bytes, status) => {
    const endpoint = await startEndpoint();
    const signed = { 'x-signature': sign(bytes, SECRET) };
    const [answer, isAlive] = await Promise.all([
      send(endpoint, { body: bytes, headers: signed }),
      answersHealth(endpoint),
    ]);
    expect([status, ...(status === 413 ? [null] : [])]).toContain(answer);
    expect(isAlive).toBe(true);
    expect(endpoint.taken).toEqual([]);
  });
});

describe('a crowd', () => {
  test(`of ${FORGERS} forgers costs one refresh of the secrets, no memory, and nobody else’s answer`, async () => {
    let refreshed = 0;
    let answered = 0;
    const endpoint = await startEndpoint({
      refreshSecrets: async () => {
        refreshed += 1;
      },
      count: () => {
        answered += 1;
      },
      log: { debug() {}, info() {}, warn() {}, error() {} },
    });
    const text = delivery({ filler: 'x'.repeat(FILLER) });
    const forge = async (count: number) => {
      let left = count;
      const forger = async () => {
        while (left-- > 0) {
          const response = await endpoint.post(text, sign(Buffer.from(String(left)), 'guess'));
          await response.arrayBuffer();
          if (response.status !== 403) throw new Error(`a forgery was answered ${response.status}`);
        }
      };
      await Promise.all(Array.from({ length: 16 }, forger));
    };
    await forge(FORGERS / 10);
    const before = heapInUse();
    let isOver = false;
    const checks = (async () => {
      let answers = 0;
      for (; !isOver; answers++)
        if (!(await answersHealth(endpoint))) throw new Error('health did not answer');
      return answers;
    })();
    await forge(FORGERS - FORGERS / 10);
    isOver = true;
    const healthAnswers = await checks;
    expect(heapInUse() / before).toBeLessThan(1.2);
    expect(answered).toBe(FORGERS);
    expect(refreshed).toBe(1);
    expect(endpoint.taken).toEqual([]);
    expect(healthAnswers).toBeGreaterThan(10);
    expect((await endpoint.post(delivery())).status).toBe(200);
  }, 90_000);

  test('of a hundred dawdlers holds nobody up, and none of them stays', async () => {
    const limits = { headersTimeout: 300, requestTimeout: 600, connectionsCheckingInterval: 50 };
    const endpoint = await startEndpoint({}, limits);
    const starts = [
      'POST /webhooks/clickup HTTP/1.1\r\nHost: x\r\n',
      'POST /webhooks/clickup HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\n{',
      'POST /webhooks/clickup HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n',
      '',
    ];
    const dawdlers = Array.from({ length: 100 }, (_, index) =>
      endpoint.raw(socket => {
        const start = starts[index % starts.length] ?? '';
        if (start !== '') socket.write(start);
        const timer = setInterval(() => socket.write(index % 4 === 2 ? '1\r\nx\r\n' : 'x'), 40);
        socket.on('close', () => clearInterval(timer));
      }),
    );
    const [statuses, isAlive] = await Promise.all([
      Promise.all(Array.from({ length: 20 }, async () => (await endpoint.post(delivery())).status)),
      answersHealth(endpoint),
    ]);
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(isAlive).toBe(true);
    for (const answer of await Promise.all(dawdlers)) expect(answer).not.toContain('HTTP/1.1 200');
    expect(endpoint.taken).toHaveLength(20);
  });
});
