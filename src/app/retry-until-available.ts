// Waiting at the start until ClickUp and the store answer.
import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import { StoreUnavailable } from '../queue/store.ts';
import { ClickUpFailure } from '../reconcile/ports.ts';

const LONGEST_PAUSE_MS = 60_000;
const STORE_AGAIN_MS = 2_000;

/** ClickUp or the store being away at the start passes, and is no error; a wrong name in the playbook is one. */
export async function retryUntilAvailable<T>(
  { clock, log, signal }: { clock: Clock; log: Log; signal: AbortSignal },
  attempt: () => Promise<T>,
): Promise<T> {
  for (let pauseMs = 2_000; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    try {
      return await attempt();
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof StoreUnavailable) {
        log.warn(
          { reason: error.message, againInMs: STORE_AGAIN_MS },
          'the store does not answer; trying again',
        );
        await wait(STORE_AGAIN_MS, undefined, { signal });
        continue;
      }
      const isPassing =
        error instanceof ClickUpFailure && ['unavailable', 'limited', 'unreadable'].includes(error.kind);
      if (!isPassing) throw error;
      const againInMs = error.until === null ? pauseMs : Math.max(1_000, error.until - clock.now());
      log.warn({ reason: error.message, againInMs }, 'ClickUp does not answer; trying again');
      await wait(againInMs, undefined, { signal });
    }
  }
}
