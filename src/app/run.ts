// A running Liaison: engine, webhooks, timers, the two addresses. Starts in any weather and stops cleanly.
import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { Connection, ConnectOptions } from '../clickup/connect.ts';
import type { PlaceProblem } from '../clickup/places/place-problem.ts';
import { createSilenceWatch } from '../clickup/watch/silence-watch.ts';
import { createStaffWatch, GROUPS, OWNER, type StaffKind } from '../clickup/watch/staff-watch.ts';
import type { Env } from '../config/env.ts';
import type { LoadedPlaybook } from '../domain/playbook/loaded-playbook.ts';
import { createHealth, type Health } from '../observability/health.ts';
import { createMetrics, type Metrics } from '../observability/metrics.ts';
import { boardStatus, countsOf, unreadableIn } from '../queries/board-status.ts';
import { FAILING_SINCE, rememberedIn } from '../queries/remembered-state.ts';
import { dashboard } from '../queue/dashboard.ts';
import type { Schedule } from '../queue/schedules.ts';
import { createLastResultsReader } from '../reconcile/memory/last-results-reader.ts';
import { pollLoop } from '../reconcile/poll-loop.ts';
import { adminApp } from '../web/admin.ts';
import { createWrongPasswords } from '../web/wrong-passwords.ts';
import { receiver } from '../webhooks/receive.ts';
import { watchChecks } from './checks.ts';
import { connectShared } from './connect-shared.ts';
import { type Engine, startEngine } from './engine.ts';
import { openPublicServer, type PublicServer } from './public-server.ts';
import { retryUntilAvailable } from './retry-until-available.ts';
import { listenerOf, type RunningServer, serveAt } from './servers.ts';
import { sync } from './sync.ts';

export type Role = 'all' | 'web' | 'worker';

export type RunOptions = {
  env: Env;
  token: string;
  loaded: LoadedPlaybook;
  role: Role;
  clock: Clock;
  log: Log;
  /** Ends the waiting for ClickUp or the store at the start. */
  signal: AbortSignal;
  /** How often each process looks after our webhooks, in milliseconds; every five minutes by default. */
  webhookCheckMs?: number;
  /** How often ClickUp is asked while webhooks do not tell everything, in milliseconds; every half minute by default. */
  pollMs?: number;
  /** How long a card waits for further deliveries before it is looked at; as usual by default. */
  debounceMs?: number;
};

export type Running = {
  engine: Engine;
  connection: Connection;
  /** Where ClickUp reaches Liaison (PUBLIC_URL); null where it polls. */
  publicUrl: string | null;
  /** Where this process listens for deliveries; null for the role `worker`. */
  listensAt: string | null;
  /** Where the operator looks. */
  adminUrl: string;
  /** Takes nothing new, finishes what is in hand, closes everything. */
  stop(): Promise<void>;
};

const MINUTE_MS = 60_000;
const WEBHOOK_CHECK_MS = 5 * MINUTE_MS;
/** How often it is asked whether the next look at the webhooks is due; asking costs nothing. */
const WEBHOOKS_DUE_MS = MINUTE_MS / 6;
const POLL_MS = MINUTE_MS / 2;
/** How often it is looked at what requests came to and what they showed; that costs nothing either. */
const CHECK_MS = 3_000;

/** Starts everything that the role asks for. Rejects with errors that explain themselves. */
export async function run(options: RunOptions): Promise<Running> {
  const { env, role, clock, log } = options;
  const metrics = createMetrics();
  const health = createHealth({ clock });
  const waiting = (what: string) => () => ({ ok: false, message: `waiting for ${what}` });
  health.watch('clickup', waiting('ClickUp'));
  health.watch('store', waiting('the store, which is opened once ClickUp has answered'));
  const server =
    role === 'worker'
      ? null
      : await openPublicServer(
          { host: env.host, port: env.port },
          { ready: () => health.report(), clock, log, count: outcome => metrics.delivery(outcome) },
        );
  try {
    return await start(options, { metrics, health, server });
  } catch (error) {
    await server?.close();
    throw error;
  }
}

/** What is there before ClickUp and the store have answered; no server for the role `worker`. */
type Beginnings = { metrics: Metrics; health: Health; server: PublicServer | null };

