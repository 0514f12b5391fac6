// Lengths of time as people write them: `60 seconds`, `2 hours`, `3 working days`.
import { z } from 'zod';
import type { Instant } from '../day.ts';
import { addWorkingDays, type Calendar, dayOf, morningOf } from './calendar.ts';

/** A fixed length in milliseconds, or a number of the company's working days. */
export type Duration = { unit: 'ms'; ms: number } | { unit: 'working day'; count: number };

const MS = { second: 1000, minute: 60_000, hour: 3_600_000, day: 86_400_000, week: 604_800_000 } as const;
const PATTERN = /^(\d{1,4}) (seconds?|minutes?|hours?|days?|weeks?|working days?)$/;

/** A length of time as people write it in the playbook. */
export const DurationText = z
  .string()
  .transform((text, context): Duration => {
    const duration = parseDuration(text);
    if (duration) return duration;
    context.addIssue({
      code: 'custom',
      message: 'is no length of time; write for example "60 seconds", "2 hours" or "3 working days"',
    });
    return z.NEVER;
  })
  .describe('a length of time, for example "60 seconds" or "3 working days"');

/** A length of time that is counted in days: at least one whole day, week or working day. */
export const WholeDaysText = z
  .string()
  .transform((text, context): Duration => {
    const duration = parseDuration(text);
    if (duration && isWholeDays(duration)) return duration;
    context.addIssue({
      code: 'custom',
      message: `${duration ? 'is not counted in whole days' : 'is no length of time'}; write for example "1 day", "2 weeks" or "3 working days"`,
    });
    return z.NEVER;
  })
  .describe('at least one whole day, week or working day, for example "1 week" or "3 working days"');

/** Parses `N seconds|minutes|hours|days|weeks|working days`; null if it is none of these. */
export function parseDuration(expression: string): Duration | null {
  const match = PATTERN.exec(expression.trim().toLowerCase().replace(/\s+/g, ' '));
  if (!match?.[1] || !match[2]) return null;
  const count = Number(match[1]);
  const unit = match[2].replace(/s$/, '');
  if (unit === 'working day') return { unit, count };
  return { unit: 'ms', ms: count * MS[unit as keyof typeof MS] };
}

function isWholeDays(duration: Duration): boolean {
  const days = duration.unit === 'ms' ? duration.ms / MS.day : duration.count;
  return days >= 1 && Number.isInteger(days);
}

/** A length so many times as long. */
export function timesAsLong(duration: Duration, times: number): Duration {
  return duration.unit === 'ms'
    ? { unit: 'ms', ms: duration.ms * times }
    : { unit: 'working day', count: duration.count * times };
}

/** The instant at which `duration` after `from` is over; working days are over in the morning, when people are there. */
export function after(from: Instant, duration: Duration, calendar: Calendar): Instant {
  if (duration.unit === 'ms') return from + duration.ms;
  if (duration.count === 0) return from;
  return morningOf(addWorkingDays(calendar, dayOf(from, calendar.zone), duration.count), calendar.zone);
}
