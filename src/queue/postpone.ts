// Work for which an empty budget is no failure: it comes again after the reset.
import { DelayedError } from 'bullmq';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import { storeReason } from './errors.ts';
import type { JobInHand } from './job-lock.ts';
import { postponedUntil } from './job-policy.ts';

/** Does the work of a job in hand, or puts the job off without an attempt less. */
export async function orPostpone(
  work: () => Promise<void>,
  { job, token }: JobInHand,
  { clock, log }: { clock: Clock; log: Log },
): Promise<void> {
  try {
    await work();
  } catch (error) {
    const until = postponedUntil(error, clock.now());
    if (until === null) throw error;
    log.info({ queue: job.queueName, job: job.id, reason: storeReason(error) }, 'a job waits for the budget');
    // The store counts by the machine's clock.
    await job.moveToDelayed(Date.now() + Math.max(1, Math.ceil(until - clock.now())), token);
    throw new DelayedError();
  }
}
