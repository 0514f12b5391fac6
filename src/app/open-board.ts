// Opens what a board has in a store: its memory, its queues, and this process's right to work there.

import type { Clock } from '../base/clock.ts';
import { type Log, sparingly } from '../base/log.ts';

import type { LoadedPlaybook } from '../domain/playbook/loaded-playbook.ts';
import type { Backend } from '../queue/backend.ts';
import type { StorePlace } from '../queue/keys.ts';
import { Lease } from '../queue/lease.ts';
import type { Queues } from '../queue/queues-shape.ts';
import type { OpenStore } from '../queue/store-shape.ts';
import { takeOver } from '../queue/take-over.ts';
import { waitForStore } from '../queue/wait-for-store.ts';

const STORE_WAIT_MS = 5_000;

export type OpenBoardOptions = {
  backend: Backend;
  places: StorePlace;
  loaded: LoadedPlaybook;
  isAlone?: boolean;
  mark?: string;
  storeUrl: string;
  storeWaitMs?: number;
  clock: Clock;
  log: Log;
  debounceMs?: number;
  historyDays?: number;
  signal?: AbortSignal;
  pause?(ms: number): Promise<void>;
};

export type OpenBoard = { store: OpenStore; queues: Queues; lease: Lease; close(): Promise<void> };

/**
 * Waits for a store that does not answer, takes over what a release before left there, and notes this process. Rejects
 * with the store's errors or with BoardTaken, which explain themselves; nothing is left open then.
 */
export async function openBoard(options: OpenBoardOptions): Promise<OpenBoard> {
  const { backend, places, loaded, clock, log, signal, pause, storeWaitMs: waitMs = STORE_WAIT_MS } = options;
  const { workspaceId, boardId } = places;
  const store = await backend.openStore({
    url: options.storeUrl,
    workspaceId,
    boardId,
    clock,
    log,
    waitMs,
    ...(signal === undefined ? {} : { signal }),
  });
  if (store.endedUncleanly) {
    log.warn(
      { store: store.shown },
      'the store was not closed the last time; what it lost, the first sweep heals',
    );
  }
  const wait = { waitMs, signal, complain: sparingly(log, clock) };
  const { debounceMs, historyDays } = options;
  const chosen = {
    ...(debounceMs === undefined ? {} : { debounceMs }),
    ...(historyDays === undefined ? {} : { keepDays: historyDays }),
  };
  const opening = () => backend.openQueues(store, { clock, log, ...chosen });
  const queues = await waitForStore(opening, wait, late => late.close()).catch(async (error: unknown) => {
    // Its connections would keep the process alive, doing nothing.
    await store.close();
    throw error;
  });
  const close = async (): Promise<void> => {
    await queues.close();
    await store.close();
  };
  const lease = new Lease({
    store,
    loaded,
    isAlone: options.isAlone,
    mark: options.mark,
    clock,
    log,
    signal,
    pause,
  });
  const begin = async (): Promise<void> => {
    await lease.take();
    await takeOver(store, queues, log);
  };
  await waitForStore(begin, wait).catch(async (error: unknown) => {
    await lease.release().catch(() => undefined);
    await close();
    throw error;
  });
  return { store, queues, lease, close };
}
