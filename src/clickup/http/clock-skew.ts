// How far ClickUp's clock is from ours: measured from the dates in the answers to our own writes, which are of just now.
import { z } from 'zod';
import type { Instant } from '../../domain/day.ts';

/** A write that changed nothing answers with an old date: the middle of a few does not mind one or two of those. */
const SAMPLES = 5;
const ENOUGH = 3;
/** Where an answer took longer, nobody can say when within that time the write was done. */
const LONGEST_MS = 10_000;

/** Milliseconds, as text where an answer is as ClickUp sent it. */
const Millis = z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)]);

/** What a task and a comment say of when they were written. */
const Dated = z.object({
  date_updated: Millis.nullish().catch(null),
  date: Millis.nullish().catch(null),
});

export type ClockSkew = {
  /** Learns from the answer to a write that was sent and answered at these instants of our clock. */
  noteAnswer(answer: unknown, sentAt: Instant, answeredAt: Instant): void;
  /** By how many milliseconds ClickUp's clock is ahead of ours (behind: below 0); null before enough was written. */
  ms(): number | null;
};

/** Nothing is measured yet. */
export function measureClockSkew(): ClockSkew {
  let samples: number[] = [];
  return {
    noteAnswer(answer, sentAt, answeredAt) {
      const { date_updated, date } = Dated.safeParse(answer).data ?? {};
      const theirs = date_updated ?? date ?? null;
      if (theirs === null || answeredAt - sentAt > LONGEST_MS) return;
      samples = [...samples, theirs - (sentAt + answeredAt) / 2].slice(-SAMPLES);
    },
    ms() {
      if (samples.length < ENOUGH) return null;
      const inOrder = samples.toSorted((one, other) => one - other);
      return Math.round(inOrder[Math.floor(inOrder.length / 2)] ?? 0);
    },
  };
}
