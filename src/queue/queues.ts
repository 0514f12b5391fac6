// The three queues seen from those who ask for work: deliveries come in, reconciles are requested, wake-ups set.
// Running the work is the workers' part.

import type { Queue } from 'bullmq';
import type { Clock } from '../base/clock.ts';
import { type Log, sparingly } from '../base/log.ts';
import { settles } from '../base/time-limit.ts';
import type { Instant } from '../domain/day.ts';
import type { Delivery } from '../reconcile/deliveries/delivery.ts';
import type { Trigger } from '../reconcile/trigger.ts';
import { newQueue, type QueueName } from './bull.ts';
import { callStore, STORE_ANSWER_MS } from './call-store.ts';
import { deliveryQueue } from './delivery-queue.ts';
import { storeReason } from './errors.ts';
import { reconcileQueue } from './reconcile-queue.ts';
import { checkSchedule, keepSchedules, type Schedule } from './schedules.ts';
import type { Store } from './store-shape.ts';
import { wakeUpQueue } from './wake-up-queue.ts';

/** A reconcile that was set aside. `at` is when it failed last (ms since the epoch). */
export type FailedReconcile = { id: string; key: string; reason: string; at: Instant };
/** One line of the delivery log. `reason` is why its processing failed last, if it did. */
export type DeliveryRecord = { id: string; delivery: Delivery; state: string; reason: string | null };
export type Counts = Record<'deliveries' | 'reconcile' | 'wakeUps', Record<string, number>>;

/** Every call rejects with StoreUnavailable when the store does not answer in time; it may have happened then. */
export type Queues = {
  /** The acknowledgement of a webhook: exactly one write. Rejects within 800 ms. What is there under `id` is not added again. */
  addDelivery(delivery: Delivery, id?: string): Promise<void>;
  /** The newest deliveries first, whatever became of them. */
  deliveries(limit: number): Promise<DeliveryRecord[]>;
  /**
   * Asks for a reconcile of one card. Requests for the same card join; one made while it runs makes it run once more. The
   * run is told one of the reasons for which it was asked for.
   */
  requestReconcile(key: string, urgency: 'live' | 'bulk', reason?: Trigger): Promise<void>;
  /** Sets or replaces the card's only wake-up. `at` is an instant of the clock that was handed in. */
  setWakeUp(key: string, at: Instant): Promise<void>;
  removeWakeUp(key: string): Promise<void>;
  wakeUps(): Promise<Map<string, Instant>>;
  /** Makes the schedules exactly these. Throws RangeError for one that could never work. */
  keepSchedules(schedules: readonly Schedule[]): Promise<void>;
  counts(): Promise<Counts>;
  /** Reconciles that were set aside, latest first, at most 1,000. */
  failed(): Promise<FailedReconcile[]>;
  /** Asks for the card anew, then forgets the failed job. Throws RangeError if no failed job has this id. */
  retryFailed(id: string): Promise<void>;
  /** The queues as BullMQ has them, for looking only. */
  raw: readonly Queue[];
  close(): Promise<void>;
};

export type QueuesOptions = {
  clock: Clock;
  log: Log;
  /** How long requests for a card are collected before it runs. Default 300. */
  debounceMs?: number;
  /** How often a failing reconcile is tried before it is set aside. Default 8. */
  attempts?: number;
  /** The first pause after a failure; it doubles each time. Default 2,000. */
  backoffMs?: number;
};

/** Opens the queues of a store that answers; opening them while it is down rejects and may be tried again. */
export async function openQueues(store: Store, options: QueuesOptions): Promise<Queues> {
  const { clock, log } = options;
  const complain = sparingly(log, clock);
  const open = (name: QueueName): Queue => {
    const queue = newQueue(store, name);
    queue.on('error', error =>
      complain({ queue: name, reason: storeReason(error) }, 'a queue has trouble with its store'),
    );
    return queue;
  };
  const deliveries = open('deliveries');
  const reconcile = open('reconcile');
  const wakeUps = open('wake-ups');
  const all = [deliveries, reconcile, wakeUps];
  const close = async (): Promise<void> => {
    await settles(Promise.allSettled(all.map(queue => queue.close())), 2_000);
  };

  try {
    const ready = Promise.all(all.map(queue => queue.waitUntilReady()));
    await callStore(STORE_ANSWER_MS, 'opening the queues', ready);
  } catch (error) {
    // A queue remembers a failed start for ever; only a new one can try again.
    await close();
    throw error;
  }
  return {
    raw: all,
    ...deliveryQueue(deliveries),
    ...reconcileQueue(reconcile, options),
    ...wakeUpQueue(wakeUps, clock),
    async keepSchedules(schedules) {
      for (const schedule of schedules) checkSchedule(schedule);
      const keeping = keepSchedules(wakeUps, schedules, store.memory);
      await callStore(STORE_ANSWER_MS, 'setting the schedules', keeping);
    },
    counts: () => callStore(STORE_ANSWER_MS, 'counting jobs', countJobs({ deliveries, reconcile, wakeUps })),
    close,
  };
}

async function countJobs(queues: Record<keyof Counts, Queue>): Promise<Counts> {
  const [deliveries, reconcile, wakeUps] = await Promise.all([
    queues.deliveries.getJobCounts(),
    queues.reconcile.getJobCounts(),
    queues.wakeUps.getJobCounts(),
  ]);
  return { deliveries, reconcile, wakeUps };
}
