// How Liaison's own commands show the admin address who they are.

/** The headers that prove ADMIN_SECRET, in UTF-8 as the guard reads it; none without a secret. */
export function adminHeaders(secret: string | null): Record<string, string> {
  if (secret === null) return {};
  return { authorization: `Basic ${Buffer.from(`liaison:${secret}`, 'utf8').toString('base64')}` };
}
