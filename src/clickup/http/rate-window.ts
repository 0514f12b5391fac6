// One window of ClickUp's rate limit, as all processes with one token write it down together. Pure.
import { z } from 'zod';
import type { Instant } from '../../domain/day.ts';

/**
 * `ours` is what was handed out to processes that write here, sent or not; `others` what ClickUp counted beside it, such as
 * a command or another program. `isGuess` while no answer has said yet when the window ends.
 */
export const RateWindow = z.object({
  id: z.string(),
  resetAt: z.number(),
  isGuess: z.boolean(),
  limit: z.number(),
  ours: z.number(),
  others: z.number(),
});
export type RateWindow = z.infer<typeof RateWindow>;

/** What one process knows of the present window. */
export type WindowPart = {
  /** What the headers said; null before they did. */
  limit: number;
  resetAt: Instant | null;
  /** The most that an answer of this window has said to be used up, by whomever. */
  used: number;
  /** The window in which this process is counted; null if in none. */
  windowId: string | null;
  /** What this process was handed out or sent in this window, and how much of that was not sent yet. */
  mine: number;
  unsent: number;
  /** How much of it is in no shared window yet. */
  owed: number;
};

export const WINDOW_MS = 60_000;
/** Answers of one window may round its end differently. */
export const SAME_WINDOW_MS = 1_000;

/** What may still be handed out. */
export function leftIn({ limit, ours, others }: RateWindow): number {
  return Math.max(0, limit - ours - others);
}

/**
 * The window with all that this process knows: what it owes is counted, and what ClickUp has counted beyond that is the
 * others'. Where there is none, or it is over, a new one, named `id`; `lost` is how this process saw the same window if
 * the store has lost it.
 */
export function settled(
  found: RateWindow | null,
  part: WindowPart,
  now: Instant,
  { id, lost }: { id: string; lost: RateWindow | null },
): RateWindow {
  const { limit, resetAt, used, mine, unsent, owed, windowId } = part;
  if (found === null || isOver(found, part, now)) {
    const knownOfOthers = lost === null ? 0 : lost.ours + lost.others - (mine - owed);
    return {
      id,
      resetAt: resetAt ?? lost?.resetAt ?? now + WINDOW_MS,
      isGuess: resetAt === null,
      limit,
      ours: mine,
      others: Math.max(0, knownOfOthers, used - (mine - unsent)),
    };
  }
  const ours = found.ours + (found.id === windowId ? owed : mine);
  // Whoever is counted for the first time was one of the others until now; after a loss nobody knows, and both count.
  const cameFromOthers = windowId === null ? mine : 0;
  return {
    id: found.id,
    resetAt:
      found.isGuess || resetAt === null ? (resetAt ?? found.resetAt) : Math.max(resetAt, found.resetAt),
    isGuess: found.isGuess && resetAt === null,
    limit,
    ours,
    // Of what is on its way nobody can say whether ClickUp has counted it: at least the rest is the others'.
    others: Math.max(0, found.others - cameFromOthers, used - (ours - unsent)),
  };
}

/** Whether another process has seen that the window in which this one counts is over. */
export function isNewer(found: RateWindow, part: WindowPart, now: Instant): boolean {
  if (part.resetAt === null || found.resetAt <= now) return false;
  if (!found.isGuess) return found.resetAt > part.resetAt + SAME_WINDOW_MS;
  return found.id !== part.windowId && part.resetAt <= now + SAME_WINDOW_MS;
}

function isOver(found: RateWindow, { resetAt }: WindowPart, now: Instant): boolean {
  if (found.resetAt <= now) return true;
  return !found.isGuess && resetAt !== null && resetAt > found.resetAt + SAME_WINDOW_MS;
}
