// The queue of reconciles: requests for one card join, and what is live goes first.
import type { Job, Queue } from 'bullmq';
import type { Trigger } from '../reconcile/trigger.ts';
import { ReconcileJob } from './bull.ts';
import { callStore, STORE_ANSWER_MS } from './call-store.ts';
import { forgetJob } from './forget-job.ts';
import { joiningDelayMs, readAheadMs } from './joining-delay.ts';
import { keepFinished } from './keep-finished.ts';
import type { FailedReconcile, Queues, QueuesOptions } from './queues-shape.ts';

const DAY_S = 86_400;
const KEPT = { count: 500, age: DAY_S };
// BullMQ runs lower numbers first. Never 0: such jobs are kept apart and lose their place when the queue waits.
const PRIORITY = { live: 1, bulk: 2 };

type Urgency = keyof typeof PRIORITY;
type Timing = Required<Pick<QueuesOptions, 'attempts' | 'backoffMs' | 'keepDays'>> & {
  delayMs: number;
  keep: ReturnType<typeof keepFinished>;
};

/** What is asked of the queue of reconciles. */
export function reconcileQueue(
  reconcile: Queue,
  { debounceMs = 300, attempts = 8, backoffMs = 2_000, keepDays = 90 }: QueuesOptions,
): Pick<Queues, 'requestReconcile' | 'failed' | 'retryFailed'> {
  const timing = { attempts, backoffMs, keepDays, keep: keepFinished(KEPT) };
  const request: Queues['requestReconcile'] = (key, urgency, reason, waitedMs = 0) => {
    const delayMs = joiningDelayMs(debounceMs, waitedMs);
    const requesting = requestReconcile(reconcile, { ...timing, delayMs }, key, urgency, reason);
    return callStore(STORE_ANSWER_MS, 'requesting a reconcile', requesting);
  };
  return {
    requestReconcile: request,
    failed: () => callStore(STORE_ANSWER_MS, 'reading the failed jobs', readFailed(reconcile)),
    async retryFailed(id) {
      const doing = 'looking for a failed job';
      const job: Job | undefined = await callStore(STORE_ANSWER_MS, doing, reconcile.getJob(id));
      if (job === undefined || !(await callStore(STORE_ANSWER_MS, doing, job.isFailed()))) {
        throw new RangeError(`No failed job has the id "${id}".`);
      }
      // BullMQ's own retry would run beside another job of the same card: it does not look at the key.
      const { key } = ReconcileJob.parse(job.data);
      await request(key, 'live', 'retry');
      await forgetJob(reconcile, job);
    },
  };
}

async function requestReconcile(
  reconcile: Queue,
  { delayMs, attempts, backoffMs, keepDays, keep }: Timing,
  key: string,
  urgency: Urgency,
  reason?: Trigger,
): Promise<void> {
  const aheadMs = urgency === 'live' ? readAheadMs(delayMs) : 0;
  const { id } = await reconcile.add(
    'reconcile',
    { key, reason, aheadMs },
    {
      priority: PRIORITY[urgency],
      delay: delayMs - aheadMs,
      attempts,
      backoff: { type: 'exponential', delay: backoffMs, jitter: 0.5 },
      removeOnComplete: keep(),
      removeOnFail: { count: 5_000, age: keepDays * DAY_S },
      deduplication: { id: key, keepLastIfActive: true },
    },
  );
  if (urgency !== 'live' || id === undefined) return;
  const kept: Job | undefined = await reconcile.getJob(id);
  if (kept === undefined) return;
  if (kept.priority > PRIORITY.live) await unlessGone(kept.changePriority({ priority: PRIORITY.live }));
  // A job that backs off would hold the event back. Its attempts stay, so that a failing card is still set aside.
  if (kept.attemptsStarted > 0 && kept.delay > delayMs) await unlessGone(kept.changeDelay(delayMs));
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

async function readFailed(queue: Queue): Promise<FailedReconcile[]> {
  const jobs = await queue.getJobs(['failed'], 0, 999);
  return jobs.flatMap(job => {
    const data = ReconcileJob.safeParse(job?.data);
    if (!data.success || job.id === undefined) return [];
    const { id, failedReason: reason, finishedOn, timestamp } = job;
    return [{ id, key: data.data.key, reason, at: finishedOn ?? timestamp }];
  });
}
