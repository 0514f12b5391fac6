// Work for which an empty budget or a silent ClickUp is no failure: it comes again, and no attempt is counted.
import { DelayedError, type Job } from 'bullmq';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import { storeReason } from './errors.ts';
import type { JobInHand } from './job-lock.ts';
import { postponedUntil, type Tries } from './job-policy.ts';

/** Of jobs that name none. */
const BACKOFF_MS = 2_000;

/** Does the work of a job in hand and answers with what it came to, or puts the job off without an attempt less. */
export async function orPostpone(
  work: () => Promise<unknown>,
  { job, token }: JobInHand,
  { clock, log }: { clock: Clock; log: Log },
): Promise<unknown> {
  try {
    return await work();
  } catch (error) {
    const until = postponedUntil(error, clock.now(), triesOf(job));
    if (until === null) throw error;
    log.info(
      { queue: job.queueName, job: job.id, reason: storeReason(error) },
      'a job waits, without an attempt less',
    );
    return comeAgain({ job, token }, until - clock.now());
  }
}

/** Puts a job in hand off by `waitMs`, without an attempt less. Rejects as BullMQ wants it. */
export async function comeAgain({ job, token }: Omit<JobInHand, 'signal'>, waitMs: number): Promise<never> {
  // The store counts by the machine's clock.
  await job.moveToDelayed(Date.now() + Math.max(1, Math.ceil(waitMs)), token);
  throw new DelayedError();
}

/** What a job in hand has tried so far. */
export function triesOf({ attemptsStarted, opts }: Job<unknown, unknown>): Tries {
  const backoffMs = typeof opts.backoff === 'object' ? opts.backoff.delay : opts.backoff;
  return { runs: Math.max(1, attemptsStarted), backoffMs: backoffMs ?? BACKOFF_MS };
}
