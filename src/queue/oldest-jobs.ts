// For how long the oldest job of a queue has waited that could run: a few reads, however long the queue is.
import type { Job, Queue } from 'bullmq';

/** Lower numbers run first; those that wait with one number are in order. */
const PRIORITIES = [1, 2];
/** Of those that are due first some may have been put off, which says nothing about the queue. */
const LOOKED_AT = 5;

/** In milliseconds; 0 where none waits. Jobs that were put off until later do not wait. */
export async function oldestJobAgeMs(queue: Queue): Promise<number> {
  const counts = await queue.getCountsPerPriority(PRIORITIES);
  const positions = [0, counts['1'] ?? 0];
  const [waiting, delayed, ...prioritized] = await Promise.all([
    queue.getJobs(['waiting'], 0, 0, true),
    queue.getJobs(['delayed'], 0, LOOKED_AT - 1, true),
    ...positions.map(position => queue.getJobs(['prioritized'], position, position, true)),
  ]);
  // The store counts by the machine's clock.
  const now = Date.now();
  const ready = [...(waiting ?? []), ...prioritized.flat()].map(dueAt);
  const overdue = (delayed ?? []).filter(({ attemptsStarted }) => !attemptsStarted).map(dueAt);
  return Math.max(0, ...[...ready, ...overdue].map(at => now - at));
}

/** When it could first run, in milliseconds since the epoch. */
function dueAt({ timestamp, opts }: Job): number {
  return timestamp + (opts.delay ?? 0);
}
