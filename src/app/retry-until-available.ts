// Waiting at the start until ClickUp and the store answer.
import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import { doublingPause, retry } from '../base/retry.ts';
import { StoreUnavailable } from '../queue/store.ts';
import { ClickUpFailure } from '../reconcile/ports.ts';

/** Failures of ClickUp that pass by themselves. */
const PASSING: ReadonlySet<string> = new Set(['unavailable', 'limited', 'unreadable']);

const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 60_000;
const STORE_AGAIN_MS = 2_000;

/** ClickUp or the store being away at the start passes, and is no error; a wrong name in the playbook is one. */
export async function retryUntilAvailable<T>(
  { clock, log, signal }: { clock: Clock; log: Log; signal: AbortSignal },
  attempt: () => Promise<T>,
): Promise<T> {
  const pauseAfter = (error: unknown, failures: number): number | null => {
    signal.throwIfAborted();
    if (error instanceof StoreUnavailable) {
      log.warn(
        { reason: error.message, againInMs: STORE_AGAIN_MS },
        'the store does not answer; trying again',
      );
      return STORE_AGAIN_MS;
    }
    if (!(error instanceof ClickUpFailure && PASSING.has(error.kind))) return null;
    const againInMs =
      error.until === null
        ? doublingPause(failures, FIRST_PAUSE_MS, LONGEST_PAUSE_MS)
        : Math.max(1_000, error.until - clock.now());
    log.warn({ reason: error.message, againInMs }, 'ClickUp does not answer; trying again');
    return againInMs;
  };
  return retry(attempt, { pauseAfter, pause: ms => wait(ms, undefined, { signal }) });
}
