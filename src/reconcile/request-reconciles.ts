// Asking the queue for reconciles, as the use case knows the queue.
import type { Trigger } from './trigger.ts';

/** Where reconciles are asked for; requests for the same card join. Rejects where the store does not answer. */
export type ReconcileQueue = {
  requestReconcile(cardId: string, urgency: 'live' | 'bulk', trigger?: Trigger): Promise<void>;
};

/** So many are under way at once: one by one, each would wait for a process that is busy with those before it. */
const AT_ONCE = 25;

/** Asks for a reconcile of each card, in this order. */
export async function requestReconciles(
  queues: ReconcileQueue,
  cardIds: readonly string[],
  urgency: 'live' | 'bulk',
  trigger: Trigger,
): Promise<void> {
  for (let next = 0; next < cardIds.length; next += AT_ONCE) {
    const asking = cardIds.slice(next, next + AT_ONCE);
    await Promise.all(asking.map(id => queues.requestReconcile(id, urgency, trigger)));
  }
}
