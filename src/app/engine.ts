// The engine: store, queues and workers around the use case. `run`, `sync` and the demo differ only in what they add.

import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import { createWebhookCalls } from '../clickup/calls/webhook-calls.ts';
import type { Connection } from '../clickup/connect.ts';
import { type BoardWatch, createBoardWatch } from '../clickup/watch/board-watch.ts';
import type { LoadedPlaybook } from '../domain/playbook/loaded-playbook.ts';
import { unreadableCards } from '../domain/unreadable.ts';
import { cardsInOrder, observatoryFor, readLagOf } from '../queries/read-board.ts';
import type { Ground } from '../queue/backend.ts';
import { openQueues, type Queues } from '../queue/queues.ts';
import type { Tick } from '../queue/schedules.ts';
import { openStore } from '../queue/store.ts';
import { createRecovery } from '../queue/store-recovery.ts';
import type { OpenStore } from '../queue/store-shape.ts';
import { startWorkers, type Workers } from '../queue/workers.ts';
import { type AgendaWatch, createAgendaWatch } from '../reconcile/agenda-watch.ts';
import { type Hold, stillOurs } from '../reconcile/apply/guarded-clickup.ts';
import { boardOf, type Observatory } from '../reconcile/cache/board-cache.ts';
import type { Delivery } from '../reconcile/deliveries/delivery.ts';
import { createListener } from '../reconcile/deliveries/handle-delivery.ts';
import { createPolling } from '../reconcile/deliveries/poll.ts';
import { createMeeting, type Loss } from '../reconcile/first-contact.ts';
import { cardIn } from '../reconcile/memory/card-memory.ts';
import type { Outcome } from '../reconcile/memory/last-results.ts';
import { type ReconcileDeps, reconcile } from '../reconcile/reconcile.ts';
import { ENDPOINT_PATH, HEARS_NOTHING, type Hears } from '../reconcile/webhook-port.ts';
import { readDelivery } from '../webhooks/read-delivery.ts';
import { createWebhookWatch, type WebhookWatch } from '../webhooks/webhook-watch.ts';
import { openBoard } from './open-board.ts';

const SWEPT_KEY = 'last-sweep';
const SWEPT_KEEP_MS = 7 * 86_400_000;

export type EngineOptions = {
  connection: Connection;
  loaded: LoadedPlaybook;
  storeUrl: string;
  /** How long to wait for a store that does not answer, in milliseconds. */
  storeWaitMs?: number;
  clock: Clock;
  log: Log;
  /** Where ClickUp shall deliver to, without the endpoint's path; absent or null: nothing is delivered, and Liaison polls. */
  publicUrl?: string | null;
  /** How often the webhooks are looked after, in milliseconds; every five minutes by default. */
  webhookCheckMs?: number;
  /** How often it is looked whether the store was lost, in milliseconds; every 30 seconds by default. */
  storeCheckMs?: number;
  countMended?(what: string, count: number): void;
  countOperation?(kind: string): void;
  countReconcile?(verdict: string, seconds: number): void;
  noteSweep?(at: number): void;
  debounceMs?: number;
  /** Ends the waiting for a store that does not answer. */
  signal?: AbortSignal;
  /** What store, queues and workers are made of, if not what `storeUrl` says. */
  ground?: Ground;
  /** How pauses are made, if not by the machine's timers. */
  pause?(ms: number): Promise<void>;
};

