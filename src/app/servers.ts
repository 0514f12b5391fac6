// The two addresses of a running Liaison: the public one for ClickUp, the admin one for the operator.
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import { pause } from '../base/time-limit.ts';
import { SERVER_LIMITS } from '../webhooks/receive.ts';

export type RunningServer = { url: string; port: number; close(): Promise<void> };

/** How long answers under way may take once the server closes. */
const LAST_ANSWERS_MS = 2_000;
/** How long a server that is asked again and again goes on answering before it closes. */
const DRAINS_AT_MOST_MS = 2_000;

const NO_HOST = 'unnamed.invalid';

/** An address that cannot be listened on, in a sentence. */
export class AddressTaken extends Error {
  override readonly name = 'AddressTaken';
}

/** The address at which this machine reaches what listens there. */
export function addressOf(host: string, port: number): string {
  const isEveryAddress = host === '0.0.0.0' || host === '::';
  const reachable = isEveryAddress ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  return `http://${reachable}:${port}`;
}

type Wanted = { host: string; port: number; variable: 'PORT' | 'ADMIN_PORT' };

/** Answers the requests of a server with an application. */
export function listenerOf(app: Hono): RequestListener {
  const listener = getRequestListener(app.fetch);
  return (incoming, outgoing) => {
    // Old balancers ask over HTTP/1.0, which needs no Host; the adapter does. Nobody takes this name for this machine.
    incoming.headers.host ??= NO_HOST;
    void listener(incoming, outgoing);
  };
}

/**
 * Listens at host and port (0 takes a free one). It closes once nobody has asked for `quietMs`: who is just connecting when
 * an address closes is cut off. Rejects with AddressTaken if the address can't be had.
 */
export async function serveAt(
  listener: RequestListener,
  { host, port, variable }: Wanted,
  { quietMs = 0 }: { quietMs?: number } = {},
): Promise<RunningServer> {
  let askedAt = Number.NEGATIVE_INFINITY;
  let isClosing = false;
  const server: Server = createServer({ ...SERVER_LIMITS }, (incoming, outgoing) => {
    askedAt = performance.now();
    // Who keeps a connection open asks elsewhere next time.
    if (isClosing) outgoing.shouldKeepAlive = false;
    listener(incoming, outgoing);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(new AddressTaken(whyNot(error, { host, port, variable }))),
    );
    server.listen(port, host, () => resolve());
  });
  const { port: actual } = server.address() as AddressInfo;
  return {
    port: actual,
    url: addressOf(host, actual),
    async close() {
      isClosing = true;
      const closingAt = performance.now();
      for (let waitMs = quietMs; waitMs > 0; ) {
        await pause(waitMs);
        const [now, until] = [performance.now(), closingAt + DRAINS_AT_MOST_MS];
        waitMs = Math.min(askedAt + quietMs, until) - now;
      }
      await new Promise<void>(resolve => {
        server.close(() => resolve());
        server.closeIdleConnections();
        setTimeout(() => server.closeAllConnections(), LAST_ANSWERS_MS).unref();
      });
    },
  };
}

function whyNot(error: NodeJS.ErrnoException, { host, port, variable }: Wanted): string {
  const code = error.code ?? error.message;
  const cannot = `cannot listen on ${host.includes(':') ? `[${host}]` : host}:${port}`;
  const hostVariable = variable === 'PORT' ? 'HOST' : 'ADMIN_HOST';
  switch (code) {
    case 'EADDRINUSE':
      return (
        `${cannot}: something already listens there (${code}), probably another Liaison. ` +
        `Stop it, or set ${variable} to another port; 0 takes any free one.`
      );
    case 'EACCES':
      return `${cannot}: this user may not (${code}); ports below 1024 are often for root alone. Set ${variable} to another port.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `${cannot}: this machine has no such address (${code}). Set ${hostVariable} to one of its own, such as 127.0.0.1.`;
    default:
      return `${cannot} (${code}). ${hostVariable} and ${variable} say where to listen.`;
  }
}
