// The two kinds of time that the domain knows: an instant, and a day in the playbook's zone.

/** Milliseconds since the epoch, UTC. */
export type Instant = number;

/** A calendar day `YYYY-MM-DD` in the playbook's time zone. Compares correctly as text. */
export type Day = string;

/** Whether `text` is a real day, written as 2027-01-15; the language itself would read 30 February as 2 March. */
export function isDay(text: string): boolean {
  const at = Date.parse(`${text}T12:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}
