// Time limits around calls to the store. Whatever goes wrong in the store leaves here as StoreUnavailable.
import { StoreMisconfigured, StoreUnavailable } from './errors.ts';
import { plainReason } from './stores/plain-reason.ts';

/**
 * Waits for `work` at most `limitMs`. Rejects with StoreUnavailable when it takes longer or fails; work that took
 * too long may still happen. `doing` completes the sentence "The store did not answer while …".
 */
export async function within<T>(limitMs: number, doing: string, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new StoreUnavailable(`The store did not answer within ${limitMs} ms while ${doing}.`));
    }, limitMs);
  });
  try {
    return await Promise.race([work, late]);
  } catch (error) {
    if (error instanceof StoreUnavailable || error instanceof StoreMisconfigured) throw error;
    throw new StoreUnavailable(`The store failed while ${doing}: ${plainReason(error)}`, { cause: error });
  } finally {
    clearTimeout(timer);
  }
}

/** Whether `work` settles, well or badly, within `limitMs`. Never rejects. */
export async function settles(work: Promise<unknown>, limitMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>(resolve => {
    timer = setTimeout(resolve, limitMs, false);
  });
  const done = work.then(
    () => true,
    () => true,
  );
  const inTime = await Promise.race([done, late]);
  clearTimeout(timer);
  return inTime;
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
