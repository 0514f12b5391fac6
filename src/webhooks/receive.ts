// The public endpoint: verifies a delivery, adds it to the queue, answers. It decides nothing else.
// ClickUp suspends a webhook at once on 401 and 410, so neither is ever answered.
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { Clock } from '../base/clock.ts';
import { type Log, sparingly } from '../base/log.ts';
import { reasonOf } from '../base/reason-of.ts';
import { within } from '../base/time-limit.ts';
import type { Delivery } from '../reconcile/deliveries/delivery.ts';
import { ENDPOINT_PATH } from '../reconcile/webhook-port.ts';
import { readBody } from './body.ts';
import { type Envelope, readEnvelope } from './envelope.ts';
import { throttledRefresh } from './refresh-throttle.ts';
import { isSignedWith } from './signature.ts';

/** How a delivery was answered, for the count. */
export type ReceiveResult =
  | 'accepted'
  | 'too-large'
  | 'broken-off'
  | 'unreadable'
  | 'refused'
  | 'unavailable';

/** The webhooks of ours, as the endpoint knows them. */
export type ReceiverWebhooks = {
  /** The secret of a webhook of ours; null if we know none of that id. */
  secretOf(webhookId: string): Promise<string | null> | string | null;
  /** Reads the secrets anew; called at most once a minute. */
  refreshSecrets(): Promise<void>;
  /** Told of every delivery that its webhook signed, whatever becomes of it. Must not wait. */
  arrived(webhookId: string, at: number): void;
};

/** The queue of deliveries: adding to it is all that happens before the answer. It settles within 700 ms. */
export type DeliveryQueue = { addDelivery(delivery: Delivery): Promise<void> };

