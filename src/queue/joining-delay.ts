// How long a reconcile waits for other requests of its card to join it, and what it may do meanwhile.

/** So long at most is waited for what comes behind a delivery that had to wait itself. */
const LONGEST_MS = 10_000;
/** So long before the debounce ends, what is needed may be read; what is decided waits for its end. */
const READ_AHEAD_MS = 60;

/**
 * How long a reconcile is put off, in milliseconds, where what asks for it came `waitedMs` ago: what is left of the
 * debounce, at least half of it. Behind a delivery that waited long for its turn others of the same card wait: half as
 * long again is left to them, so that a backlog costs a reconcile for each card and not one for each delivery.
 */
export function joiningDelayMs(debounceMs: number, waitedMs: number): number {
  const counted = Math.min(Math.max(0, waitedMs), debounceMs / 2);
  return Math.round(Math.max(debounceMs - counted, Math.min(waitedMs / 2, LONGEST_MS)));
}

/** How much sooner than after `delayMs` a reconcile that somebody waits for may begin to read. */
export function readAheadMs(delayMs: number): number {
  return Math.min(READ_AHEAD_MS, Math.round(delayMs / 3));
}
