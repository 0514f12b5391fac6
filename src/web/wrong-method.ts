// The answer to a request of a method that an address does not take.
import type { Context } from 'hono';

/** Answers with 405, what was given and what is allowed. */
export function wrongMethod(allow: string): (c: Context) => Response {
  return ({ req: { method, path } }) =>
    new Response(`${method} ${path} is nothing that is answered here. Allowed: ${allow}.\n`, {
      status: 405,
      headers: { Allow: allow },
    });
}
