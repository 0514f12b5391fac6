// Answers a request without the network: for tests in virtual time, where nothing may depend on sockets.
import type { HttpBindings } from '@hono/node-server';
import type { Hono } from 'hono';

/** Lets the app answer. Where it cuts the connection, rejects with an error whose code is ECONNRESET. */
export async function fetchInProcess(
  app: Hono<{ Bindings: HttpBindings }>,
  request: Request,
): Promise<Response> {
  let isCut = false;
  const socket = {
    destroyed: false,
    destroy: () => {
      isCut = true;
    },
    once: () => undefined,
  };
  const response = await app.fetch(request, { incoming: { socket } });
  if (isCut) throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
  return response;
}
