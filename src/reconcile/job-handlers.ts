// What the queue's jobs do: a delivery is handled, a card reconciled, the work of a schedule done.
import type { JobLock } from './apply/guarded-clickup.ts';
import type { Delivery } from './deliveries/delivery.ts';
import type { DeliveryOutcome } from './deliveries/delivery-outcome.ts';
import { type ReconcileRequest, reconcile } from './reconcile.ts';
import type { ReconcileDeps } from './reconcile-deps.ts';
import type { ReconcileResult } from './result.ts';

/** What is done whenever a schedule is due; `lock` says whether its job is still ours. */
export type ScheduledWork = (lock: JobLock) => Promise<unknown>;

export type JobHandlerDeps = {
  reconcileDeps: ReconcileDeps;
  handleDelivery(delivery: Delivery): Promise<DeliveryOutcome>;
  webhooks: {
    /** A verified delivery of that webhook came at `at`. */
    arrived(webhookId: string, at: number): void;
    /** Takes over what other processes know of the webhooks. */
    refresh(): Promise<void>;
  };
  /** The work of each schedule by its name; what is due under another name does nothing here. */
  scheduled: Readonly<Record<string, ScheduledWork>>;
  /** Counts the reconciles, by how they ended and how many seconds they took. */
  countReconcile?: ((result: string, seconds: number) => void) | undefined;
};

export type JobHandlers = {
  delivery(delivery: Delivery): Promise<DeliveryOutcome>;
  reconcile(cardId: string, request: ReconcileRequest): Promise<ReconcileResult>;
  schedule(name: string, lock: JobLock): Promise<void>;
};

/** The handlers of a board's jobs. Each may be called again for the same job, and rejects where that should happen. */
export function createJobHandlers(deps: JobHandlerDeps): JobHandlers {
  const { reconcileDeps, webhooks, scheduled } = deps;
  const { clock } = reconcileDeps;
  const { log } = reconcileDeps.reports;
  return {
    async delivery(delivery) {
      // In the queue there are none but verified ones.
      if (!delivery.isReplay) webhooks.arrived(delivery.webhookId, delivery.receivedAt);
      return deps.handleDelivery(delivery);
    },
    async reconcile(cardId, request) {
      const startedAt = clock.now();
      await webhooks.refresh();
      const result = await reconcile(reconcileDeps, cardId, request);
      deps.countReconcile?.(result.kind, (clock.now() - startedAt) / 1000);
      if (result.kind !== 'done') {
        log.warn({ card: cardId, result: result.kind, why: result.why }, 'not done');
      }
      return result;
    },
    async schedule(name, lock) {
      await scheduled[name]?.(lock);
    },
  };
}
