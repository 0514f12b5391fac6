// Where the simulator gets its time: now, and waiting. Real by default; a virtual one lets hours pass at once.

/** The present instant (ms since the epoch) and timers; `unref`ed, so that waiting keeps no process alive. */
export type Time = {
  now(): number;
  setTimeout(run: () => void, ms: number): unknown;
  clearTimeout(handle: unknown): void;
};

/** The machine's own time. */
export const realTime: Time = {
  now: () => Date.now(),
  setTimeout: (run, ms) => setTimeout(run, ms).unref(),
  clearTimeout: handle => clearTimeout(handle as NodeJS.Timeout),
};

/** Resolves after `ms`, or at once when `signal` aborts; whoever waits looks at the signal. */
export function pause(time: Time, ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal?.aborted === true) {
      resolve();
      return;
    }
    const finish = () => {
      time.clearTimeout(timer);
      signal?.removeEventListener('abort', finish);
      resolve();
    };
    const timer = time.setTimeout(finish, ms);
    signal?.addEventListener('abort', finish, { once: true });
  });
}
