// The lock of a job in hand, for the work that it stands for.
import type { Job } from 'bullmq';
import type { Clock } from '../base/clock.ts';
import { callStore } from './call-store.ts';
import { LockLost } from './errors.ts';

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

const LOCK_ANSWER_MS = 3_000;
/** A lock that was extended within this part of its duration is ours: nobody gets it before it is over. */
const SURELY_OURS = 2 / 15;

/** The hold on `job`, which `what` names in the error; the lock lasts `lockMs` from each time that it is extended. */
export function holdOf(
  what: string,
  { job, token, signal }: JobInHand,
  { clock, lockMs }: { clock: Clock; lockMs: number },
): Hold {
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

/** A job that is being run, with what BullMQ hands to whoever runs it. */
export type JobInHand = { job: Job<unknown, unknown>; token: string; signal: AbortSignal };

/** Work as BullMQ calls it. It hands out the signal only to a function that names three parameters. */
export function processorOf(work: (inHand: JobInHand) => Promise<unknown>) {
  return async (job: Job<unknown, unknown>, token?: string, signal?: AbortSignal): Promise<unknown> => {
    if (token === undefined || signal === undefined) throw new Error('BullMQ gave no token or no signal.');
    return work({ job, token, signal });
  };
}
