// A running Liaison: engine, webhooks, timers, the two addresses. Starts whatever is away, and stops cleanly.
import { randomUUID } from 'node:crypto';
import type { Clock } from '../base/clock.ts';
import { type Log, sparingly } from '../base/log.ts';
import { programVersion } from '../base/package-files.ts';
import { reasonOf } from '../base/reason-of.ts';
import type { Connection } from '../clickup/connect.ts';
import type { Env } from '../config/env.ts';
import { cardIn } from '../domain/board-index.ts';
import type { LoadedPlaybook } from '../domain/playbook/loaded-playbook.ts';
import { countedLog } from '../observability/counted-log.ts';
import { createHealth, type Health } from '../observability/health.ts';
import { createMetrics, type Metrics } from '../observability/metrics.ts';
import type { Tracing } from '../observability/tracing.ts';
import { pollLoop } from '../reconcile/poll-loop.ts';
import { receiver } from '../webhooks/receive.ts';
import { openAdminServer } from './admin-server.ts';
import { connectShared } from './connect-shared.ts';
import { type Engine, startEngine } from './engine.ts';
import { tellOfFirstSweep } from './first-sweep.ts';
import { openPublicServer, type PublicServer } from './public-server.ts';
import { retryUntilAvailable } from './retry-until-available.ts';
import type { Role } from './role.ts';
import type { RunningServer } from './servers.ts';
import { nextSweepAfter, type StartNote, schedulesFor } from './start-note.ts';
import { ownerWatchOf } from './tell-owner.ts';
import { type ComposedParts, watchRunning } from './watch-running.ts';

export type { Role } from './role.ts';

export type RunOptions = {
  env: Env;
  token: string;
  loaded: LoadedPlaybook;
  role: Role;
  clock: Clock;
  log: Log;
  /** Ends the waiting for ClickUp or the store at the start. */
  signal: AbortSignal;
  /** How often each process checks our webhooks, in milliseconds; every five minutes by default. */
  webhookCheckMs?: number;
  /** How often ClickUp is asked while webhooks do not tell everything, in milliseconds; every half minute by default. */
  pollMs?: number;
  /** How often it is looked whether the board's owner has to be told of trouble, in milliseconds; every minute by default. */
  ownerCheckMs?: number;
  /** Tells whoever started it that it runs, instead of a line of the log. */
  announce?(note: StartNote): void;
  /** Is handed how a card's name is found by its id; null for one that nobody has read. */
  showNames?(nameOf: (cardId: string) => string | null): void;
  /** How long a card waits for further deliveries before its reconcile; as usual by default. */
  debounceMs?: number;
};

export type Running = {
  engine: Engine;
  connection: Connection;
  /** Where ClickUp reaches Liaison (PUBLIC_URL); null where it polls. */
  publicUrl: string | null;
  /** Where this process listens for deliveries; null for the role `worker`. */
  listensAt: string | null;
  /** Where the operator finds status page and metrics. */
  adminUrl: string;
  /** Takes nothing new, finishes what is in hand, closes everything. */
  stop(): Promise<void>;
};

const MINUTE_MS = 60_000;
const WEBHOOK_CHECK_MS = 5 * MINUTE_MS;
/** How often it is asked whether the next check of the webhooks is due; asking costs nothing. */
const WEBHOOKS_DUE_MS = MINUTE_MS / 6;
const POLL_MS = MINUTE_MS / 2;
/** How often it is checked what requests came to and what they showed; that costs nothing either. */
const CHECK_MS = 3_000;

/** Starts everything that the role asks for. Rejects with errors that explain themselves. */
export async function run(given: RunOptions): Promise<Running> {
  const { env, role, clock } = given;
  const metrics = createMetrics();
  const log = countedLog(given.log, level => metrics.logged(level));
  const tracing = await tracingOf(given, log);
  const options = { ...given, log };
  const health = createHealth({ clock });
  const mark = randomUUID();
  const waiting = (what: string) => () => ({ ok: false, message: `waiting for ${what}` });
  health.watch('clickup', waiting('ClickUp'));
  health.watch('store', waiting('the store, which is opened once ClickUp has answered'));
  const server =
    role === 'worker'
      ? null
      : await openPublicServer(
          { host: env.host, port: env.port },
          { mark, ready: () => health.report(), clock, log, count: result => metrics.delivery(result) },
        );
  try {
    return await start(options, { metrics, health, mark, server, tracing });
  } catch (error) {
    await server?.close();
    await tracing?.stop();
    throw error;
  }
}

/** What is there before ClickUp and the store have answered; no server for the role `worker`. */
type Beginnings = {
  metrics: Metrics;
  health: Health;
  mark: string;
  server: PublicServer | null;
  tracing: Tracing | null;
};

/** Its libraries are loaded only where somebody wants traces. */
async function tracingOf({ env, role, clock }: RunOptions, log: Log): Promise<Tracing | null> {
  if (env.traces === null) return null;
  const { startTracing } = await import('../observability/tracing.ts');
  return startTracing({ ...env.traces, version: programVersion(), role, clock, log });
}

