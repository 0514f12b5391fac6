// The queue dashboard: every job with its data, log and reason, for looking only.
import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { HonoAdapter } from '@bull-board/hono';
import { serveStatic } from '@hono/node-server/serve-static';
import type { Hono } from 'hono';
import type { Queues } from './queues.ts';

/** The dashboard as an application to be mounted at `basePath`. It changes nothing: retrying there would double jobs. */
export function dashboard({ raw }: Queues, basePath: string): Hono {
  const adapter = new HonoAdapter(serveStatic);
  adapter.setBasePath(basePath);
  createBullBoard({
    queues: raw.map(queue => new BullMQAdapter(queue, { readOnlyMode: true })),
    serverAdapter: adapter,
    options: { uiConfig: { boardTitle: 'Liaison' } },
  });
  return adapter.registerPlugin();
}
