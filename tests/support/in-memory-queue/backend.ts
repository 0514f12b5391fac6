// The store, the three queues and their workers in memory: the same promises as with BullMQ, except that everything
// ends with the process. For tests in virtual time; nothing here waits except on the timers handed in.

import type { Backend } from '../../../src/queue/backend.ts';
import { inProcessMemory } from '../../../src/queue/in-process-memory.ts';
import type { OpenStore } from '../../../src/queue/store-shape.ts';
import { checkWrites } from '../../../src/queue/stores/write-check.ts';
import type { Memory } from '../../../src/reconcile/memory/memory.ts';
import { type BoardQueues, createBoardQueues, queuesIn } from './board-queues.ts';
import type { Timers } from './journal.ts';
import { queuesOf } from './requests.ts';
import { startOn } from './workers.ts';

/** A backend in memory, and what its stores can go through, all at once. */
export type InMemoryBackend = Backend & {
  /** Takes the locks of all running reconciles away. */
  breakLocks(store: OpenStore): void;
  /** Everything is gone, as after FLUSHALL: jobs, schedules, memory. Who runs a job has lost its lock. */
  empty(): void;
  /**
   * Everything is as it was `ms` ago (at most a minute), as after a failover that lost the last writes: another server
   * answers, and connections were made anew. What had ended since then runs again.
   */
  rollBack(ms: number): void;
  /** Nothing answers for `ms`. Calls fail in their time, and what they asked for happens all the same afterwards. */
  standStill(ms: number): void;
};

/** Makes a backend whose stores live as long as it: closing and opening again finds everything. */
export function createInMemoryBackend({
  timers,
  random = Math.random,
}: {
  timers: Timers;
  random?: () => number;
}): InMemoryBackend {
  const places = new Map<string, BoardQueues>();
  let shared: (Memory & { empty(): void }) | null = null;
  const opened = new WeakMap<OpenStore, BoardQueues>();
  const placeOf = (store: OpenStore): BoardQueues => {
    const place = opened.get(store);
    if (!place) throw new Error(`The store ${store.shown} was not opened here.`);
    return place;
  };

  return {
    async openStore({ workspaceId, boardId, clock }) {
      const owner = `${workspaceId}.${boardId}`;
      shared ??= inProcessMemory(clock);
      const place = places.get(owner) ?? createBoardQueues(clock, timers, random);
      places.set(owner, place);
      await place.stillness.over();
      const memory = place.stillness.guard(place.memory);
      const store: OpenStore = {
        kind: 'volatile',
        shown: 'memory',
        memory,
        shared: place.stillness.guard(shared),
        endedUncleanly: false,
        pulse: place.stillness.guard({
          pulse: async (key: string) => ({
            entry: await place.memory.read(key),
            server: `memory ${place.servers}`,
            breaks: place.servers - 1,
          }),
        }).pulse,
        onBreak(hear) {
          place.connected.add(hear);
          return () => void place.connected.delete(hear);
        },
        mend: async () => undefined,
        check: timeoutMs => checkWrites(memory, 'memory', timeoutMs),
        close: async () => undefined,
      };
      opened.set(store, place);
      return store;
    },
    openQueues: async (store, options) => {
      const place = placeOf(store);
      return place.stillness.guard(queuesOf(place, options));
    },
    startWorkers: async (store, queues, handlers, options) =>
      startOn(placeOf(store), queues, handlers, options),
    breakLocks(store) {
      for (const job of placeOf(store).reconcile.jobs()) if (job.state === 'active') job.holder = -1;
    },
    empty() {
      shared?.empty();
      for (const { memory, schedules, ...place } of places.values()) {
        memory.empty();
        schedules.clear();
        for (const line of queuesIn(place)) line.empty();
      }
    },
    rollBack(ms) {
      for (const place of places.values()) {
        place.journal.takeBack(place.clock.now() - ms);
        place.servers += 1;
        for (const line of queuesIn(place)) line.settleAgain();
        for (const hear of place.connected) hear();
      }
    },
    standStill(ms) {
      for (const { stillness } of places.values()) stillness.begin(ms);
    },
  };
}
