// One read at a time, shared by all who may use it. It knows nothing of what is read.

import type { Clock } from '../../base/clock.ts';
import type { Instant } from '../../domain/day.ts';

type Flight<T> = { startedAt: Instant; done: Promise<T> };

export type SingleFlight<T> = {
  /** The outcome of a read that began at or after `notBefore`: of the one under way, or else of a new one. */
  since(notBefore: Instant): Promise<T>;
  underWay(): Flight<T> | null;
};

/** Shares the reads that `read` makes; it is given the instant at which one begins. */
export function singleFlight<T>(clock: Clock, read: (startedAt: Instant) => Promise<T>): SingleFlight<T> {
  let reading: Flight<T> | null = null;
  return {
    underWay: () => reading,
    async since(notBefore) {
      while (reading) {
        const { startedAt, done } = reading;
        if (startedAt >= notBefore) return done;
        // Somebody else's read began too early for us: let it end, whatever comes of it, then read again.
        await done.catch(() => null);
      }
      const startedAt = clock.now();
      const done = read(startedAt).finally(() => {
        reading = null;
      });
      reading = { startedAt, done };
      return done;
    },
  };
}

/** What `read` answers, read again once it is older than `keepsMs`; those who ask meanwhile share the answer. */
export function cachedFor<T>(clock: Clock, read: () => Promise<T>, keepsMs: number): () => Promise<T> {
  const shared = singleFlight(clock, async startedAt => ({ startedAt, found: await read() }));
  let last: { startedAt: Instant; found: T } | null = null;
  return async () => {
    const now = clock.now();
    if (!last || now - last.startedAt >= keepsMs) last = await shared.since(now - keepsMs);
    return last.found;
  };
}
