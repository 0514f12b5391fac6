// One signed POST to a webhook endpoint. A new connection each time: a receiver that restarts must not
// be met with a stale one.
import { createHmac } from 'node:crypto';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';

/** The signature ClickUp sends: lower-case hex HMAC-SHA256 of the raw body. */
function signatureOf(body: string, secret: string): string {
  return createHmac('sha256', secret).update(body).digest('hex');
}

/** Posts a delivery; resolves to the status, or null where no answer came in time. Never rejects. */
export function post(
  endpoint: string,
  body: string,
  secret: string,
  limits: { timeoutMs: number; signal: AbortSignal },
): Promise<number | null> {
  return new Promise(resolve => {
    const url = new URL(endpoint);
    const request = url.protocol === 'https:' ? requestHttps : requestHttp;
    const raw = Buffer.from(body);
    const sent = request(
      url,
      {
        method: 'POST',
        agent: false,
        signal: AbortSignal.any([limits.signal, AbortSignal.timeout(limits.timeoutMs)]),
        headers: {
          'Content-Type': 'application/json',
          'Content-Length': raw.length,
          'X-Signature': signatureOf(body, secret),
          'User-Agent': 'clickup-simulator',
        },
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
}
