// Runs the work: takes jobs from the three queues, calls the handlers and carries out what decision.ts says.

import {
  DelayedError,
  type Job,
  RateLimitError,
  UnrecoverableError,
  WaitingError,
  type Worker,
} from 'bullmq';
import type { z } from 'zod';
import type { Clock } from '../base/clock.ts';
import { type Log, sparingly } from '../base/log.ts';
import { settles } from '../base/time-limit.ts';
import type { Instant } from '../domain/day.ts';
import { Delivery } from '../reconcile/deliveries/delivery.ts';
import type { ReconcileResult } from '../reconcile/result.ts';
import type { Trigger } from '../reconcile/trigger.ts';
import { newWorker, ReconcileJob, ScheduleJob, WakeUpJob } from './bull.ts';
import { callStore } from './call-store.ts';
import { LockLost, storeReason } from './errors.ts';
import { jobPolicy, postponedUntil } from './job-policy.ts';
import type { Queues } from './queues.ts';
import type { Store } from './store-shape.ts';

export { LockLost } from './errors.ts';

/** What work may know about the job that runs it. */
export type Hold = {
  /**
   * Extends the lock, unless that was done moments ago. Rejects with LockLost if the job is no longer ours,
   * StoreUnavailable if nobody can say.
   */
  checkLock: () => Promise<void>;
  /** Aborts when the lock is lost or the process cannot wait any longer. */
  signal: AbortSignal;
};

/** What a reconcile may know about the job that runs it. */
export type Attempt = Hold & {
  /** 1 for the first try. */
  attempt: number;
  /** When the job was added, by the clock that was handed in. Requests that joined it later do not move it. */
  requestedAt: Instant;
  /** Why it was asked for; of requests that joined only one is known, and of jobs of older versions none. */
  reason: Trigger | null;
};