export type Engine = {
  store: OpenStore;
  queues: Queues;
  observatory: Observatory;
  /** Finds out whether Liaison was here before; call it before anything is written to ClickUp. */
  meet(): Promise<void>;
  /** Starts working; until then jobs only wait. `ticks` null leaves the schedules of others as they are. */
  work(ticks: readonly Tick[] | null, onTick: (name: string, hold: Hold) => Promise<void>): Promise<void>;
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
  onOutcome(hear: (cardId: string, outcome: Outcome) => void): () => void;
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
  const ground: Ground = options.ground ?? { openStore, openQueues, startWorkers };
  const { store, queues, lease, close } = await openBoard({ ...options, ground, places });
  const { memory } = store;
  // The embedded store belongs to this process alone.
  if (store.kind !== 'embedded') connection.transport.shareBudget(store.shared);
  const observatory = observatoryFor(loaded, { clickUp, wholeReads, memory, clock, log });
  const readLagMs = readLagOf(playbook);
  const calls = createWebhookCalls(connection.transport, places);
  const onLoss = (loss: Loss): void => recovery.noteLoss(loss);
  const meeting = createMeeting({
    clickUp,
    store,
    observatory,
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
    cards: () => boardOf(observatory).cards,
    changed: () => sweep(),
    everyMs: webhookCheckMs,
    clock,
    log,
  });
  const listeners = new Set<(cardId: string, outcome: Outcome) => void>();
  const deps: ReconcileDeps = {
    clickUp,
    memory,
    clock,
    log,
    observatory,
    playbook,
    readLagMs,
    calendar: loaded.calendar,
    hears: () => webhooks.hears(),
    clockSkewMs: () => connection.clockSkewMs() ?? 0,
    holdUntil: () => meeting.holdUntil(),
    isNewHere: () => meeting.isNewHere(),
    lostAt: () => meeting.lostAt(),
    past: () => meeting.past(),
    budget: () => connection.transport.budget(),
    told: (cardId, outcome) => {
      boardWatch.saw(cardIn(boardOf(observatory).cards, cardId), outcome.plan?.phase);
      for (const hear of listeners) hear(cardId, outcome);
    },
    lookBeside: async ids => {
      for (const id of ids) await queues.requestReconcile(id, 'bulk', 'neighbour');
    },
    countOperation: kind => {
      webhooks.expectsDelivery();
      options.countOperation?.(kind);
    },
  };
  const supporterFieldId = places.fields.supporter?.id ?? null;
  const read = (delivery: Delivery) => readDelivery(delivery, { supporterFieldId });
  const listen = createListener({ clickUp, observatory, memory, queues, clock, log, places, read });
  let workers: Workers | null = null;
  let kept: readonly Tick[] | null = null;
  let sweptAt: number | null = null;
  const polling = createPolling({ observatory, playbook, clock });

  const sweep: Engine['sweep'] = async (notBefore, reason = 'sweep') => {
    const at = notBefore ?? clock.now();
    await meeting.meet();
    const { board } = await observatory.whole(at);
    polling.swept(board);
    const inOrder = cardsInOrder(observatory, playbook, at).map(card => card.id);
    const ids = [...new Set([...inOrder, ...unreadableCards(board.unreadable)])];
    for (const id of ids) await queues.requestReconcile(id, 'bulk', reason);
    await meeting.renew();
    await memory.write(SWEPT_KEY, String(at), SWEPT_KEEP_MS);
    sweptAt = at;
    options.noteSweep?.(at);
    log.info({ cards: ids.length }, 'sweep: a look at every card was asked for');
    return ids;
  };

  const poll: Engine['poll'] = async (told = HEARS_NOTHING) => {
    const found = await polling.poll(told);
    if (found === null) return sweep();
    const { changed, beside } = found;
    if (changed.length > 0) webhooks.expectsDelivery();
    for (const id of changed) await queues.requestReconcile(id, 'live', 'poll');
    for (const id of beside) await queues.requestReconcile(id, 'bulk', 'neighbour');
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

  const agendaDeps = (hold: Hold) => ({
    ...deps,
    calendar: loaded.calendar(clock.now()),
    checkLock: stillOurs(hold),
  });

  const recovery = createRecovery({
    store,
    look: () => meeting.look(),
    makeGood: async notBefore => {
      if (kept !== null) await queues.keepTicks(kept);
      await sweep(notBefore);
    },
    tend: () => lease.renew(),
    readLagMs,
    log,
    everyMs: options.storeCheckMs,
    ...(options.pause ? { pause: options.pause } : {}),
  });
  const meet = async (): Promise<void> => {
    await meeting.meet();
    recovery.start();
  };

  return {
    store,
    queues,
    observatory,
    webhooks,
    boardWatch,
    agendas: createAgendaWatch({ lost: connection.lost.agendas, loaded, deps: agendaDeps, log }),
    meet,
    sweep,
    poll,
    async work(ticks, onTick) {
      await meet();
      // Again after a start that failed halfway: the workers may be there already.
      workers ??= await ground.startWorkers(
        store,
        queues,
        {
          delivery: (delivery: Delivery) => {
            // In the queue there are none but verified ones.
            webhooks.arrived(delivery.webhookId, delivery.receivedAt);
            return listen(delivery);
          },
          reconcile: async (key, run) => {
            const startedAt = clock.now();
            await webhooks.refresh();
            const verdict = await reconcile(deps, key, run);
            options.countReconcile?.(verdict.kind, (clock.now() - startedAt) / 1000);
            if (verdict.kind !== 'done')
              log.warn({ card: key, verdict: verdict.kind, why: verdict.why }, 'not done');
            return verdict;
          },
          tick: async (name, hold) => {
            if (name === 'sweep') await sweep();
            else if (name === 'poll') await pollUnheard();
            else await onTick(name, hold);
          },
        },
        { clock, log },
      );
      if (ticks !== null) await queues.keepTicks(ticks);
      kept = ticks;
    },
    onOutcome(hear) {
      listeners.add(hear);
      return () => void listeners.delete(hear);
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
