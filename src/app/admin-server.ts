// The address for the operator: status page, metrics, queues, and what commands ask a running Liaison.
import { setTimeout as wait } from 'node:timers/promises';
import type { Env } from '../config/env.ts';
import { boardStatus } from '../queries/board-status.ts';
import { FAILING_SINCE, rememberedIn } from '../queries/remembered-state.ts';
import { dashboard } from '../queue/dashboard.ts';
import type { LastResultsReader } from '../reconcile/memory/last-results-reader.ts';
import { adminApp } from '../web/admin.ts';
import { createWrongPasswords } from '../web/wrong-passwords.ts';
import { examineSparingly } from './examine-sparingly.ts';
import { listenerOf, type RunningServer, serveAt } from './servers.ts';
import { sync } from './sync.ts';
import type { ComposedParts } from './watch-running.ts';

/** Listens where the environment says. Rejects with AddressTaken. */
export async function openAdminServer(
  parts: ComposedParts & { lastResults: LastResultsReader; env: Env; token: string; mark: string },
): Promise<RunningServer> {
  const { engine, connection, loaded, lastResults, clock, log, metrics, health, env, mark } = parts;
  const { memory } = engine.store;
  const admin = adminApp({
    secret: env.adminSecret,
    wrongPasswords: createWrongPasswords({
      clock,
      log,
      count: () => metrics.wrongPassword(),
      pause: ms => wait(ms, undefined, { ref: false }),
    }),
    board: () => boardStatus({ engine, lastResults, connection, loaded, clock, health, mark }),
    examine: examineSparingly(parts),
    metrics: () => metrics.page(),
    sync: () => sync(engine, { connection, mode: loaded.playbook.mode, clock }),
    remembered: cardId => rememberedIn(memory, cardId),
    failingSince: () => FAILING_SINCE.readIn(memory),
  });
  const knowsWorkers = engine.store.kind === 'redis';
  admin.route('/queues', dashboard(engine.queues, '/queues', { knowsWorkers }));
  return serveAt(listenerOf(admin), { host: env.adminHost, port: env.adminPort, variable: 'ADMIN_PORT' });
}
