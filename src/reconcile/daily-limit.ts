// A gentle start: at most so many changes a day on all cards together. They are counted in the memory, by all processes;
// a lost memory counts from 0 again.
import type { Clock } from '../base/clock.ts';
import type { Instant } from '../domain/day.ts';
import { type ChangesOfDay, mayBegin } from '../domain/enforcement/daily-limit.ts';
import { addDays, dayOf, morningOf } from '../domain/schedule/calendar.ts';
import type { Memory } from './memory/memory.ts';
import type { CompanySettings } from './observe-deps.ts';

const KEEP_MS = 3 * 86_400_000;

export type DailyLimitDeps = {
  memory: Memory;
  clock: Clock;
  company: { playbook: Pick<CompanySettings['playbook'], 'maxChangesPerDay' | 'calendar'> };
};

/** Ends a reconcile whose changes wait for the next day: that is no failure, and nobody waits for it. */
export class DailyLimitReached extends Error {
  override readonly name = 'DailyLimitReached';
  /** The morning on which it goes on. */
  readonly until: Instant;

  constructor(limit: number, until: Instant) {
    super(`the limit of ${limit} changes a day (maxChangesPerDay) is reached: the rest waits for tomorrow`);
    this.until = until;
  }
}

/** How many changes were made today, and how many may be; null where the playbook sets no limit. */
export async function changesToday(deps: DailyLimitDeps): Promise<ChangesOfDay | null> {
  const limit = deps.company.playbook.maxChangesPerDay;
  if (limit === undefined) return null;
  return { made: countIn(await deps.memory.read(keyOf(today(deps)))), limit };
}

/** Rejects with DailyLimitReached where `count` changes that belong together may not begin today. */
export async function checkDailyLimit(deps: DailyLimitDeps, count: number): Promise<void> {
  const known = await changesToday(deps);
  if (known !== null && !mayBegin(known, count)) throw reached(deps, known.limit);
}

/** Counts one change before it is made. Rejects with DailyLimitReached where today's are used up. */
export async function countChange(deps: DailyLimitDeps): Promise<void> {
  const limit = deps.company.playbook.maxChangesPerDay;
  if (limit === undefined) return;
  const { memory } = deps;
  const key = keyOf(today(deps));
  for (;;) {
    const found = await memory.read(key);
    const made = countIn(found);
    if (made >= limit) throw reached(deps, limit);
    const next = String(made + 1);
    const isCounted =
      found === null
        ? await memory.writeIfAbsent(key, next, KEEP_MS)
        : await memory.writeIfUnchanged(key, found, next, KEEP_MS);
    // Another process may have counted one in between.
    if (isCounted) return;
  }
}

function reached(deps: DailyLimitDeps, limit: number): DailyLimitReached {
  const { zone } = deps.company.playbook.calendar;
  return new DailyLimitReached(limit, morningOf(addDays(today(deps), 1), zone));
}

function today({ clock, company }: DailyLimitDeps): string {
  return dayOf(clock.now(), company.playbook.calendar.zone);
}

function keyOf(day: string): string {
  return `changes-of:${day}`;
}

function countIn(entry: string | null): number {
  return entry === null ? 0 : Number(entry);
}
