// The engine: store, queues and workers around the use case. `run`, `sync` and the demo differ only in what they add.
import { createWebhookCalls } from '../clickup/webhook-calls.ts';
import type { LoadedPlaybook } from '../config/playbook-file.ts';
import { cardsBeside } from '../domain/beside.ts';
import { listOwners } from '../domain/list-owners.ts';
import type { Board } from '../domain/observation.ts';
import { changeOf, outlineOf } from '../domain/outline.ts';
import { isSameThing } from '../domain/unreadable.ts';
import type { Ground } from '../queue/ground.ts';
import { openQueues, type Queues } from '../queue/queues.ts';
import { openStore } from '../queue/store.ts';
import type { OpenStore } from '../queue/store-shape.ts';
import type { Tick } from '../queue/ticks.ts';
import { startWorkers, type Workers } from '../queue/workers.ts';
import type { Delivery } from '../reconcile/delivery.ts';
import { type Hold, stillOurs } from '../reconcile/guarded.ts';
import type { Observatory } from '../reconcile/observatory.ts';
import type { Outcome } from '../reconcile/outcomes.ts';
import type { Clock, Log } from '../reconcile/ports.ts';
import { type ReconcileDeps, reconcile } from '../reconcile/reconcile.ts';
import { type AgendaWatch, createAgendaWatch } from './agenda-watch.ts';
import type { Connection } from './connect.ts';
import { createListener } from './listen.ts';
import { cardsInOrder, observatoryFor, readLagOf } from './look.ts';
import { createMeeting } from './meeting.ts';

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
  hearsWebhooks(): boolean;
  countOperation?(kind: string): void;
  countReconcile?(verdict: string, seconds: number): void;
  noteSweep?(at: number): void;
  debounceMs?: number;
  /** Ends the waiting for a store that does not answer. */
  signal?: AbortSignal;
  /** What store, queues and workers are made of, if not what `storeUrl` says. */
  ground?: Ground;
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
  /** Reads what changed and asks for a look at the cards concerned; for times without webhooks. */
  poll(): Promise<string[]>;
  /** The agendas of all-hands, and whether they can be made. */
  agendas: AgendaWatch;
  /** Hears how every look of this process ends; answers with how to stop that. */
  onOutcome(hear: (cardId: string, outcome: Outcome) => void): () => void;
  /** When the last sweep began, as far as the memory knows. */
  lastSweepAt(): Promise<number | null>;
  close(): Promise<void>;
};

