// Runs the work of the queues in memory.

import { UnrecoverableError } from 'bullmq';
import { jobPolicy, postponedUntil, type Tries, unansweredWaitMs } from '../../../src/queue/job-policy.ts';
import type { Queues } from '../../../src/queue/queues-shape.ts';
import type { Handlers, Workers, WorkersOptions } from '../../../src/queue/workers.ts';
import { Delivery } from '../../../src/reconcile/deliveries/delivery.ts';
import { addSchedule, type BoardQueues, type RequestedReconcile, type WakeUp } from './board-queues.ts';
import { nextTime } from './cron.ts';
import type { Job } from './job.ts';

/** What jobs of all kinds have. */
type Tried = { runs: number; options: { backoffMs: number } };

const CLOSE_MS = 25_000;
const DONE = { job: 'completes', wakeUpAt: null } as const;

/** As `debounceOf` of run-reconcile.ts. */
function debounceOf({ clock, timers }: BoardQueues, { addedAt, options, data }: Job<RequestedReconcile>) {
  const endsAt = addedAt + options.delayMs + data.aheadMs;
  const beganBefore = clock.now() < endsAt;
  return async (): Promise<boolean> => {
    const restMs = endsAt - clock.now();
    if (restMs > 0) await new Promise<void>(resolve => void timers.setTimeout(resolve, restMs));
    return beganBefore;
  };
}

/** As startWorkers of workers.ts. */
export function startOn(
  place: BoardQueues,
  queues: Queues,
  handlers: Handlers,
  options: WorkersOptions,
): Workers {
  const { clock, concurrency = 8 } = options;
  const triesOf = ({ runs, options: { backoffMs } }: Tried): Tries => ({ runs, backoffMs });
  const done = async (job: Tried, work: () => Promise<unknown>) => {
    try {
      await work();
      return DONE;
    } catch (error) {
      if (error instanceof UnrecoverableError) return { job: 'set aside', why: error.message } as const;
      const until = postponedUntil(error, clock.now(), triesOf(job));
      if (until === null) throw error;
      return { job: 'comes again', until } as const;
    }
  };
  const servers = [
    place.reconcile.serve(async (job, { signal, checkLock }) => {
      const { key, reason } = job.data;
      const tried = { attempt: job.attemptsMade + 1, requestedAt: job.addedAt, reason };
      const run = { ...tried, checkLock, signal, waitOutDebounce: debounceOf(place, job) };
      const decision = jobPolicy(await handlers.reconcile(key, run));
      if (decision.job === 'comes again') {
        return { job: 'comes again', until: clock.now() + unansweredWaitMs(triesOf(job)) } as const;
      }
      if (decision.job !== 'completes') return decision;
      if (decision.wakeUpAt === null) await queues.removeWakeUp(key);
      else await queues.setWakeUp(key, decision.wakeUpAt);
      return decision;
    }, concurrency),
    place.deliveries.serve(
      job =>
        done(job, async () => {
          job.answer = await handlers.delivery(Delivery.parse(job.data));
        }),
      concurrency,
    ),
    place.wakeUps.serve(async (job: Job<WakeUp>, hold) => {
      const { data, runs } = job;
      if ('key' in data) return done(job, () => queues.requestReconcile(data.key, 'bulk', 'timer'));
      const schedule = place.schedules.get(data.schedule);
      if (schedule && runs === 1) {
        addSchedule(
          place,
          schedule,
          'everyMs' in schedule ? schedule.everyMs : nextTime(schedule, clock.now()) - clock.now(),
        );
      }
      return done(job, () => handlers.schedule(data.schedule, hold));
    }, concurrency),
  ];
  let closing: Promise<void> | undefined;
  const close = async (timeoutMs: number): Promise<void> => {
    await Promise.all(servers.map(server => server.close(timeoutMs)));
  };
  return { close: ({ timeoutMs = CLOSE_MS } = {}) => (closing ??= close(timeoutMs)) };
}
