// Time limits around calls to the store. Whatever goes wrong in the store leaves here as StoreUnavailable.
import { within } from '../base/time-limit.ts';
import { StoreMisconfigured, StoreUnavailable } from './errors.ts';
import { plainReason } from './stores/plain-reason.ts';

/** How long the store may take for what nobody waits for at the other end of a socket, in milliseconds. */
export const STORE_ANSWER_MS = 5_000;

/**
 * Waits for `work` at most `limitMs`. Rejects with StoreUnavailable when it takes longer or fails; work that took
 * too long may still happen. `doing` completes the sentence "The store did not answer while …".
 */
export async function callStore<T>(limitMs: number, doing: string, work: Promise<T>): Promise<T> {
  const late = () => new StoreUnavailable(`The store did not answer within ${limitMs} ms while ${doing}.`);
  try {
    return await within(limitMs, work, late);
  } catch (error) {
    if (error instanceof StoreUnavailable || error instanceof StoreMisconfigured) throw error;
    throw new StoreUnavailable(`The store failed while ${doing}: ${plainReason(error)}`, { cause: error });
  }
}
