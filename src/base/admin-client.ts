// How Liaison's own commands ask a running Liaison at its admin address.
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';

export type AdminClient = {
  /** Asks at a path; rejects where no answer comes in time, and not for what it says. */
  get(path: string, limitMs: number): Promise<Response>;
  /** Has something done; `signal` ends the waiting earlier. */
  post(path: string, limitMs: number, signal?: AbortSignal): Promise<Response>;
};

/** The admin address `url`, asked by somebody who knows ADMIN_SECRET, or where there is none. */
export function adminClient(url: string, secret: string | null): AdminClient {
  const headers = adminHeaders(secret);
  // Not by fetch(): whatever limit it is given, it gives up when no answer has begun after five minutes, and a sweep may take
  // hours.
  const ask = async (
    method: string,
    path: string,
    limitMs: number,
    stop?: AbortSignal,
  ): Promise<Response> => {
    const limit = AbortSignal.timeout(limitMs);
    const signal = stop ? AbortSignal.any([limit, stop]) : limit;
    try {
      const asking = request(`${url}${path}`, { method, headers, signal });
      // Once an answer has begun, reading it tells what goes wrong.
      asking.on('error', () => undefined);
      asking.end();
      const [answer] = (await once(asking, 'response')) as [IncomingMessage];
      const { statusCode: status = 502 } = answer;
      return new Response(await text(answer), { status });
    } catch (error) {
      // Named here, the limit is kept until the end: what only AbortSignal.any() knows of is collected, and never comes.
      throw limit.aborted ? limit.reason : stop?.aborted ? stop.reason : error;
    }
  };
  return {
    get: (path, limitMs) => ask('GET', path, limitMs),
    post: (path, limitMs, signal) => ask('POST', path, limitMs, signal),
  };
}

/** The headers that prove ADMIN_SECRET, in UTF-8 as the guard reads it; none without a secret. */
function adminHeaders(secret: string | null): Record<string, string> {
  if (secret === null) return {};
  return { authorization: `Basic ${Buffer.from(`liaison:${secret}`, 'utf8').toString('base64')}` };
}
