// The two addresses of a running Liaison: the public one for ClickUp, the admin one for the operator.
import type { AddressInfo, Server } from 'node:net';
import { serve } from '@hono/node-server';
import type { Hono } from 'hono';
import { SERVER_LIMITS } from '../webhooks/receive.ts';

export type RunningServer = { url: string; port: number; close(): Promise<void> };

/** An address that cannot be listened on, in a sentence. */
export class AddressTaken extends Error {
  override readonly name = 'AddressTaken';
}

/** Serves `app` at host and port (0 takes a free one). Rejects with AddressTaken if the address can't be had. */
export async function serveAt(
  app: Hono,
  { host, port, variable }: { host: string; port: number; variable: 'PORT' | 'ADMIN_PORT' },
): Promise<RunningServer> {
  const server = await new Promise<Server>((resolve, reject) => {
    const listening = serve(
      { fetch: app.fetch, hostname: host, port, serverOptions: { ...SERVER_LIMITS }, autoCleanupIncoming: true },
      () => resolve(listening as Server),
    ) as Server;
    listening.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        new AddressTaken(
          `cannot listen on ${host}:${port} (${error.code ?? error.message}); is another Liaison running? ${variable} says where to listen`,
        ),
      ),
    );
  });
  const { port: actual } = server.address() as AddressInfo;
  return {
    port: actual,
    url: `http://${host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host}:${actual}`,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        if ('closeIdleConnections' in server) (server as import('node:http').Server).closeIdleConnections();
        setTimeout(() => {
          if ('closeAllConnections' in server) (server as import('node:http').Server).closeAllConnections();
        }, 2_000).unref();
      }),
  };
}
