// The admin address: status page, its JSON, metrics, and a way to ask for a sweep. It shows what it is handed.
import { Hono } from 'hono';
import { compress } from 'hono/compress';
import { trimTrailingSlash } from 'hono/trailing-slash';
import type { Activity } from '../reconcile/activity-report.ts';
import { addActivityRoutes } from './activity-routes.ts';
import { guard } from './guard.ts';
import { answerPage, noPage } from './page-frame.ts';
import { addPages, PAGES, type PagesDeps } from './pages.ts';
import { wrongMethod } from './wrong-method.ts';
import type { WrongPasswords } from './wrong-passwords.ts';

/** What machines read. */
const FOR_MACHINES = [
  '/api/board',
  '/api/doctor',
  '/api/trends',
  '/api/failing-since',
  '/api/history',
  '/api/deliveries',
  '/api/failed',
];

export type AdminDeps = PagesDeps & {
  /** ADMIN_SECRET; null lets everybody in who comes from this machine. */
  secret: string | null;
  wrongPasswords: WrongPasswords;
  metrics(): Promise<{ contentType: string; body: string }>;
  /** Reconciles everything once; its answer is what `sync --json` prints. */
  sync(): Promise<unknown>;
  /** What is remembered of the card of that id; without anything where nothing is. */
  remembered(cardId: string): Promise<object>;
  /** Since when rules fail, by card and rule. */
  failingSince(): Promise<object>;
  /** What it did, what came in and what failed. */
  activity: Activity;
  /** Hears of every request that could not be answered. */
  failed(error: Error, path: string): void;
};

/** The application of the admin address. Whatever is mounted on it later is guarded as well. */
export function adminApp(deps: AdminDeps): Hono {
  const app = new Hono();
  app.use('*', guard(deps.secret, deps.wrongPasswords));
  app.use('*', trimTrailingSlash());
  app.use('*', compress());
  app.use('*', async (c, next) => {
    await next();
    c.header('Cache-Control', 'no-store');
    c.header('X-Content-Type-Options', 'nosniff');
  });

  addPages(app, deps);
  app.get('/api/board', async c => c.json(await deps.board()));
  app.get('/api/trends', async c => {
    try {
      return c.json(await deps.trends(c.req.query('since') ?? null));
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'BadSince') throw error;
      return c.json({ ok: false, error: error.message }, 400);
    }
  });
  app.get('/api/doctor', async c => c.json(await deps.examine()));
  app.get('/metrics', async c => {
    const { contentType, body } = await deps.metrics();
    return c.body(body, 200, { 'Content-Type': contentType });
  });
  app.get('/api/cards/:id/last-change', async c => c.json(await deps.remembered(c.req.param('id'))));
  app.get('/api/failing-since', async c => c.json(await deps.failingSince()));
  app.post('/api/sync', async c => c.json((await deps.sync()) as object));

  addActivityRoutes(app, deps.activity, deps.company);

  app.all('/api/sync', wrongMethod('POST'));
  app.all('/api/cards/:id/last-change', wrongMethod('GET, HEAD'));
  for (const path of [...PAGES, ...FOR_MACHINES, '/metrics']) app.all(path, wrongMethod('GET, HEAD'));
  app.notFound(c => {
    const { path } = c.req;
    if (!path.startsWith('/api/')) return answerPage(c, deps.company, noPage(path, deps.company), 404);
    const error = `There is nothing at ${path}. Allowed: ${FOR_MACHINES.join(', ')}. docs/status-page.md, docs/trends.md and docs/history.md say what they answer.`;
    return c.json({ ok: false, error }, 404);
  });
  app.onError((error, c) => {
    deps.failed(error, c.req.path);
    const isForMachines = c.req.path.startsWith('/api/');
    return isForMachines
      ? c.json({ ok: false, error: error.message }, 500)
      : c.text(`${error.message}\n`, 500);
  });
  return app;
}
