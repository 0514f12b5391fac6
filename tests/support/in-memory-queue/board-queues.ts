// What one board has in a store in memory.
import type { Instant } from '../../../src/domain/day.ts';
import { inProcessMemory } from '../../../src/queue/in-process-memory.ts';
import type { Schedule } from '../../../src/queue/schedules.ts';
import type { Delivery } from '../../../src/reconcile/deliveries/delivery.ts';
import type { Memory } from '../../../src/reconcile/memory/memory.ts';
import type { Trigger } from '../../../src/reconcile/trigger.ts';
import { createInMemoryQueue, type InMemoryQueue } from './in-memory-queue.ts';
import { createJournal, createStillness, type Journal, type Stillness, type Timers } from './journal.ts';

export type RequestedReconcile = { key: string; reason: Trigger | null; aheadMs: number };
export type WakeUp = { key: string; at: Instant } | { schedule: string };

/** Queues, schedules and memory of a board, and what they go through. */
export type BoardQueues = {
  clock: { now(): Instant };
  timers: Timers;
  memory: Memory & { empty(): void };
  deliveries: InMemoryQueue<Delivery>;
  reconcile: InMemoryQueue<RequestedReconcile>;
  wakeUps: InMemoryQueue<WakeUp>;
  schedules: Map<string, Schedule>;
  journal: Journal;
  stillness: Stillness;
  /** Counts the servers that have answered so far. */
  servers: number;
  connected: Set<() => void>;
};

/** An empty one. */
export function createBoardQueues(
  clock: { now(): Instant },
  timers: Timers,
  random: () => number,
): BoardQueues {
  const journal = createJournal(clock);
  const stillness = createStillness(clock, timers);
  const parts = { random, journal, stillness };
  return {
    clock,
    timers,
    journal,
    stillness,
    memory: inProcessMemory(clock, journal),
    deliveries: createInMemoryQueue<Delivery>(clock, timers, { ...parts, keepsCompleted: true }),
    reconcile: createInMemoryQueue<RequestedReconcile>(clock, timers, { ...parts, keepsCompleted: false }),
    wakeUps: createInMemoryQueue<WakeUp>(clock, timers, { ...parts, keepsCompleted: false }),
    schedules: new Map<string, Schedule>(),
    servers: 1,
    connected: new Set(),
  };
}

/** Its three queues. */
export const queuesIn = ({
  deliveries,
  reconcile,
  wakeUps,
}: Pick<BoardQueues, 'deliveries' | 'reconcile' | 'wakeUps'>) => [deliveries, reconcile, wakeUps];

const SCHEDULE = { priority: 1, attempts: 3, backoffMs: 5_000, jitter: 0 };

/** Sets the next time of a schedule. */
export function addSchedule({ wakeUps }: BoardQueues, { name }: Schedule, delayMs: number): void {
  wakeUps.add({ schedule: name }, null, { ...SCHEDULE, delayMs });
}
