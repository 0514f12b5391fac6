// STORE_URL for whoever opens a store: the target, or the refusal.
import { readStoreUrl, STORE_URL_FORMS, type StoreTarget } from '../base/store-url.ts';
import { StoreMisconfigured } from './errors.ts';

/** Throws StoreMisconfigured with a sentence that says what is allowed. */
export function parseStoreUrl(url: string): StoreTarget {
  const target = readStoreUrl(url);
  if (!('wrong' in target)) return target;
  throw new StoreMisconfigured(`STORE_URL is wrong: ${target.wrong}. Allowed are ${STORE_URL_FORMS}.`);
}
