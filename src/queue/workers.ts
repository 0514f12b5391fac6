// Runs the work: takes jobs from the three queues and calls the handlers.
import type { Worker } from 'bullmq';
import type { Clock } from '../base/clock.ts';
import { type Log, sparingly } from '../base/log.ts';
import { settles } from '../base/time-limit.ts';
import { Delivery } from '../reconcile/deliveries/delivery.ts';
import type { ReconcileResult } from '../reconcile/result.ts';
import { newWorker, ReconcileJob, readJob, ScheduleJob, WakeUpJob } from './bull.ts';
import { callStore } from './call-store.ts';
import { storeReason } from './errors.ts';
import { type Hold, holdOf, type JobInHand, processorOf } from './job-lock.ts';
import { orPostpone } from './postpone.ts';
import type { Queues } from './queues-shape.ts';
import { type Attempt, runReconcile } from './run-reconcile.ts';
import type { Store } from './store-shape.ts';
import { backoffOf } from './worker-backoff.ts';

export { LockLost } from './errors.ts';

/** The work itself. A handler that throws is tried again later; jobs run at least once, so all must be repeatable. */
export type Handlers = {
  /** Its answer is kept with the job. */
  delivery(delivery: Delivery): Promise<unknown>;
  reconcile(key: string, run: Attempt): Promise<ReconcileResult>;
  schedule(name: string, hold: Hold): Promise<void>;
};

export type Workers = {
  /** Takes no new jobs, waits for those in hand up to `timeoutMs` (25,000), then aborts them. */
  close(options?: { timeoutMs?: number }): Promise<void>;
};

export type WorkersOptions = {
  clock: Clock;
  log: Log;
  /** How many jobs of each queue run at once in this process. Default 8. */
  concurrency?: number;
  /** How long a job stays ours without a sign of life. Default 15,000. */
  lockMs?: number;
  /** How often jobs without a sign of life are looked for. Default 5,000. */
  stalledCheckMs?: number;
};

const CLOSE_MS = 25_000;
const AFTER_ABORT_MS = 2_000;

/** Starts a worker on each queue. Rejects with StoreUnavailable if the store does not answer. */
export async function startWorkers(
  store: Store,
  queues: Queues,
  handlers: Handlers,
  options: WorkersOptions,
): Promise<Workers> {
  const { clock, log } = options;
  const complain = sparingly(log, clock);
  const state = { isClosing: false };
  const { reconcile, deliveries, wakeUps } = workersOn(store, queues, handlers, options, state);
  const workers = [reconcile, deliveries, wakeUps];
  for (const worker of workers) report(worker, log, complain);
  reconcile.on('lockRenewalFailed', ids => {
    for (const id of ids) reconcile.cancelJob(id, 'its lock was lost');
  });
  const close = (timeoutMs: number): Promise<void> => {
    state.isClosing = true;
    return closeWorkers(workers, timeoutMs, log);
  };

  try {
    const ready = Promise.all(workers.map(worker => worker.waitUntilReady()));
    await callStore(5_000, 'starting the workers', ready);
  } catch (error) {
    await close(0);
    throw error;
  }
  for (const worker of workers) {
    worker
      .run()
      .catch(error => complain({ queue: worker.name, reason: storeReason(error) }, 'a worker ended'));
  }
  let closing: Promise<void> | undefined;
  return { close: ({ timeoutMs = CLOSE_MS } = {}) => (closing ??= close(timeoutMs)) };
}

/** One worker for each queue, not yet running. */
function workersOn(
  store: Store,
  queues: Queues,
  handlers: Handlers,
  options: WorkersOptions,
  state: { isClosing: boolean },
) {
  const { clock, log, concurrency = 8, lockMs = 15_000, stalledCheckMs = 5_000 } = options;
  const timing = { concurrency, lockDuration: lockMs, stalledInterval: stalledCheckMs };
  const postponing = (work: (inHand: JobInHand) => Promise<unknown>) =>
    processorOf(inHand => orPostpone(() => work(inHand), inHand, { clock, log }));

  const backoff = backoffOf(
    () => reconcile,
    () => state.isClosing,
  );
  const reconcile: Worker<unknown, unknown> = newWorker(
    store,
    'reconcile',
    processorOf(inHand =>
      runReconcile(
        {
          handle: (key, run) => handlers.reconcile(key, run),
          queues,
          worker: () => reconcile,
          backoff,
          isClosing: () => state.isClosing,
          clock,
          lockMs,
        },
        inHand,
      ),
    ),
    {
      ...timing,
      // Without a limit BullMQ ignores rateLimit() silently; this one is never reached by itself.
      limiter: { max: 1_000_000, duration: 1_000 },
      maximumRateLimitDelay: 1_000,
    },
  );
  const deliveries = newWorker(
    store,
    'deliveries',
    postponing(({ job }) => handlers.delivery(readJob(Delivery, job))),
    timing,
  );
  const wakeUps = newWorker(
    store,
    'wake-ups',
    postponing(inHand => {
      const { job } = inHand;
      if (job.name !== 'tick') return queues.requestReconcile(readJob(WakeUpJob, job).key, 'bulk', 'timer');
      return handlers.schedule(readJob(ScheduleJob, job).tick, holdOf(job.name, inHand, { clock, lockMs }));
    }),
    timing,
  );
  return { reconcile, deliveries, wakeUps };
}

/** Waits for the jobs in hand up to `timeoutMs`, then aborts them; what does not end then is left behind. */
async function closeWorkers(
  workers: readonly Worker<unknown, unknown>[],
  timeoutMs: number,
  log: Log,
): Promise<void> {
  const closing = Promise.allSettled(workers.map(worker => worker.close()));
  if (await settles(closing, timeoutMs)) return;
  for (const worker of workers) worker.cancelAllJobs('the process ends');
  if (await settles(closing, AFTER_ABORT_MS)) return;
  log.warn({ timeoutMs }, 'jobs in hand did not end in time; they run again after the next start');
  for (const worker of workers) worker.disconnect().catch(() => undefined);
}

function report(worker: Worker<unknown, unknown>, log: Log, complain: Log['warn']): void {
  const queue = worker.name;
  worker.on('error', error =>
    complain({ queue, reason: storeReason(error) }, 'a worker has trouble with its store'),
  );
  worker.on('stalled', id => log.warn({ queue, job: id }, 'a job lost its worker and runs again'));
  worker.on('failed', (job, error) => {
    const { key } = ReconcileJob.safeParse(job?.data).data ?? {};
    const fields = { queue, job: job?.id, key, attempt: job?.attemptsMade, reason: error.message };
    if (job?.finishedOn === undefined) log.warn(fields, 'a job failed and will be tried again');
    else log.error(fields, 'a job failed for good and was set aside');
  });
}
