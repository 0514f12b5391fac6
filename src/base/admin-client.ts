// How Liaison's own commands ask a running Liaison at its admin address.

export type AdminClient = {
  /** Asks at a path; rejects where no answer comes in time, and not for what it says. */
  get(path: string, limitMs: number): Promise<Response>;
  /** Has something done; `signal` ends the waiting earlier. */
  post(path: string, limitMs: number, signal?: AbortSignal): Promise<Response>;
};

/** The admin address `url`, asked by somebody who knows ADMIN_SECRET, or where there is none. */
export function adminClient(url: string, secret: string | null): AdminClient {
  const headers = adminHeaders(secret);
  const ask = (method: string, path: string, signals: AbortSignal[]): Promise<Response> =>
    fetch(`${url}${path}`, { method, headers, signal: AbortSignal.any(signals) });
  return {
    get: (path, limitMs) => ask('GET', path, [AbortSignal.timeout(limitMs)]),
    post: (path, limitMs, signal) =>
      ask('POST', path, [AbortSignal.timeout(limitMs), ...(signal ? [signal] : [])]),
  };
}

/** The headers that prove ADMIN_SECRET, in UTF-8 as the guard reads it; none without a secret. */
function adminHeaders(secret: string | null): Record<string, string> {
  if (secret === null) return {};
  return { authorization: `Basic ${Buffer.from(`liaison:${secret}`, 'utf8').toString('base64')}` };
}
