// The two watches of a board: over our webhooks, and over the statuses and fields that the playbook names.
import { type BoardWatch, createBoardWatch } from '../clickup/watch/board-watch.ts';
import type { BoardCache } from '../reconcile/cache/board-cache.ts';
import type { Memory } from '../reconcile/memory/memory.ts';
import { ENDPOINT_PATH, type WebhookCalls } from '../reconcile/webhook-port.ts';
import { createWebhookWatch, type WebhookWatch } from '../webhooks/webhook-watch.ts';
import type { EngineOptions } from './engine-options.ts';

/** Makes the watches; somebody has to check them. `sweep` asks for everything that may have happened unheard. */
export function watchBoard(
  options: EngineOptions,
  parts: { cache: BoardCache; memory: Memory; calls: WebhookCalls; sweep(): Promise<unknown> },
): { webhooks: WebhookWatch; boardWatch: BoardWatch } {
  const { connection, loaded, publicUrl = null, webhookCheckMs, clock, log } = options;
  const { cache, memory, calls, sweep } = parts;
  const webhooks = createWebhookWatch({
    calls,
    // Observing writes nothing to ClickUp, not even a webhook.
    endpoint: publicUrl === null || loaded.playbook.mode === 'observe' ? null : publicUrl + ENDPOINT_PATH,
    places: connection.places,
    memory,
    countMended: (what, count) => options.countMended?.(what, count),
    clock,
    log,
    sweep,
    ...(webhookCheckMs === undefined ? {} : { everyMs: webhookCheckMs }),
  });
  const boardWatch = createBoardWatch({
    connection,
    loaded,
    cards: () => cache.board().cards,
    changed: sweep,
    everyMs: webhookCheckMs,
    clock,
    log,
  });
  return { webhooks, boardWatch };
}