/** Opens the store and its queues. Rejects with the store's errors, which explain themselves. */
export async function startEngine(options: EngineOptions): Promise<Engine> {
  const { connection, loaded, clock, log } = options;
  const { clickUp, wholeReads, places } = connection;
  const { playbook } = loaded;
  const ground: Ground = options.ground ?? { openStore, openQueues, startWorkers };
  const store = await ground.openStore({
    url: options.storeUrl,
    workspaceId: places.workspaceId,
    boardId: places.boardId,
    clock,
    log,
    ...(options.storeWaitMs === undefined ? {} : { waitMs: options.storeWaitMs }),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
  if (store.endedUncleanly) {
    log.warn(
      { store: store.shown },
      'the store was not closed the last time; what it lost, the first sweep heals',
    );
  }
  const { memory } = store;
  const debounce = options.debounceMs === undefined ? {} : { debounceMs: options.debounceMs };
  const queues = await ground.openQueues(store, { clock, log, ...debounce }).catch(async (error: unknown) => {
    // Its connections would keep the process alive, doing nothing.
    await store.close();
    throw error;
  });
  const observatory = observatoryFor(loaded, { clickUp, wholeReads, memory, clock, log });
  const readLagMs = readLagOf(playbook);
  const webhooks = createWebhookCalls(connection.transport, places);
  const meeting = createMeeting({ clickUp, memory, observatory, webhooks, clock, log, readLagMs });
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
    hearsWebhooks: options.hearsWebhooks,
    clockSkewMs: () => connection.clockSkewMs() ?? 0,
    holdUntil: () => meeting.holdUntil(),
    isNewHere: () => meeting.isNewHere(),
    lostAt: () => meeting.lostAt(),
    past: () => meeting.past(),
    budget: () => connection.transport.budget(),
    told: (cardId, outcome) => {
      for (const hear of listeners) hear(cardId, outcome);
    },
    lookBeside: async ids => {
      for (const id of ids) await queues.requestReconcile(id, 'bulk', 'neighbour');
    },
    countOperation: kind => options.countOperation?.(kind),
  };
  const listen = createListener({ clickUp, observatory, memory, queues, clock, log, places });
  let workers: Workers | null = null;
  let polled: Board | null = null;

  const sweep: Engine['sweep'] = async (notBefore, reason = 'sweep') => {
    const at = notBefore ?? clock.now();
    await meeting.meet();
    polled = (await observatory.whole(at)).board;
    const inOrder = cardsInOrder(observatory, playbook, at).map(card => card.id);
    const ids = [...new Set([...inOrder, ...unreadableCards(polled)])];
    for (const id of ids) await queues.requestReconcile(id, 'bulk', reason);
    await meeting.renew();
    await memory.write(SWEPT_KEY, String(at), SWEPT_KEEP_MS);
    options.noteSweep?.(at);
    log.info({ cards: ids.length }, 'sweep: a look at every card was asked for');
    return ids;
  };

  /** What polling saw change may concern other cards. */
  const besides = (before: Board, now: Board, changed: ReadonlySet<string>): string[] => {
    const found = new Set<string>();
    for (const cardId of changed) {
      const [former, present] = [before, now].map(board => {
        const card = board.cards.find(({ id }) => id === cardId);
        return card ? outlineOf(card, board, playbook) : null;
      });
      const change = changeOf(
        former ?? null,
        present ?? null,
        { hints: [], supportersBefore: null },
        playbook,
      );
      for (const id of cardsBeside(cardId, change, now, playbook)) if (!changed.has(id)) found.add(id);
    }
    return [...found];
  };

  const poll = async (): Promise<string[]> => {
    // Other looks may have seen a change meanwhile: what counts is what the last poll or sweep saw.
    const before = polled;
    const { board } = await observatory.fresh(clock.now());
    if (before === null) return sweep();
    polled = board;
    const seen = new Map([...before.cards, ...before.items].map(one => [one.id, one.updatedAt]));
    const { cardOf } = listOwners(board);
    const changed = new Set<string>();
    for (const card of board.cards) if (seen.get(card.id) !== card.updatedAt) changed.add(card.id);
    for (const item of board.items) {
      const cardId = cardOf(item.listId);
      if (cardId && seen.get(item.id) !== item.updatedAt) changed.add(cardId);
    }
    for (const id of readableAgain(before, board)) changed.add(id);
    for (const id of changed) await queues.requestReconcile(id, 'live', 'poll');
    for (const id of besides(before, board, changed)) await queues.requestReconcile(id, 'bulk', 'neighbour');
    return [...changed];
  };

  const agendaDeps = (hold: Hold) => ({
    ...deps,
    calendar: loaded.calendar(clock.now()),
    checkLock: stillOurs(hold),
  });

  return {
    store,
    queues,
    observatory,
    agendas: createAgendaWatch({ connection, loaded, deps: agendaDeps, log }),
    meet: () => meeting.meet(),
    sweep,
    poll,
    async work(ticks, onTick) {
      await meeting.meet();
      workers = await ground.startWorkers(
        store,
        queues,
        {
          delivery: (delivery: Delivery) => listen(delivery),
          reconcile: async (key, run) => {
            const startedAt = clock.now();
            const verdict = await reconcile(deps, key, run);
            options.countReconcile?.(verdict.kind, (clock.now() - startedAt) / 1000);
            if (verdict.kind !== 'done')
              log.warn({ card: key, verdict: verdict.kind, why: verdict.why }, 'not done');
            return verdict;
          },
          tick: async (name, hold) => {
            if (name === 'sweep') await sweep();
            else if (name === 'poll') await (options.hearsWebhooks() ? null : poll());
            else await onTick(name, hold);
          },
        },
        { clock, log },
      );
      if (ticks !== null) await queues.keepTicks(ticks);
    },
    onOutcome(hear) {
      listeners.add(hear);
      return () => void listeners.delete(hear);
    },
    async lastSweepAt() {
      const text = await memory.read(SWEPT_KEY);
      return text === null ? null : Number(text);
    },
    async close() {
      await workers?.close();
      await queues.close();
      await store.close();
    },
  };
}

/** Cards that can't be read: looking at them tries again, and says so. */
function unreadableCards({ unreadable = [] }: Board): string[] {
  return unreadable.flatMap(({ kind, id }) => (kind === 'card' && id !== null ? [id] : []));
}

/** The cards that waited for something that can be read by now. */
function readableAgain(before: Board, now: Board): string[] {
  const { unreadable = [] } = now;
  const again = (before.unreadable ?? []).filter(one => !unreadable.some(other => isSameThing(one, other)));
  return again.flatMap(({ kind, id, cardId, listId }) => {
    const owner = kind === 'card' ? id : (cardId ?? now.lists.find(list => list.id === listId)?.cardId);
    return owner ? [owner] : [];
  });
}
