// The queue of deliveries, which is also their log.
import type { BackoffOptions, Job, JobsOptions, Queue } from 'bullmq';
import type { Instant } from '../domain/day.ts';
import { Delivery } from '../reconcile/deliveries/delivery.ts';
import { DeliveryOutcome } from '../reconcile/deliveries/delivery-outcome.ts';
import { callStore, STORE_ANSWER_MS } from './call-store.ts';
import { forgetJob } from './forget-job.ts';
import { keepFinished } from './keep-finished.ts';
import { createLine } from './line.ts';
import type { DeliveryRecord, Queues, QueuesOptions } from './queues-shape.ts';

/** So long the store may take, in milliseconds, that ClickUp is answered within 800. */
const ACKNOWLEDGE_MS = 700;
/** What is beyond that is turned away at once: whoever waits is held in memory. Half of the time is for the store itself. */
const LINE = { atOnce: 64, mayWait: 500, patienceMs: 350, lateMs: 200 };
const DAY_S = 86_400;
const MOST = 1_000;
const BACKOFF: BackoffOptions = { type: 'exponential', delay: 2_000, jitter: 0.5 };
const STATES = ['completed', 'failed', 'delayed', 'waiting', 'prioritized', 'active'] as const;

type Asked = Pick<Queues, 'addDelivery' | 'deliveries' | 'failedDeliveries' | 'replayDelivery'>;

/** What is asked of the queue of deliveries, which keeps `keepDays` days of them, and 1,000 at most. */
export function deliveryQueue(deliveries: Queue, { keepDays = 90 }: Pick<QueuesOptions, 'keepDays'>): Asked {
  const line = createLine(LINE);
  const kept = { count: MOST, age: keepDays * DAY_S };
  const keep = keepFinished(kept);
  // Written out: each delivery has these, and an object that is put together of others is handled far more slowly.
  const options = (): JobsOptions => ({
    attempts: 7,
    backoff: BACKOFF,
    priority: 1,
    removeOnFail: kept,
    removeOnComplete: keep(),
  });
  const reading = <T>(read: Promise<T>) => callStore(STORE_ANSWER_MS, 'reading the deliveries', read);
  return {
    async addDelivery(delivery, id) {
      const asked = id === undefined ? options() : { ...options(), jobId: id };
      const adding = line.join(() => deliveries.add('delivery', delivery, asked));
      await callStore(ACKNOWLEDGE_MS, 'noting a delivery', adding);
    },
    async deliveries(limit) {
      const records = await reading(readDeliveries(deliveries, STATES, limit));
      return records.map(({ at: _at, ...record }) => record);
    },
    failedDeliveries: () => reading(readDeliveries(deliveries, ['failed'], MOST)),
    async replayDelivery(id) {
      const job: Job | undefined = await reading(deliveries.getJob(id));
      if (job === undefined) throw new RangeError(`No delivery has the id "${id}".`);
      const state = await reading(job.getState());
      if (state !== 'completed' && state !== 'failed') {
        throw new RangeError(
          `The delivery "${id}" is still to be handled (${state}): that is done by itself.`,
        );
      }
      const again: Delivery = { ...Delivery.parse(job.data), isReplay: true };
      const adding = deliveries.add('delivery', again, options());
      await callStore(STORE_ANSWER_MS, 'having a delivery handled again', adding);
      if (state === 'failed') await forgetJob(deliveries, job);
    },
  };
}

async function readDeliveries(
  queue: Queue,
  states: readonly (typeof STATES)[number][],
  limit: number,
): Promise<(DeliveryRecord & { at: Instant })[]> {
  const records: (DeliveryRecord & { at: Instant; addedAt: Instant })[] = [];
  for (const state of states) {
    for (const job of await queue.getJobs([state], 0, limit - 1)) {
      const delivery = Delivery.safeParse(job?.data);
      if (!delivery.success) continue;
      const { id = '', timestamp: addedAt, finishedOn: at = addedAt } = job;
      const reason = job.failedReason ?? null;
      const outcome = DeliveryOutcome.safeParse(job.returnvalue).data ?? null;
      records.push({ id, delivery: delivery.data, state, reason, outcome, at, addedAt });
    }
  }
  records.sort((a, b) => b.addedAt - a.addedAt);
  return records.slice(0, limit).map(({ addedAt: _addedAt, ...record }) => record);
}
