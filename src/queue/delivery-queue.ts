// The queue of deliveries, which is also their log.
import type { JobsOptions, Queue } from 'bullmq';
import { Delivery } from '../reconcile/deliveries/delivery.ts';
import { callStore, STORE_ANSWER_MS } from './call-store.ts';
import { keepFinished } from './keep-finished.ts';
import { createLine } from './line.ts';
import type { DeliveryRecord, Queues } from './queues-shape.ts';

/** So long the store may take, in milliseconds, that ClickUp is answered within 800. */
const ACKNOWLEDGE_MS = 700;
/** What is beyond that is turned away at once: whoever waits is held in memory. Half of the time is for the store itself. */
const LINE = { atOnce: 64, mayWait: 500, patienceMs: 350, lateMs: 200 };
const DAY_S = 86_400;
const KEPT = { count: 1_000, age: 7 * DAY_S };
const DELIVERY: JobsOptions = {
  attempts: 7,
  backoff: { type: 'exponential', delay: 2_000, jitter: 0.5 },
  removeOnFail: { count: 1_000, age: 30 * DAY_S },
  priority: 1,
};

/** What is asked of the queue of deliveries. */
export function deliveryQueue(deliveries: Queue): Pick<Queues, 'addDelivery' | 'deliveries'> {
  const line = createLine(LINE);
  const keep = keepFinished(KEPT);
  return {
    async addDelivery(delivery, id) {
      const options = { ...DELIVERY, removeOnComplete: keep(), ...(id === undefined ? {} : { jobId: id }) };
      const adding = line.join(() => deliveries.add('delivery', delivery, options));
      await callStore(ACKNOWLEDGE_MS, 'noting a delivery', adding);
    },
    deliveries: limit =>
      callStore(STORE_ANSWER_MS, 'reading the deliveries', readDeliveries(deliveries, limit)),
  };
}

async function readDeliveries(queue: Queue, limit: number): Promise<DeliveryRecord[]> {
  const states = ['completed', 'failed', 'delayed', 'waiting', 'prioritized', 'active'] as const;
  const records: (DeliveryRecord & { at: number })[] = [];
  for (const state of states) {
    for (const job of await queue.getJobs([state], 0, limit - 1)) {
      const delivery = Delivery.safeParse(job?.data);
      if (!delivery.success) continue;
      const reason = job.failedReason ?? null;
      records.push({ id: job.id ?? '', delivery: delivery.data, state, reason, at: job.timestamp });
    }
  }
  records.sort((a, b) => b.at - a.at);
  return records.slice(0, limit).map(({ at: _at, ...record }) => record);
}
