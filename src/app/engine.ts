// The engine: store, queues and workers around the use case. `run`, `sync` and the demo differ only in what they add.

import { createWebhookCalls } from '../clickup/calls/webhook-calls.ts';
import type { BoardWatch } from '../clickup/watch/board-watch.ts';
import { cardIn } from '../domain/board-index.ts';
import { readLagOf } from '../domain/playbook/read-lag.ts';
import { boardCacheFor } from '../queries/playbook-cache.ts';
import type { Backend } from '../queue/backend.ts';
import { KeptSchedules } from '../queue/kept-schedules.ts';
import { openQueues } from '../queue/queues.ts';
import type { Queues } from '../queue/queues-shape.ts';
import type { Schedule } from '../queue/schedules.ts';
import { openStore } from '../queue/store.ts';
import { StoreRecovery } from '../queue/store-recovery.ts';
import type { OpenStore } from '../queue/store-shape.ts';
import { startWorkers, type Workers } from '../queue/workers.ts';
import { type AgendaWatch, createAgendaWatch } from '../reconcile/agenda-watch.ts';
import { stillOurs } from '../reconcile/apply/guarded-clickup.ts';
import type { BoardCache } from '../reconcile/cache/board-cache.ts';
import { createDeliveryHandler } from '../reconcile/deliveries/handle-delivery.ts';
import { createPolling } from '../reconcile/deliveries/poll.ts';
import { createPoller, type Poller } from '../reconcile/deliveries/poll-unheard.ts';
import { FirstContact } from '../reconcile/first-contact.ts';
import { createJobHandlers, type JobHandlers, type ScheduledWork } from '../reconcile/job-handlers.ts';
import type { ReconcileDeps } from '../reconcile/reconcile-deps.ts';
import { type ResultListener, ResultListeners } from '../reconcile/result-listeners.ts';
import { createSweeper, type Sweeper } from '../reconcile/sweep.ts';
import { readDelivery } from '../webhooks/read-delivery.ts';
import type { WebhookWatch } from '../webhooks/webhook-watch.ts';
import type { EngineOptions } from './engine-options.ts';
import { type OpenBoard, openBoard } from './open-board.ts';
import { reconcileDepsOf } from './reconcile-deps.ts';
import { watchBoard } from './watch-board.ts';

export type Engine = {
  store: OpenStore;
  queues: Queues;
  cache: BoardCache;
  /** For who reconciles without a job. */
  reconcileDeps: ReconcileDeps;
  /** Until when a lost store forbids to create anything; null if it does not. */
  holdUntil(): Promise<number | null>;
  /** Finds out whether Liaison was here before; call it before anything is written to ClickUp. */
  begin(): Promise<void>;
  /**
   * Starts working; until then jobs only wait. `schedules` null leaves the schedules of others as they are; `more` is the
   * work of schedules beside those of the board.
   */
  work(schedules: readonly Schedule[] | null, more?: Readonly<Record<string, ScheduledWork>>): Promise<void>;
  sweep: Sweeper['sweep'];
  lastSweepAt: Sweeper['lastSweepAt'];
  /** For times without webhooks. */
  poll: Poller['poll'];
  /** The webhooks, and what they report by themselves. Somebody has to check them. */
  webhooks: WebhookWatch;
  /** Whether the board has the playbook's statuses and fields. Somebody has to check it. */
  boardWatch: BoardWatch;
  /** The agendas of all-hands, and whether they can be made. */
  agendas: AgendaWatch;
  /** Tells how every reconcile of this process ends; answers with how to stop that. */
  onResult(listener: ResultListener): () => void;
  /** What the store lost and is not made good yet; null if all is well. */
  lossTrouble(): string | null;
  /** Who works on this board and this store and should not; null if nobody does. */
  strangerTrouble(): string | null;
  close(): Promise<void>;
};

/** Opens the store and its queues. Rejects with the store's errors, which explain themselves. */
export async function startEngine(options: EngineOptions): Promise<Engine> {
  const { connection } = options;
  const backend: Backend = options.backend ?? { openStore, openQueues, startWorkers };
  const opened = await openBoard({ ...options, backend, places: connection.places });
  const { store, queues, lease } = opened;
  if (isShared(store)) connection.transport.shareBudget(store.shared);
  const parts = connectParts(options, opened);
  const { cache, webhooks, boardWatch, agendas, results, sweeper, poller, recovery, reconcileDeps } = parts;
  return {
    ...lifecycleOf(options, backend, { ...parts, ...opened }),
    store,
    queues,
    cache,
    reconcileDeps,
    holdUntil: () => parts.firstContact.holdUntil(),
    webhooks,
    boardWatch,
    agendas,
    sweep: sweeper.sweep,
    lastSweepAt: sweeper.lastSweepAt,
    poll: poller.poll,
    onResult: listener => results.add(listener),
    lossTrouble: () => recovery.trouble(),
    strangerTrouble: () => lease.trouble(),
  };
}

