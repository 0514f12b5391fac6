// Time limits and pauses: nothing that may never answer is waited for without one.

/** The answer of `work`; after `limitMs` without one, rejects with what `late` makes. The work itself goes on. */
export function within<T>(
  limitMs: number,
  work: Promise<T>,
  late: () => Error = () => new Error(`no answer within ${limitMs} ms`),
): Promise<T> {
  // Written out: each delivery waits for one of these, and a race takes twice the time.
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(late()), limitMs);
    const settle = (): void => {
      clearTimeout(timer);
      resolve(work);
    };
    work.then(settle, settle);
  });
}

/** Whether `work` settles, well or badly, within `limitMs`. Never rejects. */
export async function settles(work: Promise<unknown>, limitMs: number): Promise<boolean> {
  const done = work.then(
    () => true,
    () => true,
  );
  return within(limitMs, done).catch(() => false);
}

/** Waits `ms`, or until `signal` aborts. Never rejects; the caller looks at the signal. */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal?.aborted) {
      resolve();
      return;
    }
    const finish = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', finish);
      resolve();
    };
    const timer = setTimeout(finish, ms);
    signal?.addEventListener('abort', finish, { once: true });
  });
}
