// What a start has to tell whoever started it.
import type { Instant } from '../domain/day.ts';
import type { LoadedPlaybook } from '../domain/playbook/loaded-playbook.ts';
import { addDays, dayOf, startOfDay } from '../domain/schedule/calendar.ts';
import type { Schedule } from '../queue/schedules.ts';
import type { Role } from './role.ts';

/** `publicUrl` is null where it polls, `listensAt` for the role `worker`, `nextSweepAt` for the role `web`. */
export type StartNote = {
  workspace: string;
  board: string;
  mode: 'observe' | 'act';
  role: Role;
  locale: string;
  zone: string;
  store: string;
  publicUrl: string | null;
  listensAt: string | null;
  adminUrl: string;
  nextSweepAt: Instant | null;
};

const SWEEP_HOUR = 3;
const HOUR_MS = 3_600_000;

/** What a board's process does by the clock. */
export function schedulesFor({ playbook }: LoadedPlaybook, pollMs: number): Schedule[] {
  const { zone } = playbook.calendar;
  return [
    { name: 'sweep', cron: `0 ${SWEEP_HOUR} * * *`, zone },
    // Every hour, so that one is made up for that a night's rest of the machine has missed.
    ...(playbook.digest ? [{ name: 'agenda', cron: '5 6-20 * * *', zone }] : []),
    { name: 'poll', everyMs: pollMs },
  ];
}

/** When the next sweep by the clock is, but for the hour of a night in which clocks are moved. */
export function nextSweepAfter(now: Instant, zone: string): Instant {
  const today = dayOf(now, zone);
  const at = (day: string): Instant => startOfDay(day, zone) + SWEEP_HOUR * HOUR_MS;
  return now < at(today) ? at(today) : at(addDays(today, 1));
}
