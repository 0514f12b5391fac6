// Connects as one of several processes: they share the token's budget from the first request on.

import { type Connection, type ConnectOptions, connect } from '../clickup/connect.ts';
import { openSharedMemory } from '../queue/stores/shared-memory.ts';

/** Like `connect`, for who opens the store at `storeUrl` next; the engine goes on with the store's own connection. */
export async function connectShared(options: ConnectOptions & { storeUrl: string }): Promise<Connection> {
  const { storeUrl, clock, log, signal } = options;
  const shared = await openSharedMemory({ url: storeUrl, clock, log, ...(signal ? { signal } : {}) });
  try {
    return await connect({ ...options, sharedMemory: shared?.memory });
  } finally {
    await shared?.close();
  }
}