async function start(options: RunOptions, beginnings: Beginnings): Promise<Running> {
  const { env, loaded, role, clock, log } = options;
  const { metrics, health, mark, server } = beginnings;
  const { pollMs = POLL_MS } = options;
  const ending = new AbortController();
  const signal = AbortSignal.any([options.signal, ending.signal]);
  const { connection, engine, noteBegun } = await connectAndOpen(options, beginnings, signal);
  const startedAt = clock.now();
  options.showNames?.(id => cardIn(engine.cache.board().cards, id)?.name ?? null);
  const servers: RunningServer[] = server === null ? [] : [server];
  const loops: Promise<void>[] = [];
  const stop = async (): Promise<void> => {
    ending.abort();
    health.noteStopping();
    await Promise.all([...servers.map(server => server.close()), ...loops]);
    await engine.close();
    await beginnings.tracing?.stop();
  };

  const parts = { engine, connection, loaded, role, clock, log, metrics, health, env };
  const { lastResults, checkAll } = watchRunning(parts);
  const { webhooks, queues } = engine;
  try {
    const complaint = 'whether ClickUp answers, and owner and groups are found, could not be looked at';
    const checking = { poll: checkAll, everyMs: CHECK_MS, clock, log, complaint, signal };
    loops.push((await pollLoop(checking)).ended);
    server?.use(
      receiver({
        webhooks,
        queues,
        mark,
        ready: () => health.report(),
        clock,
        log,
        count: result => metrics.delivery(result),
      }),
    );
    const adminServer = await openAdminServer({ ...parts, token: options.token, lastResults, mark });
    servers.push(adminServer);
    await engine.store.announce?.({ adminUrl: adminServer.url });

    await retryUntilAvailable(options, () => engine.begin());
    loops.push((await startWebhookLoop(options, engine, signal)).ended);
    signal.throwIfAborted();
    noteBegun();
    if (role !== 'web') {
      await retryUntilAvailable(options, () => engine.work(schedulesFor(loaded, pollMs)));
      const first = await tellOfFirstSweep({ engine, transport: connection.transport, clock, log, signal });
      loops.push(first.ended);
      first.asked(await retryUntilAvailable(options, () => engine.sweep(startedAt)));
    }
    health.noteStarted();
    loops.push((await startTelling(options, parts, signal)).ended);
    const addresses = {
      publicUrl: webhooks.endpoint === null ? null : env.publicUrl,
      listensAt: server?.url ?? null,
      adminUrl: adminServer.url,
    };
    announce(options, { ...addresses, workspace: connection.workspace.name, store: engine.store.shown });
    return { engine, connection, ...addresses, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Tells who started it, or the log, that everything is there. */
function announce(
  { loaded, role, clock, log, ...options }: RunOptions,
  known: Pick<StartNote, 'publicUrl' | 'listensAt' | 'adminUrl' | 'workspace' | 'store'>,
): void {
  const { mode, locale, calendar, places } = loaded.playbook;
  const { publicUrl, listensAt, adminUrl, store } = known;
  const { zone } = calendar;
  const nextSweepAt = role === 'web' ? null : nextSweepAfter(clock.now(), zone);
  if (options.announce)
    options.announce({ ...known, board: places.board, mode, role, locale, zone, nextSweepAt });
  else log.info({ publicUrl, listensAt, adminUrl, mode, role, store }, 'Liaison is running');
}

/** Waits for ClickUp, then for the store; rejects for trouble that does not pass, and once `signal` aborts. */
async function connectAndOpen(
  options: RunOptions,
  { metrics, health, mark, tracing }: Beginnings,
  signal: AbortSignal,
): Promise<{ connection: Connection; engine: Engine; noteBegun(): void }> {
  const { env, token, loaded, clock, log, webhookCheckMs = WEBHOOK_CHECK_MS, debounceMs } = options;
  let hasBegun = false;
  const connection = await retryUntilAvailable(options, () =>
    connectShared({
      apiUrl: env.clickupApiUrl,
      storeUrl: env.storeUrl,
      token,
      loaded,
      clock,
      log,
      watch: ({ kind, status }) => metrics.request(kind, status),
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
    mark,
    storeWaitMs: Number.POSITIVE_INFINITY,
    clock,
    log,
    signal,
    publicUrl: env.publicUrl,
    historyDays: env.historyDays,
    webhookCheckMs,
    ...(debounceMs === undefined ? {} : { debounceMs }),
    ...(tracing ? { telemetry: tracing.telemetry } : {}),
    countMended: (what, count) => metrics.webhookMended(what, count),
    countOperation: kind => metrics.operation(kind),
    countReconcile: (result, seconds) => metrics.reconcile(result, seconds),
    countAnswered: seconds => metrics.answered(seconds),
  });
  const noteBegun = (): void => {
    hasBegun = true;
  };
  return { connection, engine, noteBegun };
}

/**
 * Checks webhooks and board for as long as the process lives. Every process on its own: each has the secrets, the health
 * and what it hears of only by checking itself.
 */
function startWebhookLoop(
  { role, clock, log, webhookCheckMs = WEBHOOK_CHECK_MS }: RunOptions,
  { webhooks, boardWatch }: Engine,
  signal: AbortSignal,
): ReturnType<typeof pollLoop> {
  let isSweepAhead = role !== 'web';
  return pollLoop({
    async poll() {
      if (!webhooks.isDue()) return;
      const isFirst = isSweepAhead;
      isSweepAhead = false;
      await webhooks.check({ isSweepAhead: isFirst });
      await boardWatch.checkIfDue();
    },
    everyMs: Math.min(webhookCheckMs, WEBHOOKS_DUE_MS),
    clock,
    log,
    complaint: 'webhooks could not be looked after',
    signal,
  });
}

/** Tells the board's owner of trouble that lasts; where ClickUp does not take that, log and checks are all there is. */
function startTelling(
  { ownerCheckMs = MINUTE_MS }: RunOptions,
  parts: ComposedParts,
  signal: AbortSignal,
): ReturnType<typeof pollLoop> {
  const { clock, log } = parts;
  const watch = ownerWatchOf(parts);
  const complaint = 'the owner could not be told what does not work';
  const complain = sparingly(log, clock, 10 * MINUTE_MS);
  const poll = async (): Promise<void> =>
    watch?.check().catch((error: unknown) => complain({ reason: reasonOf(error) }, complaint));
  return pollLoop({ poll, everyMs: ownerCheckMs, clock, log, complaint, signal });
}
