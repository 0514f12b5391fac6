// A real admin server over a made-up board.
import { once } from 'node:events';
import { request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { afterEach } from 'vitest';
import type { Activity } from '../../src/reconcile/activity-report.ts';
import { type AdminDeps, adminApp } from '../../src/web/admin.ts';
import { board } from '../support/board-status.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

type Answer = { status: number; headers: Record<string, string | string[] | undefined>; body: string };

/** The admin address as it is made of made-up parts. */
function appOf(overrides: Partial<AdminDeps>): ReturnType<typeof adminApp> {
  return adminApp({
    secret: null,
    wrongPasswords: { isFlooding: () => false, slow: async () => undefined },
    company: { locale: 'en', zone: 'UTC', name: 'Acme' },
    board: async () => board(),
    examine: async () => ({ ok: true, checks: [] }),
    allHands: async () => null,
    trends: async () => null,
    metrics: async () => ({ contentType: 'text/plain; version=0.0.4', body: 'liaison_up 1\n' }),
    sync: async () => ({ applied: 3 }),
    remembered: async () => ({ lastChange: null }),
    failingSince: async () => ({}),
    recentActivity: async () => [],
    activity: noActivity(),
    failed: () => undefined,
    ...overrides,
  });
}

/** Every method and path that the admin address knows, with a word in the place of each that varies. */
export function adminRoutes(): { method: string; path: string }[] {
  const routes = appOf({}).routes.flatMap(({ method, path }) =>
    path.includes('*') ? [] : [`${method === 'ALL' ? 'DELETE' : method} ${path.replaceAll(/:\w+/g, 'any')}`],
  );
  return [...new Set(routes)].map(route => {
    const [method = '', path = ''] = route.split(' ');
    return { method, path };
  });
}

/** Starts the admin server; `ask` may set every header, also those that fetch keeps for itself. */
export async function startAdmin(overrides: Partial<AdminDeps> = {}) {
  const app = appOf(overrides);
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }) as Server;
  servers.push(server);
  if (!server.listening) await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  const ask = (path: string, options: { method?: string; headers?: Record<string, string> } = {}) =>
    new Promise<Answer>((resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port, path, ...options }, response => {
        let body = '';
        response.on('data', (chunk: Buffer) => {
          body += chunk.toString();
        });
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
        );
      });
      sent.on('error', reject);
      sent.end();
    });
  return { port, ask };
}

/** Nothing was done, nothing came in, nothing failed. */
export function noActivity(overrides: Partial<Activity> = {}): Activity {
  const at = '2027-01-15T09:00:00.000Z';
  const zone = 'UTC';
  return {
    history: async () => ({ at, zone, knownSince: at, card: null, entries: [], isCut: false, waivers: [] }),
    deliveries: async () => ({ at, zone, deliveries: [], isCut: false }),
    failed: async () => ({ at, zone, failed: [] }),
    retry: async () => ({ retried: [] }),
    replay: async id => ({ replayed: id }),
    ...overrides,
  };
}
