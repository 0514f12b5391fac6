// Requests per minute and token, in windows of the simulator's clock.
import type { VirtualClock } from '../clock.ts';

const windowMs = 60_000;

/** The state of a token's budget after one more request. */
type Limit = { isOver: boolean; headers: Record<string, string> };

/** Counts one request of a token. */
export type RateLimit = { count(token: string): Limit; reset(): void };

/** Makes the counter; so many requests are let through in each window. Another limit begins with a new window. */
export function createRateLimit(clock: VirtualClock, limit: () => number): RateLimit {
  const windows = new Map<string, { startsAt: number; used: number; perMinute: number }>();
  return {
    reset: () => windows.clear(),
    count(token) {
      const now = clock.now();
      const perMinute = limit();
      const known = windows.get(token);
      const isCurrent =
        known?.perMinute === perMinute && now >= known.startsAt && now < known.startsAt + windowMs;
      const window = isCurrent ? known : { startsAt: now, used: 0, perMinute };
      windows.set(token, window);
      const isOver = window.used >= perMinute;
      if (!isOver) window.used += 1;
      const resetAtMs = window.startsAt + windowMs;
      const headers: Record<string, string> = {
        'X-RateLimit-Limit': String(perMinute),
        'X-RateLimit-Remaining': String(perMinute - window.used),
        'X-RateLimit-Reset': String(Math.ceil(resetAtMs / 1_000)),
      };
      if (isOver) headers['Retry-After'] = String(Math.max(1, Math.ceil((resetAtMs - now) / 1_000)));
      return { isOver, headers };
    },
  };
}
