// The queue dashboard: every job with its data, log and reason, for looking only. Not ours but its headers: the page is
// Bull Board's, which would fetch letters from elsewhere. It is loaded when somebody looks for the first time: most never
// do, and it takes as long to load as a third of everything else.
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import type { Queues } from './queues-shape.ts';

/** Bull Board sets styles on elements, so these must be allowed; scripts and everything else come from here alone. */
const HEADERS = {
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self'; connect-src 'self'; img-src 'self' data:; font-src 'self'; base-uri 'self'; form-action 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
};
const FOREIGN_LINK = /<link[^>]+href="https?:[^>]*>/g;

/**
 * The dashboard as an application to be mounted at `basePath`. It changes nothing: retrying there would double jobs.
 * `knowsWorkers`: whether the store can tell who works; elsewhere it would always say that nobody does.
 */
export function dashboard(
  { raw }: Queues,
  basePath: string,
  { knowsWorkers }: { knowsWorkers: boolean },
): Hono {
  let board: Promise<Hono> | null = null;
  const load = async (): Promise<Hono> => {
    const [{ createBullBoard }, { BullMQAdapter }, { HonoAdapter }] = await Promise.all([
      import('@bull-board/api'),
      import('@bull-board/api/bullMQAdapter'),
      import('@bull-board/hono'),
    ]);
    const adapter = new HonoAdapter(serveStatic);
    adapter.setBasePath(basePath);
    createBullBoard({
      queues: raw.map(queue => new BullMQAdapter(queue, { readOnlyMode: true })),
      serverAdapter: adapter,
      options: { uiConfig: { boardTitle: 'Liaison', showWorkers: knowsWorkers } },
    });
    return new Hono().route(basePath, adapter.registerPlugin());
  };
  const app = new Hono();
  app.use('*', async (c, next) => {
    await next();
    if (c.res.headers.get('Content-Type')?.startsWith('text/html')) {
      const page = await c.res.text();
      c.res = new Response(page.replaceAll(FOREIGN_LINK, ''), c.res);
    }
    for (const [name, value] of Object.entries(HEADERS)) c.res.headers.set(name, value);
  });
  app.all('*', async c => {
    board ??= load();
    return (await board).fetch(c.req.raw);
  });
  return app;
}
