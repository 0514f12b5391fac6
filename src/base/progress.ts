// How far long work is, and about how long it still takes: by its pace so far, and by the requests that a minute has.

/** What is left of the requests of this minute; null where nobody has said. `resetAt` is in milliseconds. */
export type BudgetLeft = { limit: number | null; remaining: number | null; resetAt: number | null };

/** Where requests are counted. */
export type Requests = { requests(): { reads: number; writes: number }; budget(): BudgetLeft };

/** Hears how far long work is. */
export type Progress = {
  /** What is done now: `done` of `total`, where it is known how many there are. */
  step(doing: string, done?: number, total?: number): void;
  /** From now on the requests of the work are counted there. */
  follow(requests: Requests): void;
};

/** Nobody waits for this work. */
export const UNSEEN: Progress = { step: () => undefined, follow: () => undefined };

const MINUTE_MS = 60_000;

/** Work of many like parts, `elapsedMs` after the first began; `requests` is what all that are done took. */
export type Pace = { done: number; left: number; elapsedMs: number; requests: number };

/**
 * About how many milliseconds the rest takes; null before a part is done. What it needs beyond the requests of this minute
 * waits for the next ones.
 */
export function timeLeftMs(
  pace: Pace,
  { limit, remaining, resetAt }: BudgetLeft,
  now: number,
): number | null {
  const { done, left, elapsedMs, requests } = pace;
  if (done === 0) return null;
  const byPace = (elapsedMs / done) * left;
  const lacking = (requests / done) * left - (remaining ?? Number.POSITIVE_INFINITY);
  if (limit === null || lacking <= 0) return byPace;
  const untilReset = resetAt === null ? MINUTE_MS : Math.max(0, resetAt - now);
  return Math.max(byPace, untilReset + Math.floor(lacking / limit) * MINUTE_MS);
}

/** A length of time as people say it: `40 s`, `12 min`, `2 h 5 min`. */
export function lengthInWords(ms: number): string {
  const seconds = Math.ceil(ms / 1_000);
  if (seconds < 90) return `${seconds} s`;
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 90) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
