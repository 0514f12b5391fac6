// Long work in small parts: a delivery that comes meanwhile must be acknowledged within 800 ms.

/** Lets whatever else waits in this process go first. */
export function yieldToEventLoop(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve));
}
