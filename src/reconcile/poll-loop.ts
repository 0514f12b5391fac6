// Looks at something again and again for as long as a process lives: sooner after a failure, and never twice at once.

import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import { reasonOf } from '../base/reason-of.ts';
import { doublingPause } from '../base/retry.ts';
import { ClickUpFailure } from './ports.ts';

const FIRST_PAUSE_MS = 2_000;

export type PollLoopOptions = {
  poll(): Promise<void>;
  everyMs: number;
  clock: Clock;
  log: Log;
  /** What the log says about a look that failed. */
  complaint: string;
  /** Ends it; a look under way comes to its end. */
  signal: AbortSignal;
};

/** Polls for the first time, which may fail like any other; `ended` resolves once no further one will be made. */
export async function pollLoop(options: PollLoopOptions): Promise<{ ended: Promise<void> }> {
  const { poll, everyMs, clock, log, complaint, signal } = options;
  let failures = 0;

  /** Answers with the pause until the next poll. */
  const pollOnce = async (): Promise<number> => {
    try {
      await poll();
      failures = 0;
      return everyMs;
    } catch (error) {
      log.error({ reason: reasonOf(error) }, complaint);
      if (error instanceof ClickUpFailure && error.until !== null) {
        return Math.max(FIRST_PAUSE_MS, error.until - clock.now());
      }
      return doublingPause(++failures, FIRST_PAUSE_MS, everyMs);
    }
  };
  const goOn = async (firstPauseMs: number): Promise<void> => {
    for (let pauseMs = firstPauseMs; !signal.aborted; pauseMs = await pollOnce()) {
      const isOver = await wait(pauseMs, false, { signal }).catch(() => signal.aborted);
      if (isOver) return;
    }
  };
  const firstPauseMs = await pollOnce();
  return { ended: goOn(firstPauseMs) };
}
