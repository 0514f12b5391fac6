// Waiting for a store that does not answer yet, as long as whoever waits wants to.

import type { LogLine } from '../base/log.ts';
import { doublingPause, retry } from '../base/retry.ts';
import { pause } from '../base/time-limit.ts';
import { StoreUnavailable } from './errors.ts';

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 2_000;

export type StoreWait = {
  /** How long to try again; Infinity for a service. */
  waitMs: number;
  /** Ends the waiting at once. */
  signal?: AbortSignal | undefined;
  /** Told before each pause, as a warning that does not repeat itself. */
  complain: LogLine;
};

/**
 * What `attempt` comes to, tried again as long as it rejects with StoreUnavailable; other errors end it. What comes too
 * late, after `signal`, is handed to `discard`.
 */
export async function waitForStore<T>(
  attempt: () => Promise<T>,
  { waitMs, signal, complain }: StoreWait,
  discard: (late: T) => Promise<unknown> = async () => undefined,
): Promise<T> {
  const startedAt = performance.now();
  return retry(() => unlessAborted(attempt(), signal, discard), {
    pauseAfter(error, failures) {
      const pauseMs = doublingPause(failures, FIRST_PAUSE_MS, LONGEST_PAUSE_MS);
      const isOver = signal?.aborted === true || performance.now() - startedAt + pauseMs > waitMs;
      if (!(error instanceof StoreUnavailable) || isOver) return null;
      complain({ reason: error.message }, 'the store cannot be used yet; trying again');
      return pauseMs;
    },
    pause: ms => pause(ms, signal),
  });
}

function unlessAborted<T>(
  work: Promise<T>,
  signal: AbortSignal | undefined,
  discard: (late: T) => Promise<unknown>,
): Promise<T> {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const give = (): void => {
      reject(new StoreUnavailable('Nobody waits for the store any more.'));
      work.then(discard).catch(() => undefined);
    };
    if (signal.aborted) {
      give();
      return;
    }
    signal.addEventListener('abort', give, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', give));
  });
}
