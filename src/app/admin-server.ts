// The address for the operator: status page, metrics, queues, and what commands ask a running Liaison.
import { setTimeout as wait } from 'node:timers/promises';
import { sparingly } from '../base/log.ts';
import { reasonOf } from '../base/reason-of.ts';
import type { Env } from '../config/env.ts';
import { activityOf } from '../queries/activity/activity.ts';
import { recentActivity } from '../queries/activity/history.ts';
import { nextAllHands } from '../queries/all-hands.ts';
import { boardStatus } from '../queries/board-status.ts';
import { storedBoard } from '../queries/playbook-cache.ts';
import { FAILING_SINCE, rememberedIn } from '../queries/remembered-state.ts';
import { trendsHeld } from '../queries/trends.ts';
import { dashboard } from '../queue/dashboard.ts';
import type { LastResultsReader } from '../reconcile/memory/last-results-reader.ts';
import { adminApp } from '../web/admin.ts';
import { createWrongPasswords } from '../web/wrong-passwords.ts';
import { examineSparingly } from './examine-sparingly.ts';
import { listenerOf, type RunningServer, serveAt } from './servers.ts';
import { sync } from './sync.ts';
import { takeInBoard } from './take-in-board.ts';
import type { ComposedParts } from './watch-running.ts';

/** Listens where the environment says. Rejects with AddressTaken. */
export async function openAdminServer(
  parts: ComposedParts & { lastResults: LastResultsReader; env: Env; token: string; mark: string },
): Promise<RunningServer> {
  const { engine, connection, loaded, role, lastResults, clock, log, metrics, health, env, mark } = parts;
  const { memory } = engine.store;
  // A page that is kept fresh asks every few seconds.
  const complain = sparingly(log, clock);
  const admin = adminApp({
    failed: (error, path) =>
      complain({ path, reason: reasonOf(error) }, 'could not answer at the admin address'),
    secret: env.adminSecret,
    wrongPasswords: createWrongPasswords({
      clock,
      log,
      count: () => metrics.wrongPassword(),
      pause: ms => wait(ms, undefined, { ref: false }),
    }),
    company: {
      locale: loaded.playbook.locale,
      zone: loaded.playbook.calendar.zone,
      name: connection.workspace.name,
      texts: loaded.playbook.texts,
    },
    board: async () => {
      await takeInBoard(engine, role);
      return boardStatus({ engine, lastResults, connection, loaded, clock, health, mark });
    },
    allHands: async () => {
      await takeInBoard(engine, role);
      return nextAllHands({ cache: engine.cache, lastResults, loaded, clock });
    },
    trends: async since => {
      await takeInBoard(engine, role);
      return trendsHeld(engine.cache, loaded, { clock, since });
    },
    examine: examineSparingly(parts),
    metrics: () => metrics.page(),
    sync: async () => {
      // Whoever put a field or a status back asks for this: no card tells of one that was never seen.
      await engine.boardWatch.lookForMissing();
      return sync(engine, { connection, mode: loaded.playbook.mode, clock });
    },
    remembered: cardId => rememberedIn(memory, cardId),
    failingSince: () => FAILING_SINCE.readIn(memory),
    recentActivity: limit => recentActivity(memory, limit),
    activity: activityOf({
      memory,
      queues: engine.queues,
      loaded,
      historyDays: env.historyDays,
      clock,
      board: async () => {
        await takeInBoard(engine, role);
        return engine.cache.present()?.board ?? (await storedBoard(loaded, memory))?.board ?? null;
      },
      results: () => lastResults.read(),
    }),
  });
  const knowsWorkers = engine.store.kind === 'redis';
  admin.route('/queues', dashboard(engine.queues, '/queues', { knowsWorkers }));
  return serveAt(listenerOf(admin), { host: env.adminHost, port: env.adminPort, variable: 'ADMIN_PORT' });
}
