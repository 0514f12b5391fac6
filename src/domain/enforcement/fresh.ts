// Whether a reported change just happened, by ClickUp's own time as well as by its arrival: only that may be taken back.
import type { Observation, ReportedChange } from '../observation.ts';

/** A change may be taken back only this soon after it was made, and only this soon after it was reported. */
export const UNDO_WITHIN_MS = 10 * 60_000;
/** Two clocks are never quite alike; a change that is further ahead of ours than this was not made yet. */
const AHEAD_MS = 60_000;

/** Whether a change is young enough to be taken back. A delivery may be old when it comes, and come again. */
export function isFresh(
  { at, receivedAt, isUndated }: Pick<ReportedChange, 'at' | 'receivedAt' | 'isUndated'>,
  { at: now, clockSkewMs = 0 }: Pick<Observation, 'at' | 'clockSkewMs'>,
): boolean {
  if (isUndated) return false;
  const ageMs = now - (at - clockSkewMs);
  return ageMs >= -AHEAD_MS && ageMs <= UNDO_WITHIN_MS && now - receivedAt <= UNDO_WITHIN_MS;
}
