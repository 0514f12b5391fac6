// What this process wrote itself, as the answers showed it: by that it knows its echoes and fills reads that lag.

import type { Clock } from '../../base/clock.ts';
import type { Instant } from '../../domain/day.ts';

/** Echoes arrive within seconds; this many writes of our own are enough to recognise them. */
const WRITTEN = 10_000;
/** Longer than any whole read and any read lag that a playbook would sensibly name. */
const SHOWN_MS = 60 * 60_000;

export type OwnWrites = {
  /** Notes that we wrote what has this key, as it stood at `at` by ClickUp's clock. */
  noteWritten(key: string, at: Instant): void;
  hasWritten(key: string, at: Instant): boolean;
  /** Whether anything of this key was ever written. */
  isKnown(key: string): boolean;
  /** Notes that an answer to our own write has just shown this object. */
  noteShown(id: string): void;
  /** Whether one showed it at or after `at`, by our clock. */
  hasShownSince(id: string, at: Instant): boolean;
};

/** Nothing is written yet. */
export function createOwnWrites(clock: Clock): OwnWrites {
  const written = new Map<string, Instant>();
  const shown = new Map<string, Instant>();
  return {
    noteWritten(key, at) {
      const latestAt = Math.max(at, written.get(key) ?? 0);
      written.delete(key);
      written.set(key, latestAt);
      const oldest = written.keys().next();
      if (written.size > WRITTEN && !oldest.done) written.delete(oldest.value);
    },
    hasWritten: (key, at) => (written.get(key) ?? 0) >= at,
    isKnown: key => written.has(key),
    noteShown(id) {
      const now = clock.now();
      shown.delete(id);
      shown.set(id, now);
      for (const [other, at] of shown) {
        if (at >= now - SHOWN_MS) break;
        shown.delete(other);
      }
    },
    hasShownSince: (id, at) => (shown.get(id) ?? 0) >= at,
  };
}
