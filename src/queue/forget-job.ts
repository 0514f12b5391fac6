// Removes a job that is done anew by another one, whoever is the first to do so.
import type { Job, Queue } from 'bullmq';
import { callStore, STORE_ANSWER_MS } from './call-store.ts';

/** Afterwards it is not there. Rejects with StoreUnavailable, also for one that is being worked on. */
export async function forgetJob(queue: Queue, job: Job): Promise<void> {
  const removing = job.remove().catch(async (error: unknown) => {
    // BullMQ takes a job that somebody else has removed for a locked one.
    if (job.id !== undefined && (await queue.getJob(job.id)) !== undefined) throw error;
  });
  await callStore(STORE_ANSWER_MS, 'forgetting a failed job', removing);
}
