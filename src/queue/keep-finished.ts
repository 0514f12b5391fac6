// How long finished jobs are kept, as logs. A store of tables looks through all of them for those that are too many, which
// takes longer than the rest of finishing a job: where many come, one in a while has it look. Knows no queue.
import type { KeepJobs } from 'bullmq';

type Kept = { count: number; age: number };

/** As many may be kept beyond the count by each process that adds, or as many as it adds in that time, in milliseconds. */
const LOOKED_EVERY = { jobs: 50, ms: 1_000 };

/**
 * What each job of a queue is to be told of being kept once it is finished, asked as it is added: to keep at most `count` of
 * them, no older than `age` seconds, or to look for nothing. `now` is any steady clock, in milliseconds.
 */
export function keepFinished(kept: Kept, now = () => performance.now()): () => KeepJobs | false {
  let lookedAt = Number.NEGATIVE_INFINITY;
  let jobs = 0;
  return () => {
    jobs += 1;
    if (jobs < LOOKED_EVERY.jobs && now() - lookedAt < LOOKED_EVERY.ms) return false;
    lookedAt = now();
    jobs = 0;
    return kept;
  };
}
