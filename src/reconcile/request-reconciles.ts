// Asking the queue for reconciles, as the use case knows the queue.
import type { Trigger } from './trigger.ts';

/** Where reconciles are asked for; requests for the same card join. Rejects where the store does not answer. */
export type ReconcileQueue = {
  requestReconcile(cardId: string, urgency: 'live' | 'bulk', trigger?: Trigger): Promise<void>;
};

/** Asks for a reconcile of each card, in this order. */
export async function requestReconciles(
  queues: ReconcileQueue,
  cardIds: readonly string[],
  urgency: 'live' | 'bulk',
  trigger: Trigger,
): Promise<void> {
  for (const id of cardIds) await queues.requestReconcile(id, urgency, trigger);
}
