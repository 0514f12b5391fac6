// The public endpoint: verifies a delivery, adds it to the queue, answers. It decides nothing else.
// ClickUp suspends a webhook at once on 401 and 410, so neither is ever answered.
import { Hono } from 'hono';
import type { Delivery } from '../reconcile/delivery.ts';
import type { Clock, Log } from '../reconcile/ports.ts';
import { readBody } from './body.ts';
import { type Envelope, readEnvelope } from './envelope.ts';
import { refreshSparingly } from './secrets.ts';
import { isSignedWith } from './signature.ts';
import { ENDPOINT_PATH } from './webhook.ts';

/** How a delivery was answered, for the count. */
export type Outcome = 'accepted' | 'too-large' | 'broken-off' | 'unreadable' | 'refused' | 'unavailable';

export type ReceiverDeps = {
  /** The secret of a webhook of ours; null if we know none of that id. */
  secretOf(webhookId: string): Promise<string | null> | string | null;
  /** Reads the secrets anew; called at most once a minute. */
  refreshSecrets(): Promise<void>;
  /** Hears of every delivery that its webhook signed, whatever becomes of it. Must not wait. */
  arrived?(webhookId: string): void;
  /** Adds the delivery to the queue: all that happens before the answer. */
  enqueue(delivery: Delivery): Promise<void>;
  /** What `/readyz` says. */
  ready(): Promise<{ ready: boolean; checks: object }>;
  clock: Clock;
  log: Log;
  count(outcome: Outcome): void;
  maxBytes?: number;
  /** The longest that the store may take, in milliseconds, so that the answer is there within 800. */
  storeLimitMs?: number;
  /** The longest that refreshing the secrets may take, in milliseconds; ClickUp waits 7 seconds. */
  refreshLimitMs?: number;
};

/** Against senders that open a connection and dawdle; options for the HTTP server, in milliseconds. */
export const SERVER_LIMITS = {
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 1_000,
} as const;

/** The application of the public port: the endpoint, `/healthz` and `/readyz`. */
export function receiver(deps: ReceiverDeps): Hono {
  const { clock, log, count, maxBytes = 1024 * 1024, storeLimitMs = 700, refreshLimitMs = 5_000 } = deps;
  const refresh = refreshSparingly(deps);
  const app = new Hono();

  async function isVerified(envelope: Envelope, bytes: Uint8Array, signature: string | undefined) {
    const secret = await within(storeLimitMs, Promise.resolve(deps.secretOf(envelope.webhookId)));
    return secret !== null && isSignedWith(secret, bytes, signature);
  }

  async function verify(envelope: Envelope, bytes: Uint8Array, signature: string | undefined) {
    if (await isVerified(envelope, bytes, signature)) return 'verified';
    // Our secret may be the old one; a delivery must not be lost because ClickUp gave the webhook another.
    const refreshed = await within(refreshLimitMs, refresh());
    if (await isVerified(envelope, bytes, signature)) return 'verified';
    return refreshed === 'fresh' ? 'refused' : 'unavailable';
  }

  app.post(ENDPOINT_PATH, async c => {
    const answer = (outcome: Outcome, status: 200 | 400 | 403 | 413 | 503, error?: string) => {
      count(outcome);
      return c.json(error === undefined ? { ok: true } : { ok: false, error }, status);
    };
    const bytes = await readBody(c.req.raw, maxBytes);
    if (bytes === 'too large') return answer('too-large', 413, `a delivery has at most ${maxBytes} bytes`);
    if (bytes === 'broken off') return answer('broken-off', 400, 'the body broke off');
    const envelope = readEnvelope(bytes);
    if (!envelope) return answer('unreadable', 400, 'the body is no delivery of a webhook');
    const { webhookId, event, body } = envelope;
    const fields = { webhook: webhookId, event };

    try {
      const verdict = await verify(envelope, bytes, c.req.header('x-signature'));
      if (verdict === 'refused') {
        log.debug(fields, 'refused a delivery that its webhook did not sign');
        return answer('refused', 403, 'the signature is not that of this webhook');
      }
      if (verdict === 'unavailable') return answer('unavailable', 503, 'the signature cannot be checked now');
      deps.arrived?.(webhookId);
      await within(storeLimitMs, deps.enqueue({ webhookId, event, body, receivedAt: clock.now() }));
      return answer('accepted', 200);
    } catch (error) {
      log.warn({ ...fields, reason: reasonOf(error) }, 'could not take a delivery');
      return answer('unavailable', 503, 'the delivery cannot be stored now');
    }
  });
  app.get('/healthz', c => c.json({ ok: true }));
  app.get('/readyz', async c => {
    const report = await deps.ready();
    return c.json(report, report.ready ? 200 : 503);
  });

  app.all(ENDPOINT_PATH, c => c.json({ ok: false, error: 'POST only' }, 405, { Allow: 'POST' }));
  app.on(['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'], ['/healthz', '/readyz'], c =>
    c.json({ ok: false, error: 'GET only' }, 405, { Allow: 'GET, HEAD' }),
  );
  app.notFound(c => c.json({ ok: false, error: 'nothing is here' }, 404));
  app.onError((error, c) => {
    log.error({ path: c.req.path, reason: reasonOf(error) }, 'could not answer a request');
    return c.json({ ok: false, error: 'something went wrong here' }, 500);
  });
  return app;
}

async function within<T>(limitMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${limitMs} ms`)), limitMs);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
