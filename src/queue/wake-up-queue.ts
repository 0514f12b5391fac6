// The queue of wake-ups: at most one for each card.
import type { Queue } from 'bullmq';
import type { Clock } from '../base/clock.ts';
import type { Instant } from '../domain/day.ts';
import { WakeUpJob } from './bull.ts';
import { callStore, STORE_ANSWER_MS } from './call-store.ts';
import type { Queues } from './queues-shape.ts';

/** What is asked of the queue of wake-ups. */
export function wakeUpQueue(
  wakeUps: Queue,
  clock: Clock,
): Pick<Queues, 'setWakeUp' | 'removeWakeUp' | 'wakeUps'> {
  return {
    async setWakeUp(key, at) {
      const adding = wakeUps.add(
        'wake-up',
        { key, at },
        {
          delay: Math.max(0, Math.round(at - clock.now())),
          attempts: 10,
          backoff: { type: 'exponential', delay: 1_000 },
          removeOnComplete: true,
          removeOnFail: { count: 100 },
          // It may be for weeks ahead: no part of what happens now.
          telemetry: { omitContext: true },
          // Without keepLastIfActive a wake-up set while the old one is active would be lost.
          deduplication: { id: key, replace: true, keepLastIfActive: true },
        },
      );
      await callStore(STORE_ANSWER_MS, 'setting a wake-up', adding);
    },
    removeWakeUp: key => callStore(STORE_ANSWER_MS, 'removing a wake-up', removeWakeUp(wakeUps, key)),
    wakeUps: () => callStore(STORE_ANSWER_MS, 'reading the wake-ups', readWakeUps(wakeUps)),
  };
}

async function removeWakeUp(wakeUps: Queue, key: string): Promise<void> {
  const id = await wakeUps.getDeduplicationJobId(key);
  if (id) await wakeUps.remove(id);
}

async function readWakeUps(queue: Queue): Promise<Map<string, Instant>> {
  const jobs = await queue.getJobs(['delayed', 'waiting', 'active'], 0, -1);
  const found = new Map<string, Instant>();
  for (const job of jobs) {
    const wakeUp = WakeUpJob.safeParse(job?.data);
    if (wakeUp.success && !found.has(wakeUp.data.key)) found.set(wakeUp.data.key, wakeUp.data.at);
  }
  return found;
}
