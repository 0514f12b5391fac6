// Calendar days as ClickUp stores them: 04:00 local time of whoever set the date.
import { Temporal } from 'temporal-polyfill';

/** The instant that ClickUp keeps for the day on which `atMs` falls in that zone. */
export function dayAtFour(atMs: number, zone: string): number {
  return Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone).withPlainTime({ hour: 4 })
    .epochMilliseconds;
}
