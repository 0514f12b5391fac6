// A playbook as it works: with its file, its public holidays and its calendar. Only the type; config/ loads one.
import type { Day, Instant } from '../day.ts';
import type { Calendar } from '../schedule/calendar.ts';
import type { Playbook } from './playbook.ts';

/** A playbook that holds, with the holidays of its region. */
export type LoadedPlaybook = {
  playbook: Playbook;
  /** Public holidays of the playbook's region, both ends included; none where it names no region. */
  publicHolidays: (from: Day, to: Day) => Day[];
  /** The company's calendar with the holidays from a year before to three years after `now`. */
  calendar: (now: Instant) => Calendar;
  file: string;
};