/** The work itself. A handler that throws is tried again later; jobs run at least once, so all must be repeatable. */
export type Handlers = {
  delivery(delivery: Delivery): Promise<void>;
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
const LOCK_ANSWER_MS = 3_000;
/** A lock that was extended within this part of its duration is ours: nobody gets it before it is over. */
const SURELY_OURS = 2 / 15;

/** Starts a worker on each queue. Rejects with StoreUnavailable if the store does not answer. */
export async function startWorkers(
  store: Store,
  queues: Queues,
  handlers: Handlers,
  options: WorkersOptions,
): Promise<Workers> {
  const { clock, log, concurrency = 8, lockMs = 15_000, stalledCheckMs = 5_000 } = options;
  const complain = sparingly(log, clock);
  const timing = { concurrency, lockDuration: lockMs, stalledInterval: stalledCheckMs };
  let isClosing = false;

  // BullMQ hands out the signal only to a function that names three parameters.
  async function runReconcile(job: Job<unknown, void>, token?: string, signal?: AbortSignal): Promise<void> {
    if (token === undefined || signal === undefined) throw new Error('BullMQ gave no token or no signal.');
    const { key, reason = null } = read(ReconcileJob, job);
    const run: Attempt = {
      attempt: job.attemptsMade + 1,
      ...holdOf(key, job, token, signal),
      requestedAt: clock.now() - Math.max(0, (job.processedOn ?? job.timestamp) - job.timestamp),
      reason,
    };
    const result = await handlers.reconcile(key, run).catch(async (error: unknown) => {
      if (!(isClosing && signal.aborted)) throw error;
      // Cut off by our own end, not failed: back to the queue, without counting as an attempt.
      await job.moveToWait(token);
      throw new WaitingError();
    });
    const decision = jobPolicy(result);
    switch (decision.job) {
      case 'completes':
        if (decision.wakeUpAt === null) await queues.removeWakeUp(key);
        else await queues.setWakeUp(key, decision.wakeUpAt);
        return;
      case 'waits':
        await reconcile.rateLimit(Math.max(1, Math.ceil(decision.until - clock.now())));
        throw new RateLimitError();
      case 'backs off':
        throw new Error(decision.why);
      case 'set aside':
        throw new UnrecoverableError(decision.why);
    }
  }

  function holdOf(what: string, job: Job<unknown, void>, token: string, signal: AbortSignal): Hold {
    let extendedAt = Number.NEGATIVE_INFINITY;
    return {
      signal,
      async checkLock() {
        const now = clock.now();
        // A clock that was set back proves nothing.
        if (now >= extendedAt && now < extendedAt + lockMs * SURELY_OURS) return;
        const extending = job.extendLock(token, lockMs);
        if ((await callStore(LOCK_ANSWER_MS, `checking the lock of ${what}`, extending)) !== 1) {
          throw new LockLost(what);
        }
        extendedAt = now;
      },
    };
  }

  /** The same work, for which an empty budget is no failure: it comes again after the reset, without an attempt less. */
  function postponing(work: (job: Job<unknown, void>, hold: Hold) => Promise<void>) {
    return async (job: Job<unknown, void>, token?: string, signal?: AbortSignal): Promise<void> => {
      if (token === undefined || signal === undefined) throw new Error('BullMQ gave no token or no signal.');
      try {
        await work(job, holdOf(job.name, job, token, signal));
      } catch (error) {
        const until = postponedUntil(error, clock.now());
        if (until === null) throw error;
        log.info(
          { queue: job.queueName, job: job.id, reason: storeReason(error) },
          'a job waits for the budget',
        );
        // The store counts by the machine's clock.
        await job.moveToDelayed(Date.now() + Math.max(1, Math.ceil(until - clock.now())), token);
        throw new DelayedError();
      }
    };
  }

  const reconcile = newWorker(store, 'reconcile', runReconcile, {
    ...timing,
    // Without a limit BullMQ ignores rateLimit() silently; this one is never reached by itself.
    limiter: { max: 1_000_000, duration: 1_000 },
    maximumRateLimitDelay: 1_000,
  });
  const deliveries = newWorker(
    store,
    'deliveries',
    postponing(job => handlers.delivery(read(Delivery, job))),
    timing,
  );
  const wakeUps = newWorker(
    store,
    'wake-ups',
    postponing((job, hold) =>
      job.name === 'tick'
        ? handlers.schedule(read(ScheduleJob, job).tick, hold)
        : queues.requestReconcile(read(WakeUpJob, job).key, 'bulk', 'timer'),
    ),
    timing,
  );
  const workers = [reconcile, deliveries, wakeUps];
  for (const worker of workers) report(worker, log, complain);
  reconcile.on('lockRenewalFailed', ids => {
    for (const id of ids) reconcile.cancelJob(id, 'its lock was lost');
  });

  async function close({ timeoutMs = CLOSE_MS }: { timeoutMs?: number } = {}): Promise<void> {
    isClosing = true;
    const closing = Promise.allSettled(workers.map(worker => worker.close()));
    if (await settles(closing, timeoutMs)) return;
    for (const worker of workers) worker.cancelAllJobs('the process ends');
    if (await settles(closing, AFTER_ABORT_MS)) return;
    log.warn({ timeoutMs }, 'jobs in hand did not end in time; they run again after the next start');
    for (const worker of workers) worker.disconnect().catch(() => undefined);
  }

  try {
    await callStore(
      5_000,
      'starting the workers',
      Promise.all(workers.map(worker => worker.waitUntilReady())),
    );
  } catch (error) {
    await close({ timeoutMs: 0 });
    throw error;
  }
  for (const worker of workers) {
    worker
      .run()
      .catch(error => complain({ queue: worker.name, reason: storeReason(error) }, 'a worker ended'));
  }
  let closing: Promise<void> | undefined;
  return { close: limits => (closing ??= close(limits)) };
}

function read<Schema extends z.ZodType>(schema: Schema, job: Job<unknown, void>): z.infer<Schema> {
  const data = schema.safeParse(job.data);
  if (data.success) return data.data;
  throw new UnrecoverableError(`Job ${job.id} of ${job.queueName} holds something else than it should.`);
}

function report(worker: Worker<unknown, void>, log: Log, complain: Log['warn']): void {
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
