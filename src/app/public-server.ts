// The public address from the first moment on: before Liaison can take deliveries it says that it lives, what it waits for,
// and to ClickUp that it should come again.
import { Hono } from 'hono';
import { type ReceiverDeps, receiver } from '../webhooks/receive.ts';
import { type RunningServer, serveAt } from './servers.ts';

export type PublicServer = RunningServer & {
  /** From now on `app` answers. */
  use(app: Hono): void;
};

/** Listens; until there is an application, deliveries are answered with 503. Rejects with AddressTaken. */
export async function openPublicServer(
  address: { host: string; port: number },
  deps: Pick<ReceiverDeps, 'ready' | 'clock' | 'log' | 'count'>,
): Promise<PublicServer> {
  const notYet = () => Promise.reject(new Error('Liaison is still starting'));
  // Nothing is lost and nothing is wrong: ClickUp sends again what comes now.
  const log = { ...deps.log, warn: deps.log.debug.bind(deps.log) };
  let current = receiver({ ...deps, log, secretOf: () => null, refreshSecrets: notYet, enqueue: notYet });
  const front = new Hono().all('*', c => current.fetch(c.req.raw, c.env));
  const server = await serveAt(front, { ...address, variable: 'PORT' });
  return {
    ...server,
    use(app) {
      current = app;
    },
  };
}
