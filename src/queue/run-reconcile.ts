// Runs the jobs of the queue of reconciles, and carries out what the job policy says of their results.
import { setTimeout as wait } from 'node:timers/promises';
import { type Job, RateLimitError, UnrecoverableError, WaitingError, type Worker } from 'bullmq';
import type { Clock } from '../base/clock.ts';
import type { Instant } from '../domain/day.ts';
import type { ReconcileResult } from '../reconcile/result.ts';
import type { Trigger } from '../reconcile/trigger.ts';
import { ReconcileJob, readJob } from './bull.ts';
import { type Hold, holdOf, type JobInHand } from './job-lock.ts';
import { jobPolicy, unansweredWaitMs } from './job-policy.ts';
import { comeAgain, triesOf } from './postpone.ts';
import type { Queues } from './queues-shape.ts';
import type { WorkerBackoff } from './worker-backoff.ts';

/** What a reconcile may know about the job that runs it. */
export type Attempt = Hold & {
  /** 1 for the first try. */
  attempt: number;
  /** When the job was added, by the clock that was handed in. Requests that joined it later do not move it. */
  requestedAt: Instant;
  /** Why it was asked for; of requests that joined only one is known, and of jobs of older versions none. */
  reason: Trigger | null;
  /**
   * Resolves when the debounce is over; says whether the run began before that. Then what it has read may lack what
   * deliveries have reported meanwhile.
   */
  waitOutDebounce(): Promise<boolean>;
};

/** What running a reconcile needs beside its job. */
type ReconcileRunner = {
  handle(key: string, run: Attempt): Promise<ReconcileResult>;
  queues: Pick<Queues, 'setWakeUp' | 'removeWakeUp'>;
  /** The worker on this queue, once there is one: it stops taking jobs while the budget is gone. */
  worker(): Pick<Worker, 'rateLimit'>;
  /** What the worker does while ClickUp answers nothing. */
  backoff: WorkerBackoff;
  /** Whether this process ends. */
  isClosing(): boolean;
  clock: Clock;
  lockMs: number;
};

/** Runs one job. Rejects as BullMQ wants it where the job is not done. */
export async function runReconcile(runner: ReconcileRunner, inHand: JobInHand): Promise<void> {
  const { handle, queues, clock } = runner;
  const { job, token, signal } = inHand;
  const { key, reason = null, aheadMs = 0 } = readJob(ReconcileJob, job);
  const run: Attempt = {
    attempt: job.attemptsMade + 1,
    ...holdOf(key, inHand, runner),
    // By the machine's clock, by which the job was added.
    requestedAt: clock.now() - Math.max(0, Date.now() - job.timestamp),
    reason,
    waitOutDebounce: debounceOf(job, aheadMs),
  };
  const ended = runner.backoff.jobBegins();
  const result = await handle(key, run).catch(async (error: unknown) => {
    if (!(runner.isClosing() && signal.aborted)) throw error;
    // Cut off by our own end, not failed: back to the queue, without counting as an attempt.
    await job.moveToWait(token);
    throw new WaitingError();
  });
  const decision = jobPolicy(result);
  const isAnyAnswered = ended(decision.job !== 'comes again');
  switch (decision.job) {
    case 'completes':
      if (decision.wakeUpAt === null) await queues.removeWakeUp(key);
      else await queues.setWakeUp(key, decision.wakeUpAt);
      return;
    case 'waits':
      await runner.worker().rateLimit(Math.max(1, Math.ceil(decision.until - clock.now())));
      throw new RateLimitError();
    case 'comes again':
      // Others were answered meanwhile: then it is about this card after all.
      if (isAnyAnswered) throw new Error(decision.why);
      return comeAgain(inHand, unansweredWaitMs(triesOf(job)));
    case 'backs off':
      throw new Error(decision.why);
    case 'set aside':
      throw new UnrecoverableError(decision.why);
  }
}

/**
 * How the run of `job` that begins now waits for the end of its debounce. By the machine's clock, by which the job was added;
 * one that was set back costs no more than the time to read ahead.
 */
function debounceOf(job: Job<unknown, unknown>, aheadMs: number): Attempt['waitOutDebounce'] {
  const endsAt = job.timestamp + (job.opts.delay ?? 0) + aheadMs;
  const beganBefore = Date.now() < endsAt;
  return async () => {
    const restMs = Math.min(endsAt - Date.now(), aheadMs);
    if (restMs > 0) await wait(restMs);
    return beganBefore;
  };
}
