// Schedules: they only produce tick jobs. What a tick does is up to its handler.
import type { JobSchedulerJson, Queue } from 'bullmq';
import type { Memory } from '../reconcile/memory/memory.ts';
import { pause } from './within.ts';

/** Something that happens regularly: every so many milliseconds, or by a five-field cron line in a time zone. */
export type Tick = { name: string; everyMs: number } | { name: string; cron: string; zone: string };

/** Who sets the schedules of a board, for as long as that takes; a process that is killed meanwhile keeps nobody for long. */
const CLAIM = 'schedules:being-set';
const CLAIM_MS = 2_000;
const AGAIN_MS = 50;

// BullMQ says this when another process has just created the same schedule; the end state is right.
const ALREADY_THERE = -10;

/**
 * Makes the schedules of `queue` exactly `ticks`. An unchanged one is left alone, because setting it again would
 * drop a run that is overdue. One process at a time: on PostgreSQL several that set the same at the same moment deadlock.
 */
export async function keepTicks(
  queue: Queue,
  ticks: readonly Tick[],
  memory: Pick<Memory, 'writeIfAbsent' | 'remove'>,
): Promise<void> {
  while (!(await memory.writeIfAbsent(CLAIM, '', CLAIM_MS))) await pause(AGAIN_MS);
  try {
    await setTicks(queue, ticks);
  } finally {
    await memory.remove([CLAIM]);
  }
}

async function setTicks(queue: Queue, ticks: readonly Tick[]): Promise<void> {
  const existing = new Map((await queue.getJobSchedulers(0, -1)).map(schedule => [schedule.key, schedule]));
  const wanted = new Set(ticks.map(({ name }) => name));
  for (const name of existing.keys()) {
    if (!wanted.has(name)) await queue.removeJobScheduler(name);
  }
  for (const tick of ticks) {
    const schedule = existing.get(tick.name);
    if (schedule !== undefined && isSame(tick, schedule)) continue;
    await queue
      .upsertJobScheduler(
        tick.name,
        'everyMs' in tick ? { every: tick.everyMs } : { pattern: tick.cron, tz: tick.zone },
        {
          name: 'tick',
          data: { tick: tick.name },
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

function isSame(tick: Tick, { every, pattern, tz }: JobSchedulerJson): boolean {
  return 'everyMs' in tick
    ? Number(every) === tick.everyMs && !pattern
    : pattern === tick.cron && tz === tick.zone && !every;
}

/**
 * Throws RangeError for a tick that could never work: BullMQ takes four fields without a word and answers a wrong
 * zone with an obscure error.
 */
export function checkTick(tick: Tick): void {
  if (!/^[a-z0-9-]+$/.test(tick.name)) {
    throw new RangeError(`"${tick.name}" is not a name for a tick: use small letters, digits and "-".`);
  }
  if ('everyMs' in tick) {
    if (Number.isInteger(tick.everyMs) && tick.everyMs > 0) return;
    throw new RangeError(`The tick ${tick.name} has everyMs ${tick.everyMs}: use a whole number above 0.`);
  }
  if (tick.cron.trim().split(/\s+/).length !== 5) {
    throw new RangeError(
      `The tick ${tick.name} has the cron line "${tick.cron}": use five fields, as in "0 8 * * 1".`,
    );
  }
  try {
    Intl.DateTimeFormat('en', { timeZone: tick.zone });
  } catch {
    throw new RangeError(
      `The tick ${tick.name} has the zone "${tick.zone}": use an IANA name, as in "Europe/Berlin".`,
    );
  }
}
