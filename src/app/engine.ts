// The engine: store, queues and workers around the use case. `run`, `sync` and the demo differ only in what they add.

import { createWebhookCalls } from '../clickup/calls/webhook-calls.ts';
import { type BoardWatch, createBoardWatch } from '../clickup/watch/board-watch.ts';
import { cardIn } from '../domain/board-index.ts';
import { unreadableCards } from '../domain/unreadable.ts';
import { boardCacheFor, cardsInOrder, readLagOf } from '../queries/read-board.ts';
import type { Backend } from '../queue/backend.ts';
import { openQueues, type Queues } from '../queue/queues.ts';
import type { Schedule } from '../queue/schedules.ts';
import { openStore } from '../queue/store.ts';
import { createRecovery } from '../queue/store-recovery.ts';
import type { OpenStore } from '../queue/store-shape.ts';
import { startWorkers, type Workers } from '../queue/workers.ts';
import { type AgendaWatch, createAgendaWatch } from '../reconcile/agenda-watch.ts';
import { type JobLock, stillOurs } from '../reconcile/apply/guarded-clickup.ts';
import type { BoardCache } from '../reconcile/cache/board-cache.ts';
import type { Delivery } from '../reconcile/deliveries/delivery.ts';
import { createDeliveryHandler } from '../reconcile/deliveries/handle-delivery.ts';
import { createPolling } from '../reconcile/deliveries/poll.ts';
import { createFirstContact, type Loss } from '../reconcile/first-contact.ts';
import type { LastResult } from '../reconcile/memory/last-results.ts';
import { type ReconcileDeps, reconcile } from '../reconcile/reconcile.ts';
import { ENDPOINT_PATH, HEARS_NOTHING, type Hears } from '../reconcile/webhook-port.ts';
import { readDelivery } from '../webhooks/read-delivery.ts';
import { createWebhookWatch, type WebhookWatch } from '../webhooks/webhook-watch.ts';
import type { EngineOptions } from './engine-options.ts';
import { openBoard } from './open-board.ts';

const SWEPT_KEY = 'last-sweep';
const SWEPT_KEEP_MS = 7 * 86_400_000;

export type Engine = {
  store: OpenStore;
  queues: Queues;
  cache: BoardCache;
  /** Finds out whether Liaison was here before; call it before anything is written to ClickUp. */
  begin(): Promise<void>;
  /** Starts working; until then jobs only wait. `schedules` null leaves the schedules of others as they are. */
  work(
    schedules: readonly Schedule[] | null,
    onSchedule: (name: string, hold: JobLock) => Promise<void>,
  ): Promise<void>;
  /** Asks for a look at every card, from reads that began at or after `notBefore` (now); answers with their ids. */
  sweep(notBefore?: number, reason?: 'sweep' | 'sync'): Promise<string[]>;
  /** The webhooks, and what they tell by themselves. Somebody has to look after them. */
  webhooks: WebhookWatch;
  /** Reads what changed where it is not `told`, and asks for a look at the cards concerned; for times without webhooks. */
  poll(told?: Hears): Promise<string[]>;
  /** Whether the board has the playbook's statuses and fields. Somebody has to look. */
  boardWatch: BoardWatch;
  /** The agendas of all-hands, and whether they can be made. */
  agendas: AgendaWatch;
  /** Hears how every look of this process ends; answers with how to stop that. */
  onResult(listener: (cardId: string, last: LastResult) => void): () => void;
  /** When the last sweep began, as far as the memory knows. */
  lastSweepAt(): Promise<number | null>;
  /** What the store lost and is not made good yet; null if all is well. */
  lossTrouble(): string | null;
  /** Who works on this board and this store and should not; null if nobody does. */
  strangerTrouble(): string | null;
  close(): Promise<void>;
};

