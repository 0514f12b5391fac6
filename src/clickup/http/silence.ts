// Since when ClickUp does not answer. A refusal is an answer; a gateway's page, broken JSON and silence are none.

import type { Clock } from '../../base/clock.ts';
import type { Instant } from '../../domain/day.ts';

/** From the first request that had no answer since the last one that had; `reason` is null where it is still awaited. */
export type Silence = { since: Instant; reason: string | null };

export type SilenceMeter = {
  /** A request is sent; to be called with why no answer came, null where one came. */
  begin(): (unanswered: string | null) => void;
  /** Null where the last request was answered, and none is under way that was sent before. */
  state(): Silence | null;
};

/** Nothing has been sent yet. */
export function createSilenceMeter(clock: Clock): SilenceMeter {
  let silence: Silence | null = null;
  let answeredAt = Number.NEGATIVE_INFINITY;
  return {
    begin() {
      const sentAt = clock.now();
      silence ??= { since: sentAt, reason: null };
      return unanswered => {
        if (unanswered === null) {
          silence = null;
          answeredAt = clock.now();
          return;
        }
        // Others may have been answered while this one was waited for.
        silence = { since: silence?.since ?? Math.max(sentAt, answeredAt), reason: unanswered };
      };
    },
    state: () => silence,
  };
}
