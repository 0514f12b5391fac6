// One signed POST to a webhook endpoint. A new connection each time: a receiver that restarts must not
// be met with a stale one.
import { createHmac } from 'node:crypto';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';

/** The signature ClickUp sends: lower-case hex HMAC-SHA256 of the raw body. */
function signatureOf(body: string, secret: string): string {
  return createHmac('sha256', secret).update(body).digest('hex');
}

type Limits = { timeoutMs: number; signal: AbortSignal };

/** Brings a POST to an endpoint; resolves to the status, or null where no answer came in time. Never rejects. */
export type Courier = (
  endpoint: string,
  headers: Record<string, string>,
  body: string,
  limits: Limits,
) => Promise<number | null>;

/** Signs a delivery and hands it to the courier. */
export function post(
  courier: Courier,
  endpoint: string,
  body: string,
  secret: string,
  limits: Limits,
): Promise<number | null> {
  const headers = {
    'Content-Type': 'application/json',
    'X-Signature': signatureOf(body, secret),
    'User-Agent': 'clickup-simulator',
  };
  return courier(endpoint, headers, body, limits);
}

/** The courier of a real ClickUp: over the network. */
export const postOverNetwork: Courier = (endpoint, headers, body, limits) =>
  new Promise(resolve => {
    const url = new URL(endpoint);
    const request = url.protocol === 'https:' ? requestHttps : requestHttp;
    const raw = Buffer.from(body);
    const sent = request(
      url,
      {
        method: 'POST',
        agent: false,
        signal: AbortSignal.any([limits.signal, AbortSignal.timeout(limits.timeoutMs)]),
        headers: { ...headers, 'Content-Length': raw.length },
      },
      answer => {
        answer.resume();
        answer.on('error', () => {});
        resolve(answer.statusCode ?? null);
      },
    );
    sent.on('error', () => resolve(null));
    sent.end(raw);
  });
