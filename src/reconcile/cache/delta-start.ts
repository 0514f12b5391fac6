// From which change on a delta reads. ClickUp may show a change late, within the read lag: each delta reaches back behind
// the newest change that was seen, until so much time has passed that nothing older can come any more.

import type { Clock } from '../../base/clock.ts';
import type { Instant } from '../../domain/day.ts';
import { earlierBy } from './merge-reads.ts';

/** Marks closer together than this part of the overlap become one. */
const MARKS_IN_OVERLAP = 8;

export type DeltaStart = {
  /** Changes after this instant, by ClickUp's clock, may still be unread; null if all are. */
  after(seenUpTo: Instant | null): Instant | null;
  /** Notes that a delta which began at `startedAt`, by our clock, has come to its end and has shown changes up to `seenUpTo`. */
  noteRead(startedAt: Instant, seenUpTo: Instant | null): void;
};

/**
 * Only lengths of time are compared, each by one clock: ClickUp's and ours need not agree. What was seen at some moment
 * was done before it, and so was whatever has an older date; a delta that begins `overlapMs` later shows all of that.
 */
export function deltaStart(clock: Clock, overlapMs: number): DeltaStart {
  let settledUpTo = Number.NEGATIVE_INFINITY;
  /** The newest change that was seen, and when: the oldest mark first. */
  let marks: { upTo: Instant; seenAt: Instant }[] = [];

  return {
    after(seenUpTo) {
      const from = earlierBy(seenUpTo, overlapMs);
      return from === null ? null : Math.max(from, settledUpTo);
    },
    noteRead(startedAt, seenUpTo) {
      for (const { upTo, seenAt } of marks) {
        if (startedAt > seenAt + overlapMs) settledUpTo = Math.max(settledUpTo, upTo);
      }
      marks = marks.filter(({ upTo }) => upTo > settledUpTo);
      if (seenUpTo === null || seenUpTo <= Math.max(settledUpTo, marks.at(-1)?.upTo ?? settledUpTo)) return;
      const now = clock.now();
      const isClose = now - (marks.at(-2)?.seenAt ?? Number.NEGATIVE_INFINITY) < overlapMs / MARKS_IN_OVERLAP;
      marks = [...(isClose ? marks.slice(0, -1) : marks), { upTo: seenUpTo, seenAt: now }];
    },
  };
}
