// What a reconcile needs, put together from the parts of an engine.
import type { OpenStore } from '../queue/store-shape.ts';
import type { BoardCache } from '../reconcile/cache/board-cache.ts';
import type { FirstContact } from '../reconcile/first-contact.ts';
import type { ReconcileDeps } from '../reconcile/reconcile.ts';
import { type ReconcileQueue, requestReconciles } from '../reconcile/request-reconciles.ts';
import type { ResultListeners } from '../reconcile/result-listeners.ts';
import type { WebhookWatch } from '../webhooks/webhook-watch.ts';
import type { EngineOptions } from './engine-options.ts';

/** Connects them; nothing is asked before a reconcile runs. */
export function reconcileDepsOf(
  options: EngineOptions,
  parts: {
    cache: BoardCache;
    memory: OpenStore['memory'];
    queues: ReconcileQueue;
    webhooks: Pick<WebhookWatch, 'hears' | 'expectsDelivery'>;
    firstContact: FirstContact;
    results: ResultListeners;
    readLagMs: number;
  },
): ReconcileDeps {
  const { connection, loaded, clock, log } = options;
  const { cache, memory, queues, webhooks, firstContact, results, readLagMs } = parts;
  return {
    clickUp: connection.clickUp,
    memory,
    clock,
    log,
    cache,
    playbook: loaded.playbook,
    readLagMs,
    calendar: loaded.calendar,
    hears: () => webhooks.hears(),
    clockSkewMs: () => connection.clockSkewMs() ?? 0,
    holdUntil: () => firstContact.holdUntil(),
    isNewHere: () => firstContact.isNewHere(),
    lostAt: () => firstContact.lostAt(),
    past: () => firstContact.past(),
    budget: () => connection.transport.budget(),
    reported: (cardId, last) => results.tell(cardId, last),
    requeue: cardIds => requestReconciles(queues, cardIds, 'bulk', 'neighbour'),
    countOperation: kind => {
      webhooks.expectsDelivery();
      options.countOperation?.(kind);
    },
  };
}
