// How many changes the days of a rehearsal have had, where the playbook allows only so many.
import type { Day, Instant } from '../domain/day.ts';
import { countsForTheDay, mayBegin } from '../domain/enforcement/daily-limit.ts';
import type { Operation } from '../domain/operation.ts';
import type { Playbook } from '../domain/playbook/playbook.ts';
import { addDays, dayOf, morningOf } from '../domain/schedule/calendar.ts';

/** What of a plan is done now; `until` is when the rest goes on, null where there is none. */
export type FitsToday = { now: readonly Operation[]; until: Instant | null };

/** The count of one rehearsal, whose time only goes forward. */
export class DailyChanges {
  readonly #limit: number;
  readonly #zone: string;
  #day: Day = '';
  #made = 0;

  constructor({ maxChangesPerDay = Infinity, calendar: { zone } }: Playbook) {
    this.#limit = maxChangesPerDay;
    this.#zone = zone;
  }

  /** Counts as many of a plan's operations as a running Liaison would do at this instant. */
  take(operations: readonly Operation[], at: Instant): FitsToday {
    if (this.#limit === Infinity) return { now: operations, until: null };
    const today = dayOf(at, this.#zone);
    if (today !== this.#day) this.#made = 0;
    this.#day = today;
    const first = operations.findIndex(countsForTheDay);
    const before = { made: this.#made, limit: this.#limit };
    const isBegun = first >= 0 && mayBegin(before, operations.length - first);
    const waiting = operations.findIndex(operation => {
      if (!countsForTheDay(operation)) return false;
      if (!isBegun || this.#made >= this.#limit) return true;
      this.#made += 1;
      return false;
    });
    if (waiting < 0) return { now: operations, until: null };
    return { now: operations.slice(0, waiting), until: morningOf(addDays(today, 1), this.#zone) };
  }
}
