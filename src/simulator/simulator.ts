// Starts a local ClickUp: an HTTP server over one simulated workspace. It imports nothing from outside this folder, prints
// nothing and reads no environment; whoever starts it decides about that. Others import this file as `liaison/simulator`.
import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer, type HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { createRateLimit } from './api/rate-limit.ts';
import { createRouter } from './api/router.ts';
import { serveApi } from './api/serve-api.ts';
import { createBehaviour } from './behaviour.ts';
import { createClock } from './clock.ts';
import { fillWorld } from './company/fill-world.ts';
import { createControl } from './control/control.ts';
import { tokensOf } from './control/tokens.ts';
import { fetchInProcess } from './fetch-in-process.ts';
import { checkOptions, type SimulatorOptions, startOfSeed, type WorldStart } from './options.ts';
import { createPage } from './page/page.ts';
import { SimulatorRefused } from './simulator-refused.ts';
import type { Tokens } from './tokens.ts';
import { createTraffic } from './traffic.ts';
import { type Deliveries, startDeliveries } from './webhooks/deliveries.ts';
import { createWorld, type World, workspaceId } from './world.ts';

export type * from './company/company.ts';
export type { SimulatorOptions } from './options.ts';
export { companyOfSeed } from './seeds/seed.ts';
export { SimulatorRefused } from './simulator-refused.ts';
export type { Time } from './time.ts';
export type { Tokens } from './tokens.ts';
export type { Courier } from './webhooks/post.ts';

/** A running simulator. `tokens` follows resets; `close` also drops what is still being delivered. */
export type Simulator = {
  url: string;
  apiUrl: string;
  readonly tokens: Tokens;
  /** Answers without the network, for whoever runs in the same process. A cut connection rejects with ECONNRESET. */
  fetch(request: Request): Promise<Response>;
  close(): Promise<void>;
};

/** Starts a simulator. Rejects with SimulatorRefused for an unusable option or a taken port. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const checked = checkOptions(options);
  const { port, host, start, rateLimit, latencyMs, startAt, allowLoopbackWebhooks, time, courier } = checked;
  const clock = createClock(() => time.now(), startAt);
  const behaviour = createBehaviour({ latencyMs, rateLimit });
  const traffic = createTraffic();
  const limit = createRateLimit(clock, () => behaviour.rateLimit);
  let url = '';
  let deliveries: Deliveries | undefined;
  const prepare = ({ seed, company }: WorldStart): World => {
    const id = workspaceId(checked.idSeed ?? randomUUID());
    const { name } = company;
    const prepared = createWorld({ id, seed, name, baseUrl: url, clock, behaviour });
    fillWorld(prepared, company);
    return prepared;
  };
  let world: World;
  let last = start;
  const enter = (next: World) => {
    deliveries?.close();
    world = next;
    deliveries = startDeliveries(world, { traffic, time, courier });
  };
  const reset = (seed: string | undefined) => {
    if (seed !== undefined) last = startOfSeed(seed);
    const next = prepare(last);
    traffic.forget();
    limit.reset();
    behaviour.apply({});
    enter(next);
  };

  const app = new Hono<{ Bindings: HttpBindings }>();
  const parts = {
    world: () => world,
    router: createRouter(allowLoopbackWebhooks),
    rateLimit: limit,
    traffic,
    time,
  };
  app.all('/api/*', c => serveApi(parts, c));
  app.route('/__sim', createControl({ world: () => world, deliveries: () => deliveries, traffic, reset }));
  app.route(
    '/',
    createPage(() => world),
  );
  // A mistake of the simulator itself must be seen, and not be taken for one of ClickUp's answers.
  app.onError((error, c) => c.json({ err: `Simulator: ${error.message}`, ECODE: 'SIMULATOR_000' }, 500));
  const server = createAdaptorServer({ fetch: app.fetch });
  await new Promise<void>((resolve, reject) => {
    server.once('error', error => reject(listenProblem(error, host, port)));
    server.listen(port, host, resolve);
  });
  // Longer than clients keep idle connections, so that none is closed under a request.
  if ('keepAliveTimeout' in server) server.keepAliveTimeout = 65_000;
  const address = server.address() as AddressInfo;
  const isAnywhere = host === '0.0.0.0' || host === '::';
  const shownHost = isAnywhere ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  url = `http://${shownHost}:${address.port}`;
  try {
    enter(prepare(start));
  } catch (error) {
    server.close();
    throw error;
  }
  return {
    url,
    apiUrl: `${url}/api`,
    get tokens() {
      return tokensOf(world);
    },
    fetch: request => fetchInProcess(app, request),
    close: () =>
      new Promise((resolve, reject) => {
        deliveries?.close();
        server.close(error => (error === undefined ? resolve() : reject(error)));
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}

function listenProblem(error: Error, host: string, port: number): Error {
  const { code } = error as NodeJS.ErrnoException;
  const where = `${host}:${port}`;
  if (code === 'EADDRINUSE') {
    return new SimulatorRefused(
      `The simulator can't listen on ${where}: the port is taken. Choose another, or 0 for a free one.`,
    );
  }
  return new SimulatorRefused(`The simulator can't listen on ${where}: ${error.message}`);
}
