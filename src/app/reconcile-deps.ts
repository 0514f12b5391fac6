// What a reconcile needs, put together from the parts of an engine.
import type { BoardWatch } from '../clickup/watch/board-watch.ts';
import { companySettings } from '../queries/company-settings.ts';
import type { OpenStore } from '../queue/store-shape.ts';
import type { BoardCache } from '../reconcile/cache/board-cache.ts';
import type { FirstContact } from '../reconcile/first-contact.ts';
import { historyLog } from '../reconcile/memory/history.ts';
import type { ReconcileDeps } from '../reconcile/reconcile-deps.ts';
import { type ReconcileQueue, requestReconciles } from '../reconcile/request-reconciles.ts';
import type { ResultListeners } from '../reconcile/result-listeners.ts';
import type { WebhookWatch } from '../webhooks/webhook-watch.ts';
import { type EngineOptions, HISTORY_DAYS } from './engine-options.ts';

const DAY_MS = 86_400_000;

/** Connects them; nothing is asked before a reconcile runs. */
export function reconcileDepsOf(
  options: EngineOptions,
  parts: {
    cache: BoardCache;
    memory: OpenStore['memory'];
    queues: ReconcileQueue;
    webhooks: Pick<WebhookWatch, 'hears' | 'expectsDelivery'>;
    boardWatch: Pick<BoardWatch, 'statuses'>;
    firstContact: FirstContact;
    results: ResultListeners;
  },
): ReconcileDeps {
  const { connection, loaded, clock, log, historyDays = HISTORY_DAYS } = options;
  const { cache, memory, queues, webhooks, boardWatch, firstContact, results } = parts;
  return {
    clickUp: connection.clickUp,
    connection: {
      hears: () => webhooks.hears(),
      clockSkewMs: () => connection.clockSkewMs() ?? 0,
      lacksStatuses: card => boardWatch.statuses.lacks(card),
      budget: () => connection.transport.budget(),
    },
    cache,
    memory,
    firstContact,
    clock,
    company: companySettings(loaded),
    reports: {
      log,
      history: historyLog(memory, historyDays * DAY_MS),
      reported: (cardId, last) => results.tell(cardId, last),
      requeue: cardIds => requestReconciles(queues, cardIds, 'bulk', 'neighbour'),
      countOperation: kind => {
        webhooks.expectsDelivery();
        options.countOperation?.(kind);
      },
    },
  };
}