export type ReceiverDeps = {
  webhooks: ReceiverWebhooks;
  queues: DeliveryQueue;
  /** Names this process in the answer of `/healthz`, so that whoever knows it sees who answers; no secret. */
  mark?: string;
  /** What `/readyz` says. */
  ready(): Promise<{ ready: boolean; checks: object }>;
  clock: Clock;
  log: Log;
  count(result: ReceiveResult): void;
  maxBytes?: number;
  /** The longest that looking for a secret may take, in milliseconds, so that the answer is there within 800. */
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

/** An answer, before it is written: its body as JSON text. */
export type HttpAnswer = { status: number; body: string; allow?: string };

export type Receiver = {
  /** Answers a request of the public port: the endpoint, `/healthz`, `/readyz`. Never rejects. */
  listener(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void>;
  /** Takes one delivery: its raw bytes, and the signature if there was one. Never rejects. */
  deliver(bytes: Uint8Array, signature: string | undefined): Promise<HttpAnswer>;
};

/**
 * The public port. Its requests come in bursts and every one is the same, so that they are answered without the layers
 * that a page is served with.
 */
export function receiver(deps: ReceiverDeps): Receiver {
  const { log, count, mark, maxBytes = 1024 * 1024 } = deps;
  const alive: HttpAnswer = { status: 200, body: JSON.stringify({ ok: true, mark }) };
  const deliver = createDeliverer(deps);

  const take = async (incoming: IncomingMessage): Promise<HttpAnswer> => {
    const bytes = await readBody(incoming, maxBytes);
    if (bytes === 'too large') {
      count('too-large');
      return refusal(413, `a delivery has at most ${maxBytes} bytes`);
    }
    if (bytes === 'broken off') {
      count('broken-off');
      return refusal(400, 'the body broke off');
    }
    const signature = incoming.headers['x-signature'];
    return deliver(bytes, typeof signature === 'string' ? signature : undefined);
  };

  const route = async (incoming: IncomingMessage): Promise<HttpAnswer> => {
    const path = pathOf(incoming.url);
    const isReading = incoming.method === 'GET' || incoming.method === 'HEAD';
    if (path === ENDPOINT_PATH) {
      return incoming.method === 'POST' ? take(incoming) : refusal(405, 'POST only', 'POST');
    }
    if (path !== '/healthz' && path !== '/readyz') return refusal(404, 'nothing is here');
    if (!isReading) return refusal(405, 'GET only', 'GET, HEAD');
    if (path === '/healthz') return alive;
    const report = await deps.ready();
    return { status: report.ready ? 200 : 503, body: JSON.stringify(report) };
  };

  return {
    deliver,
    async listener(incoming, outgoing) {
      try {
        write(incoming, outgoing, await route(incoming));
      } catch (error) {
        log.error({ path: pathOf(incoming.url), reason: reasonOf(error) }, 'could not answer a request');
        write(incoming, outgoing, refusal(500, 'something went wrong here'));
      }
    },
  };
}

/** Verifies a delivery and adds it to the queue; answers with what ClickUp is told. */
function createDeliverer(deps: ReceiverDeps): Receiver['deliver'] {
  const { webhooks, queues, clock, log, count, storeLimitMs = 700, refreshLimitMs = 5_000 } = deps;
  const complain = sparingly(log, clock);
  const refresh = throttledRefresh({ refreshSecrets: () => webhooks.refreshSecrets(), clock, log });

  async function isVerified(envelope: Envelope, bytes: Uint8Array, signature: string | undefined) {
    const known = webhooks.secretOf(envelope.webhookId);
    const secret = known instanceof Promise ? await within(storeLimitMs, known) : known;
    return secret !== null && isSignedWith(secret, bytes, signature);
  }

  async function verify(envelope: Envelope, bytes: Uint8Array, signature: string | undefined) {
    if (await isVerified(envelope, bytes, signature)) return 'verified';
    // Our secret may be the old one; a delivery must not be lost because ClickUp gave the webhook another.
    const refreshed = await within(refreshLimitMs, refresh());
    if (await isVerified(envelope, bytes, signature)) return 'verified';
    return refreshed === 'fresh' ? 'refused' : 'unavailable';
  }

  function refuse(result: ReceiveResult, status: 400 | 403 | 503, error: string): HttpAnswer {
    count(result);
    return refusal(status, error);
  }

  return async (bytes, signature) => {
    const envelope = readEnvelope(bytes);
    if (!envelope) return refuse('unreadable', 400, 'the body is no delivery of a webhook');
    const { webhookId, event, body } = envelope;
    try {
      const checked = await verify(envelope, bytes, signature);
      if (checked === 'refused') {
        log.debug({ webhook: webhookId, event }, 'refused a delivery that its webhook did not sign');
        return refuse('refused', 403, 'the signature is not that of this webhook');
      }
      if (checked === 'unavailable') return refuse('unavailable', 503, 'the signature cannot be checked now');
      const receivedAt = clock.now();
      webhooks.arrived(webhookId, receivedAt);
      await queues.addDelivery({ webhookId, event, body, receivedAt });
      count('accepted');
      return TAKEN;
    } catch (error) {
      complain({ webhook: webhookId, event, reason: reasonOf(error) }, 'could not take a delivery');
      return refuse('unavailable', 503, 'the delivery cannot be stored now');
    }
  };
}

const TAKEN: HttpAnswer = { status: 200, body: '{"ok":true}' };

function refusal(status: number, error: string, allow?: string): HttpAnswer {
  const body = JSON.stringify({ ok: false, error });
  return allow === undefined ? { status, body } : { status, body, allow };
}

/** Writes the answer; whoever has not sent all of the body by now is not listened to any further. */
function write(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  { status, body, allow }: HttpAnswer,
): void {
  const headers: OutgoingHttpHeaders = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  };
  if (allow !== undefined) headers.allow = allow;
  if (!incoming.complete) headers.connection = 'close';
  outgoing.writeHead(status, headers);
  outgoing.end(incoming.method === 'HEAD' ? undefined : body);
}

/** The path of a request target, which may be a whole address. */
function pathOf(target = ''): string {
  if (!target.startsWith('/')) return URL.canParse(target) ? new URL(target).pathname : target;
  const query = target.indexOf('?');
  return query === -1 ? target : target.slice(0, query);
}
