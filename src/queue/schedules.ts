// Schedules: they only produce jobs. What such a job does is up to its handler.

import type { JobSchedulerJson, Queue } from 'bullmq';
import { pause } from '../base/time-limit.ts';
import type { Memory } from '../reconcile/memory/memory.ts';

/** Something that happens regularly: every so many milliseconds, or by a five-field cron line in a time zone. */
export type Schedule = { name: string; everyMs: number } | { name: string; cron: string; zone: string };

/** Who sets the schedules of a board, for as long as that takes; a process that is killed meanwhile keeps nobody for long. */
const CLAIM = 'schedules:being-set';
const CLAIM_MS = 2_000;
const AGAIN_MS = 50;

// BullMQ says this when another process has just created the same schedule; the end state is right.
const ALREADY_THERE = -10;

/**
 * Makes the schedules of `queue` exactly `schedules`. An unchanged one is left alone, because setting it again would
 * drop a run that is overdue. One process at a time: on PostgreSQL several that set the same at the same moment deadlock.
 */
export async function keepSchedules(
  queue: Queue,
  schedules: readonly Schedule[],
  memory: Pick<Memory, 'writeIfAbsent' | 'remove'>,
): Promise<void> {
  while (!(await memory.writeIfAbsent(CLAIM, '', CLAIM_MS))) await pause(AGAIN_MS);
  try {
    await setSchedules(queue, schedules);
  } finally {
    await memory.remove([CLAIM]);
  }
}

async function setSchedules(queue: Queue, schedules: readonly Schedule[]): Promise<void> {
  const existing = new Map((await queue.getJobSchedulers(0, -1)).map(one => [one.key, one]));
  const wanted = new Set(schedules.map(({ name }) => name));
  for (const name of existing.keys()) {
    if (!wanted.has(name)) await queue.removeJobScheduler(name);
  }
  for (const schedule of schedules) {
    const present = existing.get(schedule.name);
    if (present !== undefined && isSame(schedule, present)) continue;
    await queue
      .upsertJobScheduler(
        schedule.name,
        'everyMs' in schedule ? { every: schedule.everyMs } : { pattern: schedule.cron, tz: schedule.zone },
        {
          name: 'tick',
          data: { tick: schedule.name },
          opts: {
            attempts: 3,
            backoff: { type: 'exponential', delay: 5_000 },
            removeOnComplete: true,
            removeOnFail: { count: 100 },
          },
        },
      )
      .catch((error: unknown) => {
        if ((error as { code?: number }).code !== ALREADY_THERE) throw error;
      });
  }
}

function isSame(schedule: Schedule, { every, pattern, tz }: JobSchedulerJson): boolean {
  return 'everyMs' in schedule
    ? Number(every) === schedule.everyMs && !pattern
    : pattern === schedule.cron && tz === schedule.zone && !every;
}

/**
 * Throws RangeError for a schedule that could never work: BullMQ takes four fields without a word and answers a wrong
 * zone with an obscure error.
 */
export function checkSchedule(schedule: Schedule): void {
  if (!/^[a-z0-9-]+$/.test(schedule.name)) {
    throw new RangeError(
      `"${schedule.name}" is not a name for a schedule: use small letters, digits and "-".`,
    );
  }
  if ('everyMs' in schedule) {
    if (Number.isInteger(schedule.everyMs) && schedule.everyMs > 0) return;
    throw new RangeError(
      `The schedule ${schedule.name} has everyMs ${schedule.everyMs}: use a whole number above 0.`,
    );
  }
  if (schedule.cron.trim().split(/\s+/).length !== 5) {
    throw new RangeError(
      `The schedule ${schedule.name} has the cron line "${schedule.cron}": use five fields, as in "0 8 * * 1".`,
    );
  }
  try {
    Intl.DateTimeFormat('en', { timeZone: schedule.zone });
  } catch {
    throw new RangeError(
      `The schedule ${schedule.name} has the zone "${schedule.zone}": use an IANA name, as in "Europe/Berlin".`,
    );
  }
}
