// When a cron line comes next, for the queues in memory; BullMQ reckons by itself. Knows numbers, "*", "a,b" and "*/n".
import type { Instant } from '../../../src/domain/day.ts';

const MINUTE_MS = 60_000;
/** Cron lines that never come are refused after as many steps; a year has fewer hours. */
const MOST_STEPS = 10_000;
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** The first full minute after `after` that the five fields name. Throws RangeError if there is none within a year. */
export function nextTime({ cron, zone }: { cron: string; zone: string }, after: Instant): Instant {
  const fields = cron.trim().split(/\s+/);
  const format = new Intl.DateTimeFormat('en', {
    timeZone: zone,
    hourCycle: 'h23',
    minute: 'numeric',
    hour: 'numeric',
    day: 'numeric',
    month: 'numeric',
    weekday: 'short',
  });
  let at = (Math.floor(after / MINUTE_MS) + 1) * MINUTE_MS;
  for (let step = 0; step < MOST_STEPS; step++) {
    const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
    const value = (type: Intl.DateTimeFormatPartTypes) => Number(parts.get(type));
    const weekday = WEEKDAYS.indexOf(parts.get('weekday') ?? '');
    const isDay = [value('day'), value('month'), weekday].every((one, index) =>
      names(fields[index + 2], one),
    );
    if (isDay && names(fields[1], value('hour'))) {
      if (names(fields[0], value('minute'))) return at;
      at += MINUTE_MS;
    } else at += (60 - value('minute')) * MINUTE_MS;
  }
  throw new RangeError(`The cron line "${cron}" names no minute of the next year that is understood here.`);
}

function names(field: string | undefined, value: number): boolean {
  return (field ?? '*').split(',').some(part => {
    const [range, every] = part.split('/');
    if (range === '*') return every === undefined || value % Number(every) === 0;
    return Number(range) === value;
  });
}
