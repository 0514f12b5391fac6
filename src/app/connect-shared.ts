// Connects as one of several processes: they share the token's budget from the first request on.

import { type Connection, type ConnectOptions, connect } from '../clickup/connect.ts';
import { storeReason } from '../queue/errors.ts';
import { notePlace } from '../queue/noted-place.ts';
import { openSharedMemory } from '../queue/stores/shared-memory.ts';
import type { Memory } from '../reconcile/memory/memory.ts';

/**
 * Like `connect`, for who opens the store at `storeUrl` next; the engine goes on with the store's own connection. Notes
 * there which board it is.
 */
export async function connectShared(options: ConnectOptions & { storeUrl: string }): Promise<Connection> {
  const { storeUrl, clock, log, signal } = options;
  const shared = await openSharedMemory({ url: storeUrl, clock, log, ...(signal ? { signal } : {}) });
  try {
    const connection = await connect({ ...options, sharedMemory: shared?.memory });
    if (shared) await note(shared.memory, options, connection);
    return connection;
  } finally {
    await shared?.close();
  }
}

/** Only who asks the store while ClickUp is away misses it. */
async function note(shared: Memory, options: ConnectOptions, { places }: Connection): Promise<void> {
  try {
    await notePlace(shared, options, places);
  } catch (error) {
    options.log.debug({ reason: storeReason(error) }, 'the store does not know yet which board this is');
  }
}
