// The three queues in memory, seen from those who ask for work.
import type { Instant } from '../../../src/domain/day.ts';
import { joiningDelayMs, readAheadMs } from '../../../src/queue/joining-delay.ts';
import type {
  DeliveryRecord,
  FailedReconcile,
  Queues,
  QueuesOptions,
} from '../../../src/queue/queues-shape.ts';
import { checkSchedule } from '../../../src/queue/schedules.ts';
import type { Delivery } from '../../../src/reconcile/deliveries/delivery.ts';
import { DeliveryOutcome } from '../../../src/reconcile/deliveries/delivery-outcome.ts';
import { addSchedule, type BoardQueues } from './board-queues.ts';
import { nextTime } from './cron.ts';
import type { InMemoryQueue } from './in-memory-queue.ts';
import type { Job, JobOptions, JobState } from './job.ts';

const PRIORITY = { live: 1, bulk: 2 };
const DELIVERY: JobOptions = { delayMs: 0, priority: 1, attempts: 7, backoffMs: 2_000, jitter: 0.5 };
const WAKE_UP = { priority: 1, attempts: 10, backoffMs: 1_000, jitter: 0, replaces: true };

/** As openQueues of queues.ts. */
export function queuesOf(place: BoardQueues, options: QueuesOptions): Queues {
  const { clock, debounceMs = 300, attempts = 8, backoffMs = 2_000 } = options;
  const { deliveries, reconcile, wakeUps } = place;
  const pending = (key: string) =>
    wakeUps.jobs().find(job => 'key' in job.data && job.data.key === key && job.state !== 'failed');

  const requestReconcile: Queues['requestReconcile'] = async (key, urgency, reason, waitedMs = 0) => {
    const delayMs = joiningDelayMs(debounceMs, waitedMs);
    const aheadMs = urgency === 'live' ? readAheadMs(delayMs) : 0;
    const asked = {
      delayMs: delayMs - aheadMs,
      priority: PRIORITY[urgency],
      attempts,
      backoffMs,
      jitter: 0.5,
    };
    const kept = reconcile.add({ key, reason: reason ?? null, aheadMs }, key, asked);
    if (urgency !== 'live') return;
    if (kept.priority > PRIORITY.live) reconcile.raise(kept, PRIORITY.live);
    if (kept.attemptsMade > 0 && kept.dueAt - clock.now() > delayMs) reconcile.delay(kept, delayMs);
  };

  return {
    raw: [],
    addDelivery: async delivery => void deliveries.add(delivery, null, DELIVERY),
    deliveries: async limit => deliveries.jobs().reverse().slice(0, limit).map(recordOf),
    async failedDeliveries() {
      const failed = deliveries.jobs().filter(job => job.state === 'failed');
      return failed.map(job => ({ ...recordOf(job), at: job.endedAt ?? job.addedAt })).reverse();
    },
    async replayDelivery(id) {
      const job = deliveries.jobs().find(candidate => candidate.id === id);
      if (!job) throw new RangeError(`No delivery has the id "${id}".`);
      if (job.state !== 'completed' && job.state !== 'failed') {
        throw new RangeError(`The delivery "${id}" is still to be handled (${job.state}).`);
      }
      deliveries.add({ ...job.data, isReplay: true }, null, DELIVERY);
      if (job.state === 'failed') deliveries.remove(job);
    },
    requestReconcile,
    async setWakeUp(key, at) {
      const delayMs = Math.max(0, Math.round(at - clock.now()));
      wakeUps.add({ key, at }, `card:${key}`, { ...WAKE_UP, delayMs });
    },
    async removeWakeUp(key) {
      const job = pending(key);
      if (job && job.state !== 'active') wakeUps.remove(job);
    },
    async wakeUps() {
      const found = new Map<string, Instant>();
      for (const { data, state } of wakeUps.jobs()) {
        if (state !== 'failed' && 'key' in data && !found.has(data.key)) found.set(data.key, data.at);
      }
      return found;
    },
    async keepSchedules(schedules) {
      for (const schedule of schedules) checkSchedule(schedule);
      const wanted = new Map(schedules.map(schedule => [schedule.name, schedule]));
      noteSchedules(place);
      for (const [name, schedule] of place.schedules) {
        if (JSON.stringify(wanted.get(name)) === JSON.stringify(schedule)) continue;
        place.schedules.delete(name);
        for (const job of wakeUps.jobs())
          if ('schedule' in job.data && job.data.schedule === name) wakeUps.remove(job);
      }
      for (const [name, schedule] of wanted) {
        if (place.schedules.has(name)) continue;
        place.schedules.set(name, schedule);
        // What comes regularly comes at once for the first time.
        addSchedule(
          place,
          schedule,
          'everyMs' in schedule ? 0 : nextTime(schedule, clock.now()) - clock.now(),
        );
      }
    },
    async counts() {
      return { deliveries: count(deliveries), reconcile: count(reconcile), wakeUps: count(wakeUps) };
    },
    async agesMs() {
      const ageOf = (line: InMemoryQueue<unknown>): number => {
        const due = line.jobs().filter(({ state, dueAt }) => isToRun(state) && dueAt <= clock.now());
        return Math.max(0, ...due.map(({ dueAt }) => clock.now() - dueAt));
      };
      return { deliveries: ageOf(deliveries), reconcile: ageOf(reconcile), wakeUps: ageOf(wakeUps) };
    },
    async failed() {
      const failed = reconcile.jobs().filter(job => job.state === 'failed');
      return failed
        .map(({ id, key, reason, endedAt, addedAt }): FailedReconcile => {
          return { id, key: key ?? '', reason: reason ?? '', at: endedAt ?? addedAt };
        })
        .reverse();
    },
    async retryFailed(id) {
      const job = reconcile.jobs().find(candidate => candidate.id === id && candidate.state === 'failed');
      if (!job) throw new RangeError(`No failed job has the id "${id}".`);
      await requestReconcile(job.data.key, 'live', 'retry');
      reconcile.remove(job);
    },
    close: async () => undefined,
  };
}

function recordOf({ id, data, state, reason, answer }: Job<Delivery>): DeliveryRecord {
  return { id, delivery: data, state, reason, outcome: DeliveryOutcome.safeParse(answer).data ?? null };
}

function isToRun(state: JobState): boolean {
  return state === 'waiting' || state === 'delayed';
}

function noteSchedules({ schedules, journal }: BoardQueues): void {
  const before = new Map(schedules);
  journal.note(() => {
    schedules.clear();
    for (const [name, schedule] of before) schedules.set(name, schedule);
  });
}

function count(line: InMemoryQueue<unknown>): Record<string, number> {
  const counts: Record<string, number> = { delayed: 0, waiting: 0, active: 0, completed: 0, failed: 0 };
  for (const { state } of line.jobs()) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}
