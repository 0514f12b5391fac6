// What the queue tests share: a store with queues and workers that closes itself, and a clock that can be moved.
import { onTestFinished, vi } from 'vitest';
import { openQueues } from '../../src/queue/queues.ts';
import type { Queues, QueuesOptions } from '../../src/queue/queues-shape.ts';
import { openStore, type Store, type StoreOptions } from '../../src/queue/store.ts';
import { type Handlers, startWorkers, type Workers, type WorkersOptions } from '../../src/queue/workers.ts';
import { createInMemoryBackend } from './in-memory-queue/backend.ts';
import { movableClock, quiet } from './queue-rig-parts.ts';

/** The address under which a rig takes the queues in memory, on the machine's own timers. */
export const VOLATILE = 'volatile:';
export const inMemoryBackend = createInMemoryBackend({ timers: globalThis });
const bull = { openStore, openQueues, startWorkers };

/** How the ids of this process's workspaces begin. */
export const ourWorkspaces = `t${process.pid}-`;

let count = 0;
/** An id that no other run of the tests has used. */
export const newWorkspaceId = (): string => `${ourWorkspaces}${Date.now().toString(36)}-${count++}`;

/** A promise that is settled from outside. */
export function gate(): { opened: Promise<void>; open(): void } {
  let open = (): void => {};
  const opened = new Promise<void>(resolve => {
    open = resolve;
  });
  return { opened, open: () => open() };
}

export type Rig = {
  clock: ReturnType<typeof movableClock>;
  store: Store;
  queues: Queues;
  work(handlers: Partial<Handlers>, options?: Partial<WorkersOptions>, seenBy?: Queues): Promise<Workers>;
  /** Opens the queues of the same store once more, as another process would. */
  openQueuesAgain(): Promise<Queues>;
  close(): Promise<void>;
};

/** Opens a store with its queues; everything is closed when the test ends. */
export async function openRig(
  url: string,
  options: Partial<QueuesOptions> & Partial<Omit<StoreOptions, 'url' | 'clock' | 'log'>> = {},
): Promise<Rig> {
  const clock = movableClock();
  const { workspaceId = newWorkspaceId(), boardId = 'board', waitMs = 5_000, ...queueOptions } = options;
  // A volatile store has no backend; no claim that all stores share looks at it.
  const backend = url === VOLATILE ? (inMemoryBackend as unknown as typeof bull) : bull;
  const store = await backend.openStore({ url, workspaceId, boardId, clock, log: quiet, waitMs });
  const queues = await backend.openQueues(store, { clock, log: quiet, debounceMs: 20, ...queueOptions });
  const running: Workers[] = [];
  async function close(): Promise<void> {
    for (const workers of running) await workers.close({ timeoutMs: 2_000 });
    await queues.close();
    await store.close();
  }
  onTestFinished(close);
  return {
    clock,
    store,
    queues,
    close,
    openQueuesAgain: () => backend.openQueues(store, { clock, log: quiet }),
    async work(handlers, workersOptions = {}, seenBy = queues) {
      const all: Handlers = {
        delivery: async () => {},
        reconcile: async () => ({ kind: 'done', next: null }),
        schedule: async () => {},
        ...handlers,
      };
      const workers = await backend.startWorkers(store, seenBy, all, {
        clock,
        log: quiet,
        ...workersOptions,
      });
      running.push(workers);
      return workers;
    },
  };
}

/** Waits until no reconcile is waiting or running. */
export async function untilIdle({ queues }: Rig): Promise<void> {
  await vi.waitFor(async () => {
    const { reconcile } = await queues.counts();
    const left = ['waiting', 'prioritized', 'delayed', 'active'].map(state => reconcile[state] ?? 0);
    if (left.some(jobs => jobs > 0)) throw new Error(`still at work: ${JSON.stringify(reconcile)}`);
  }, WAIT);
}

export const WAIT = { timeout: 10_000, interval: 15 };
