// The three queues seen from those who ask for work: deliveries come in, reconciles are requested, wake-ups set.
// Running the work is the workers' part.

import type { Job, JobsOptions, Queue } from 'bullmq';
import type { Clock } from '../base/clock.ts';
import { type Log, sparingly } from '../base/log.ts';
import { settles } from '../base/time-limit.ts';
import type { Instant } from '../domain/day.ts';
import { Delivery } from '../reconcile/deliveries/delivery.ts';
import type { Trigger } from '../reconcile/trigger.ts';
import { newQueue, type QueueName, ReconcileJob, WakeUpJob } from './bull.ts';
import { callStore } from './call-store.ts';
import { storeReason } from './errors.ts';
import { checkSchedule, keepSchedules, type Schedule } from './schedules.ts';
import type { Store } from './store-shape.ts';

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
   * Asks for a look at one card. Requests for the same card join; one made while it runs makes it run once more. The
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

const ACKNOWLEDGE_MS = 800;
const LIMIT_MS = 5_000;
const DAY_S = 86_400;
// BullMQ runs lower numbers first. Never 0: such jobs are kept apart and lose their place when the queue waits.
const PRIORITY = { live: 1, bulk: 2 };
const DELIVERY: JobsOptions = {
  attempts: 7,
  backoff: { type: 'exponential', delay: 2_000, jitter: 0.5 },
  removeOnComplete: { count: 1_000, age: 7 * DAY_S },
  removeOnFail: { count: 1_000, age: 30 * DAY_S },
  priority: 1,
};

/** Opens the queues of a store that answers; opening them while it is down rejects and may be tried again. */
export async function openQueues(store: Store, options: QueuesOptions): Promise<Queues> {
  const { clock, log, debounceMs = 300, attempts = 8, backoffMs = 2_000 } = options;
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
    await callStore(LIMIT_MS, 'opening the queues', Promise.all(all.map(queue => queue.waitUntilReady())));
  } catch (error) {
    // A queue remembers a failed start for ever; only a new one can try again.
    await close();
    throw error;
  }

  const request = (key: string, urgency: 'live' | 'bulk', reason?: Trigger): Promise<Job> =>
    reconcile.add(
      'reconcile',
      { key, reason },
      {
        priority: PRIORITY[urgency],
        delay: debounceMs,
        attempts,
        backoff: { type: 'exponential', delay: backoffMs, jitter: 0.5 },
        removeOnComplete: { count: 500, age: DAY_S },
        removeOnFail: { count: 5_000, age: 30 * DAY_S },
        deduplication: { id: key, keepLastIfActive: true },
      },
    );

  async function requestReconcile(key: string, urgency: 'live' | 'bulk', reason?: Trigger): Promise<void> {
    const { id } = await request(key, urgency, reason);
    if (urgency !== 'live' || id === undefined) return;
    const kept: Job | undefined = await reconcile.getJob(id);
    if (kept === undefined) return;
    if (kept.priority > PRIORITY.live) await unlessGone(kept.changePriority({ priority: PRIORITY.live }));
    // A job that backs off would hold the event back. Its attempts stay, so that a failing card is still set aside.
    if (kept.attemptsMade > 0 && kept.delay > debounceMs) await unlessGone(kept.changeDelay(debounceMs));
  }

  async function removeWakeUp(key: string): Promise<void> {
    const id = await wakeUps.getDeduplicationJobId(key);
    if (id) await wakeUps.remove(id);
  }

  return {
    raw: all,
    addDelivery: async (delivery, id) => {
      const options = id === undefined ? DELIVERY : { ...DELIVERY, jobId: id };
      await callStore(ACKNOWLEDGE_MS, 'noting a delivery', deliveries.add('delivery', delivery, options));
    },
    deliveries: limit => callStore(LIMIT_MS, 'reading the deliveries', readDeliveries(deliveries, limit)),
    requestReconcile: (key, urgency, reason) =>
      callStore(LIMIT_MS, 'requesting a reconcile', requestReconcile(key, urgency, reason)),
    setWakeUp: async (key, at) => {
      const adding = wakeUps.add(
        'wake-up',
        { key, at },
        {
          delay: Math.max(0, Math.round(at - clock.now())),
          attempts: 10,
          backoff: { type: 'exponential', delay: 1_000 },
          removeOnComplete: true,
          removeOnFail: { count: 100 },
          // Without keepLastIfActive a wake-up set while the old one is active would be lost.
          deduplication: { id: key, replace: true, keepLastIfActive: true },
        },
      );
      await callStore(LIMIT_MS, 'setting a wake-up', adding);
    },
    removeWakeUp: key => callStore(LIMIT_MS, 'removing a wake-up', removeWakeUp(key)),
    wakeUps: () => callStore(LIMIT_MS, 'reading the wake-ups', readWakeUps(wakeUps)),
    keepSchedules: async schedules => {
      for (const schedule of schedules) checkSchedule(schedule);
      await callStore(LIMIT_MS, 'setting the schedules', keepSchedules(wakeUps, schedules, store.memory));
    },
    counts: () => callStore(LIMIT_MS, 'counting jobs', countJobs({ deliveries, reconcile, wakeUps })),
    failed: () => callStore(LIMIT_MS, 'reading the failed jobs', readFailed(reconcile)),
    retryFailed: async id => {
      const job: Job | undefined = await callStore(
        LIMIT_MS,
        'looking for a failed job',
        reconcile.getJob(id),
      );
      if (job === undefined || !(await callStore(LIMIT_MS, 'looking for a failed job', job.isFailed()))) {
        throw new RangeError(`No failed job has the id "${id}".`);
      }
      // BullMQ's own retry would run beside another job of the same card: it does not look at the key.
      const { key } = ReconcileJob.parse(job.data);
      await callStore(LIMIT_MS, 'requesting a reconcile', requestReconcile(key, 'live', 'retry'));
      await callStore(LIMIT_MS, 'forgetting a failed job', job.remove());
    },
    close,
  };
}

// A job may have ended or moved on since it was read. Then its card runs anyway, or has just run.
async function unlessGone(change: Promise<void>): Promise<void> {
  const MISSING = -1;
  const NOT_DELAYED = -3;
  await change.catch((error: unknown) => {
    const { code } = error as { code?: unknown };
    if (code !== MISSING && code !== NOT_DELAYED) throw error;
  });
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

async function readWakeUps(queue: Queue): Promise<Map<string, Instant>> {
  const jobs = await queue.getJobs(['delayed', 'waiting', 'active'], 0, -1);
  const found = new Map<string, Instant>();
  for (const job of jobs) {
    const wakeUp = WakeUpJob.safeParse(job?.data);
    if (wakeUp.success && !found.has(wakeUp.data.key)) found.set(wakeUp.data.key, wakeUp.data.at);
  }
  return found;
}

async function countJobs(queues: Record<keyof Counts, Queue>): Promise<Counts> {
  const [deliveries, reconcile, wakeUps] = await Promise.all([
    queues.deliveries.getJobCounts(),
    queues.reconcile.getJobCounts(),
    queues.wakeUps.getJobCounts(),
  ]);
  return { deliveries, reconcile, wakeUps };
}

async function readFailed(queue: Queue): Promise<FailedReconcile[]> {
  const jobs = await queue.getJobs(['failed'], 0, 999);
  return jobs.flatMap(job => {
    const data = ReconcileJob.safeParse(job?.data);
    if (!data.success || job.id === undefined) return [];
    const { id, failedReason: reason, finishedOn, timestamp } = job;
    return [{ id, key: data.data.key, reason, at: finishedOn ?? timestamp }];
  });
}