/** Opens the store and its queues. Rejects with the store's errors, which explain themselves. */
export async function startEngine(options: EngineOptions): Promise<Engine> {
  const { connection, loaded, clock, log } = options;
  const { clickUp, wholeReads, places } = connection;
  const { playbook } = loaded;
  const backend: Backend = options.backend ?? { openStore, openQueues, startWorkers };
  const { store, queues, lease, close } = await openBoard({ ...options, backend, places });
  const { memory } = store;
  // The embedded store belongs to this process alone.
  if (store.kind !== 'embedded') connection.transport.shareBudget(store.shared);
  const cache = boardCacheFor(loaded, { clickUp, wholeReads, memory, clock, log });
  const readLagMs = readLagOf(playbook);
  const calls = createWebhookCalls(connection.transport, places);
  const onLoss = (loss: Loss): void => recovery.noteLoss(loss);
  const firstContact = createFirstContact({
    clickUp,
    store,
    cache: cache,
    webhooks: calls,
    clock,
    log,
    readLagMs,
    onLoss,
  });
  const { publicUrl = null, webhookCheckMs } = options;
  const webhooks = createWebhookWatch({
    calls,
    // Observing writes nothing to ClickUp, not even a webhook.
    endpoint: publicUrl === null || playbook.mode === 'observe' ? null : publicUrl + ENDPOINT_PATH,
    places,
    memory,
    countMended: (what, count) => options.countMended?.(what, count),
    clock,
    log,
    sweep: () => sweep(),
    ...(webhookCheckMs === undefined ? {} : { everyMs: webhookCheckMs }),
  });
  const boardWatch = createBoardWatch({
    connection,
    loaded,
    cards: () => cache.board().cards,
    changed: () => sweep(),
    everyMs: webhookCheckMs,
    clock,
    log,
  });
  const listeners = new Set<(cardId: string, last: LastResult) => void>();
  const deps: ReconcileDeps = {
    clickUp,
    memory,
    clock,
    log,
    cache,
    playbook,
    readLagMs,
    calendar: loaded.calendar,
    hears: () => webhooks.hears(),
    clockSkewMs: () => connection.clockSkewMs() ?? 0,
    holdUntil: () => firstContact.holdUntil(),
    isNewHere: () => firstContact.isNewHere(),
    lostAt: () => firstContact.lostAt(),
    past: () => firstContact.past(),
    budget: () => connection.transport.budget(),
    reported: (cardId, last) => {
      boardWatch.saw(cardIn(cache.board().cards, cardId), last.plan?.phase);
      for (const listener of listeners) listener(cardId, last);
    },
    requeue: async ids => {
      for (const id of ids) await queues.requestReconcile(id, 'bulk', 'neighbour');
    },
    countOperation: kind => {
      webhooks.expectsDelivery();
      options.countOperation?.(kind);
    },
  };
  const supporterFieldId = places.fields.supporter?.id ?? null;
  const read = (delivery: Delivery) => readDelivery(delivery, { supporterFieldId });
  const handleDelivery = createDeliveryHandler({
    clickUp,
    cache: cache,
    memory,
    queues,
    clock,
    log,
    places,
    read,
  });
  let workers: Workers | null = null;
  let kept: readonly Schedule[] | null = null;
  let sweptAt: number | null = null;
  const polling = createPolling({ cache: cache, playbook, clock });

  const sweep: Engine['sweep'] = async (notBefore, reason = 'sweep') => {
    const at = notBefore ?? clock.now();
    await firstContact.begin();
    const { board } = await cache.whole(at);
    polling.swept(board);
    const inOrder = cardsInOrder(cache, playbook, at).map(card => card.id);
    const ids = [...new Set([...inOrder, ...unreadableCards(board.unreadable)])];
    for (const id of ids) await queues.requestReconcile(id, 'bulk', reason);
    await firstContact.renew();
    await memory.write(SWEPT_KEY, String(at), SWEPT_KEEP_MS);
    sweptAt = at;
    options.noteSweep?.(at);
    log.info({ cards: ids.length }, 'sweep: a look at every card was asked for');
    return ids;
  };

  const poll: Engine['poll'] = async (told = HEARS_NOTHING) => {
    const found = await polling.poll(told);
    if (found === null) return sweep();
    const { changed, affected } = found;
    if (changed.length > 0) webhooks.expectsDelivery();
    for (const id of changed) await queues.requestReconcile(id, 'live', 'poll');
    for (const id of affected) await queues.requestReconcile(id, 'bulk', 'neighbour');
    return changed;
  };

  /** Asks for what nobody tells; where all of it is told, for nothing. */
  const pollUnheard = async (): Promise<void> => {
    await webhooks.refresh();
    const hears = webhooks.hears();
    // Whoever starts sweeps; until that has read everything there is nothing to compare with.
    if ((hears.board && hears.folder) || !polling.hasBegun()) return;
    const startedAt = clock.now();
    await (webhooks.isRecovering() ? sweep() : poll(hears));
    await webhooks.caughtUp(startedAt);
  };

  const agendaDeps = (hold: JobLock) => ({
    ...deps,
    calendar: loaded.calendar(clock.now()),
    checkLock: stillOurs(hold),
  });

  const recovery = createRecovery({
    store,
    check: () => firstContact.check(),
    makeGood: async notBefore => {
      if (kept !== null) await queues.keepSchedules(kept);
      await sweep(notBefore);
    },
    tend: () => lease.renew(),
    readLagMs,
    log,
    everyMs: options.storeCheckMs,
    ...(options.pause ? { pause: options.pause } : {}),
  });
  const begin = async (): Promise<void> => {
    await firstContact.begin();
    recovery.start();
  };

  return {
    store,
    queues,
    cache: cache,
    webhooks,
    boardWatch,
    agendas: createAgendaWatch({ lost: connection.lost.agendas, loaded, deps: agendaDeps, log }),
    begin,
    sweep,
    poll,
    async work(schedules, onSchedule) {
      await begin();
      // Again after a start that failed halfway: the workers may be there already.
      workers ??= await backend.startWorkers(
        store,
        queues,
        {
          delivery: (delivery: Delivery) => {
            // In the queue there are none but verified ones.
            webhooks.arrived(delivery.webhookId, delivery.receivedAt);
            return handleDelivery(delivery);
          },
          reconcile: async (key, run) => {
            const startedAt = clock.now();
            await webhooks.refresh();
            const result = await reconcile(deps, key, run);
            options.countReconcile?.(result.kind, (clock.now() - startedAt) / 1000);
            if (result.kind !== 'done')
              log.warn({ card: key, result: result.kind, why: result.why }, 'not done');
            return result;
          },
          schedule: async (name, hold) => {
            if (name === 'sweep') await sweep();
            else if (name === 'poll') await pollUnheard();
            else await onSchedule(name, hold);
          },
        },
        { clock, log },
      );
      if (schedules !== null) await queues.keepSchedules(schedules);
      kept = schedules;
    },
    onResult(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async lastSweepAt() {
      const text = await memory.read(SWEPT_KEY);
      return text === null ? sweptAt : Number(text);
    },
    lossTrouble: () => recovery.trouble(),
    strangerTrouble: () => lease.trouble(),
    async close() {
      recovery.stop();
      await workers?.close();
      // A store that is away forgets us by itself.
      await lease.release().catch(() => undefined);
      await close();
    },
  };
}
