// What ClickUp's rate-limit headers say, read with care.
import type { Instant } from '../../domain/day.ts';
import { WINDOW_MS } from './rate-window.ts';

/** Reads one header of an answer by its lower-case name. */
export type ReadHeader = (name: string) => string | undefined;

/** Windows last a minute; a reset farther away than this is a clock that disagrees, not a budget. */
const FARTHEST_RESET_MS = 5 * WINDOW_MS;
/** Later than any second count and earlier than any current millisecond count. */
const FIRST_PLAUSIBLE_MS = 100_000_000_000;

/** When the window ends; null if that is not said, or can't be. */
export function resetIn(header: ReadHeader, now: Instant): Instant | null {
  const given = numberIn(header('x-ratelimit-reset'));
  if (given === null) return null;
  const resetAt = given < FIRST_PLAUSIBLE_MS ? given * 1_000 : given;
  return resetAt - now > FARTHEST_RESET_MS ? null : resetAt;
}

/** How long to wait where only that is said; a window's length where not even that is. */
export function retryAfterMs(header: ReadHeader): number {
  const seconds = numberIn(header('retry-after'));
  return seconds !== null && seconds > 0 ? Math.min(seconds * 1_000, FARTHEST_RESET_MS) : WINDOW_MS;
}

/** A count in a header; null if there is none. */
export function numberIn(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,15}(\.\d+)?$/.test(text.trim()) ? Number(text) : null;
}
