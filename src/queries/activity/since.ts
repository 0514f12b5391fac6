// Since when somebody wants to know: a day in the playbook's zone, or an instant.
import { startOfDay } from '../../domain/schedule/calendar.ts';

/** A day or instant that can't be read. */
export class BadSince extends Error {
  override readonly name = 'BadSince';
}

/** The instant in milliseconds; 0 where nothing is given. Throws BadSince. */
export function readSince(given: string | null, zone: string): number {
  const text = given?.trim() ?? '';
  if (text === '') return 0;
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text) && isoDay(text) === text;
  if (isDay) return startOfDay(text, zone);
  const at = /^\d{4}-\d{2}-\d{2}T/.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(at)) return at;
  throw new BadSince(
    `"${text}" is no day. Since when? Write a day as 2027-01-14, or an instant as 2027-01-14T09:00Z.`,
  );
}

/** What the calendar makes of a day: the 30th of February is none. */
function isoDay(text: string): string | null {
  const at = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(at) ? null : new Date(at).toISOString().slice(0, 10);
}