async function start(options: RunOptions, { metrics, health, server }: Beginnings): Promise<Running> {
  const { env, token, loaded, role, clock, log } = options;
  const { webhookCheckMs = WEBHOOK_CHECK_MS, pollMs = POLL_MS } = options;
  const ending = new AbortController();
  const signal = AbortSignal.any([options.signal, ending.signal]);
  const { playbook } = loaded;
  let hasBegun = false;
  const watch: ConnectOptions['watch'] = ({ kind, status, remaining }) => {
    metrics.request(kind, status);
    if (remaining !== null) metrics.budget(remaining);
  };
  const connection = await retryUntilAvailable(options, () =>
    connectShared({
      apiUrl: env.clickupApiUrl,
      storeUrl: env.storeUrl,
      token,
      loaded,
      clock,
      log,
      watch,
      signal,
      // What a worker has in hand comes to its end.
      readsEnd: () => (hasBegun ? undefined : signal),
    }),
  );
  health.watch('clickup', () => ({ ok: true, message: 'answers' }));
  health.watch('store', () => ({ ok: false, message: 'waiting for the store' }));
  const engine = await startEngine({
    connection,
    loaded,
    storeUrl: env.storeUrl,
    storeWaitMs: Number.POSITIVE_INFINITY,
    clock,
    log,
    signal,
    publicUrl: env.publicUrl,
    webhookCheckMs,
    ...(options.debounceMs === undefined ? {} : { debounceMs: options.debounceMs }),
    countMended: (what, count) => metrics.webhookMended(what, count),
    countOperation: kind => metrics.operation(kind),
    countReconcile: (result, seconds) => metrics.reconcile(result, seconds),
    noteSweep: at => metrics.swept(at),
  });
  const startedAt = clock.now();
  const servers: RunningServer[] = server === null ? [] : [server];
  const watching: Promise<void>[] = [];
  const stop = async (): Promise<void> => {
    ending.abort();
    await Promise.all([...servers.map(server => server.close()), ...watching]);
    await engine.close();
  };

  const { webhooks } = engine;
  const lastResults = createLastResultsReader(engine.store.memory);
  const board = () =>
    boardStatus({
      engine,
      lastResults,
      connection,
      loaded,
      clock,
      health,
    });
  const silence = createSilenceWatch({ transport: connection.transport, clock, log });
  const read = () => engine.cache.present()?.board ?? null;
  // Whoever only takes deliveries reads no people, and would never hear that somebody is found again.
  const staffWatch = (kind: StaffKind, lost: readonly PlaceProblem[]) =>
    role === 'web' ? null : createStaffWatch(kind, { loaded, lost, board: read, log });
  const owner = staffWatch(OWNER, connection.lost.owner);
  const groups = staffWatch(GROUPS, connection.lost.groups);
  watchChecks(health, { engine, connection, playbook, lastResults, silence, owner, groups, clock });
  metrics.watchUnreadable(async () => countsOf(unreadableIn(engine, await lastResults.read())));
  metrics.watchChecks(async () => (await health.report()).checks);
  metrics.watchQueues(async () => {
    const counts = await engine.queues.counts();
    return Object.entries(counts).flatMap(([queue, states]) =>
      Object.entries(states).map(([state, count]) => ({ queue, state, count })),
    );
  });

  try {
    const listening = await pollLoop({
      poll: async () => {
        silence.check();
        owner?.check();
        groups?.check();
      },
      everyMs: CHECK_MS,
      clock,
      log,
      complaint: 'whether ClickUp answers, and owner and groups are found, could not be looked at',
      signal,
    });
    watching.push(listening.ended);
    server?.use(
      receiver({
        webhooks,
        queues: engine.queues,
        ready: () => health.report(),
        clock,
        log,
        count: outcome => metrics.delivery(outcome),
      }),
    );
    const listensAt = server?.url ?? null;
    const admin = adminApp({
      secret: env.adminSecret,
      wrongPasswords: createWrongPasswords({
        clock,
        log,
        count: () => metrics.wrongPassword(),
        pause: ms => wait(ms, undefined, { ref: false }),
      }),
      board,
      metrics: () => metrics.page(),
      sync: () => sync(engine, { connection, mode: playbook.mode, clock }),
      remembered: cardId => rememberedIn(engine.store.memory, cardId),
      failingSince: () => FAILING_SINCE.readIn(engine.store.memory),
    });
    admin.route(
      '/queues',
      dashboard(engine.queues, '/queues', { knowsWorkers: engine.store.kind === 'redis' }),
    );
    const adminServer = await serveAt(listenerOf(admin), {
      host: env.adminHost,
      port: env.adminPort,
      variable: 'ADMIN_PORT',
    });
    servers.push(adminServer);
    await engine.store.announce?.({ adminUrl: adminServer.url });

    await retryUntilAvailable(options, () => engine.begin());
    // Every process on its own: each has the secrets, the health and what it hears of only by looking itself.
    let isSweepAhead = role !== 'web';
    const looking = await pollLoop({
      poll: async () => {
        if (!webhooks.isDue()) return;
        const isFirst = isSweepAhead;
        isSweepAhead = false;
        await webhooks.check({ isSweepAhead: isFirst });
        await engine.boardWatch.checkIfDue();
      },
      everyMs: Math.min(webhookCheckMs, WEBHOOKS_DUE_MS),
      clock,
      log,
      complaint: 'webhooks could not be looked after',
      signal,
    });
    watching.push(looking.ended);
    signal.throwIfAborted();
    hasBegun = true;
    if (role !== 'web') {
      await retryUntilAvailable(options, () => engine.work(schedulesFor(loaded, pollMs)));
      await retryUntilAvailable(options, () => engine.sweep(startedAt));
    }
    health.noteStarted();
    const publicUrl = webhooks.endpoint === null ? null : env.publicUrl;
    const { url: adminUrl } = adminServer;
    const { shown: store } = engine.store;
    log.info({ publicUrl, listensAt, adminUrl, mode: playbook.mode, role, store }, 'Liaison is running');
    return { engine, connection, publicUrl, listensAt, adminUrl, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function schedulesFor({ playbook }: LoadedPlaybook, pollMs: number): Schedule[] {
  return [
    { name: 'sweep', cron: '0 3 * * *', zone: playbook.calendar.zone },
    // Every hour, so that one is made up for that a night's rest of the machine has missed.
    ...(playbook.digest ? [{ name: 'agenda', cron: '5 6-20 * * *', zone: playbook.calendar.zone }] : []),
    { name: 'poll', everyMs: pollMs },
  ];
}
