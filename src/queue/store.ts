// The store: where work still to do and the small memory live. One call opens any kind of it by its address.

import { sparingly } from '../base/log.ts';
import type { StoreTarget } from '../base/store-url.ts';
import { formerKeysOf, keysOfBoard } from './keys.ts';
import { parseStoreUrl } from './parse-store-url.ts';
import type { Opening, Store, StoreOptions } from './store-shape.ts';
import { waitForStore } from './wait-for-store.ts';

export { StoreHeld, StoreMisconfigured, StoreUnavailable } from './errors.ts';
export type { Store, StoreOptions } from './store-shape.ts';

/**
 * Opens the store at `url` and brings its tables up to date. Rejects with StoreUnavailable (no answer in time),
 * StoreHeld (another process has the embedded folder) or StoreMisconfigured (waiting would not help).
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const target = parseStoreUrl(options.url);
  const keys = keysOfBoard(options);
  const formerKeys = formerKeysOf(options);
  const opening: Opening = {
    ...options,
    keys,
    formerKeys,
    waitMs: options.waitMs ?? 5_000,
    shown: target.shown,
  };
  const complain = sparingly(options.log, options.clock);
  return waitForStore(
    () => open(target, opening),
    {
      waitMs: opening.waitMs,
      signal: options.signal,
      complain: (fields, message) => complain({ store: target.shown, ...fields }, message),
    },
    store => store.close(),
  );
}

/** Begins what opening the store at `url` will need and what touches nothing of it, while other things are being done. */
export async function warmUpStore(url: string): Promise<void> {
  if (parseStoreUrl(url).kind === 'embedded') (await import('./stores/threaded-database.ts')).warmThread();
}

// Loaded on demand: the embedded database alone weighs more than everything else.
async function open(target: StoreTarget, opening: Opening): Promise<Store> {
  if (target.kind === 'embedded') {
    return (await import('./stores/embedded-store.ts')).openEmbeddedStore(target.folder, opening);
  }
  if (target.kind === 'postgres') {
    return (await import('./stores/postgres-store.ts')).openPostgresStore(target.url, opening);
  }
  return (await import('./stores/redis-store.ts')).openRedisStore(target, opening);
}