/** Whether other processes may have it as well; any other store belongs to this one alone. */
function isShared({ kind }: OpenStore): boolean {
  return kind === 'redis' || kind === 'postgres';
}

type Parts = ReturnType<typeof connectParts>;

/** What works on an open board, each part connected with those that it needs; nothing runs yet. */
function connectParts(options: EngineOptions, { store, queues, lease }: OpenBoard) {
  const { connection, loaded, clock, log, pause } = options;
  const { clickUp, wholeReads, places } = connection;
  const { playbook } = loaded;
  const { memory } = store;
  const readLagMs = readLagOf(playbook);
  const deps = { clickUp, wholeReads, memory, isShared: isShared(store), clock, log };
  const cache = boardCacheFor(loaded, deps);
  const calls = createWebhookCalls(connection.transport, places);
  const firstContact = new FirstContact({
    clickUp,
    store,
    cache,
    webhooks: calls,
    clock,
    log,
    readLagMs,
    onLoss: loss => recovery.noteLoss(loss),
  });
  const polling = createPolling({ cache, playbook, clock });
  const sweeper = createSweeper({
    firstContact,
    cache,
    polling,
    queues,
    playbook,
    memory,
    clock,
    log,
  });
  const sweep = () => sweeper.sweep();
  const schedules = new KeptSchedules(queues);
  const recovery = new StoreRecovery({
    store,
    firstContact,
    schedules,
    sweep: sweeper.sweep,
    lease,
    readLagMs,
    log,
    everyMs: options.storeCheckMs,
    pause,
  });
  const { webhooks, boardWatch } = watchBoard(options, { cache, memory, calls, sweep });
  const results = new ResultListeners();
  results.add((cardId, { plan }) => boardWatch.saw(cardIn(cache.board().cards, cardId), plan?.phase));
  const poller = createPoller({ polling, queues, webhooks, sweep, clock, cache, playbook });
  const reconcileDeps = reconcileDepsOf(options, {
    cache,
    memory,
    queues,
    webhooks,
    boardWatch,
    firstContact,
    results,
  });
  const agendas = createAgendaWatch({
    lost: connection.lost.agendas,
    loaded,
    deps: lock => ({ ...reconcileDeps, checkLock: stillOurs(lock) }),
    log,
  });
  return {
    cache,
    firstContact,
    sweeper,
    poller,
    schedules,
    recovery,
    webhooks,
    boardWatch,
    results,
    reconcileDeps,
    agendas,
  };
}

/** The handlers of its jobs. */
function handlersOf(
  { connection, clock, log, countReconcile }: EngineOptions,
  { store, queues, cache, webhooks, reconcileDeps, sweeper, poller, agendas }: Parts & OpenBoard,
  more: Readonly<Record<string, ScheduledWork>>,
): JobHandlers {
  const { clickUp, places } = connection;
  const supporterFieldId = places.fields.supporter?.id ?? null;
  return createJobHandlers({
    reconcileDeps,
    handleDelivery: createDeliveryHandler({
      clickUp,
      cache,
      memory: store.memory,
      queues,
      clock,
      log,
      places,
      read: delivery => readDelivery(delivery, { supporterFieldId }),
    }),
    webhooks,
    scheduled: {
      sweep: () => sweeper.sweep(),
      poll: () => poller.pollUnheard(),
      agenda: lock => agendas.check(lock),
      ...more,
    },
    countReconcile,
  });
}

/** How it begins, works and ends. */
function lifecycleOf(
  options: EngineOptions,
  backend: Backend,
  parts: Parts & OpenBoard,
): Pick<Engine, 'begin' | 'work' | 'close'> {
  const { clock, log } = options;
  const { store, queues, lease, firstContact, schedules, recovery } = parts;
  let workers: Workers | null = null;
  const begin = async (): Promise<void> => {
    await firstContact.begin();
    recovery.start();
  };
  return {
    begin,
    async work(kept, more = {}) {
      await begin();
      // Again after a start that failed halfway: the workers may be there already.
      const working = { clock, log, ...(options.telemetry ? { telemetry: options.telemetry } : {}) };
      workers ??= await backend.startWorkers(store, queues, handlersOf(options, parts, more), working);
      await schedules.keep(kept);
    },
    async close() {
      recovery.stop();
      await workers?.close();
      // A store that is away forgets us by itself.
      await lease.release().catch(() => undefined);
      await parts.close();
    },
  };
}
