// The three queues seen from those who ask for work: deliveries come in, reconciles are requested, wake-ups set.
// Running the work is the workers' part.

import type { Queue } from 'bullmq';
import { sparingly } from '../base/log.ts';
import { settles } from '../base/time-limit.ts';
import { newQueue, type QueueName } from './bull.ts';
import { callStore, STORE_ANSWER_MS } from './call-store.ts';
import { deliveryQueue } from './delivery-queue.ts';
import { storeReason } from './errors.ts';
import type { Counts, Queues, QueuesOptions } from './queues-shape.ts';
import { reconcileQueue } from './reconcile-queue.ts';
import { checkSchedule, keepSchedules } from './schedules.ts';
import type { Store } from './store-shape.ts';
import { wakeUpQueue } from './wake-up-queue.ts';

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
    ...deliveryQueue(deliveries, options),
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
