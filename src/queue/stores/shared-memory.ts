// The part of a store that belongs to no board, for who does not know its board yet.
import { storeReason } from '../errors.ts';
import { parseStoreUrl } from '../parse-store-url.ts';
import type { SharedMemory, StoreOptions } from '../store-shape.ts';

/** Nothing depends on it: a store that does not answer soon is waited for later, when it is opened as a whole. */
const WAIT_MS = 2_000;

/**
 * Opens it with a connection of its own. Null for the embedded store, which nobody shares, and where the store does not
 * answer. Never rejects.
 */
export async function openSharedMemory(
  options: Pick<StoreOptions, 'url' | 'clock' | 'log' | 'signal'>,
): Promise<SharedMemory | null> {
  const { url, log } = options;
  try {
    const target = parseStoreUrl(url);
    const opening = { ...options, waitMs: WAIT_MS, shown: target.shown };
    if (target.kind === 'embedded') return null;
    if (target.kind === 'postgres') {
      return await (await import('./postgres-store.ts')).openPostgresShared(target.url, opening);
    }
    return await (await import('./redis-store.ts')).openRedisShared(target, opening);
  } catch (error) {
    log.debug({ reason: storeReason(error) }, 'the budget is not shared until the store is open');
    return null;
  }
}
