// What one board has in a store in memory.
import type { Instant } from '../../domain/day.ts';
import type { Delivery } from '../../reconcile/deliveries/delivery.ts';
import type { Memory } from '../../reconcile/memory/memory.ts';
import type { LookReason } from '../../reconcile/trigger.ts';
import type { Tick } from '../schedules.ts';
import { createLine, type Line } from './in-memory-queue.ts';
import { volatileMemory } from './in-process-memory.ts';
import { createJournal, createStillness, type Journal, type Stillness, type Timers } from './journal.ts';

export type Asked = { key: string; reason: LookReason | null };
export type WakeUp = { key: string; at: Instant } | { tick: string };

/** Queues, schedules and memory of a board, and what they go through. */
export type Place = {
  clock: { now(): Instant };
  memory: Memory & { empty(): void };
  deliveries: Line<Delivery>;
  reconcile: Line<Asked>;
  wakeUps: Line<WakeUp>;
  ticks: Map<string, Tick>;
  journal: Journal;
  stillness: Stillness;
  /** Counts the servers that have answered so far. */
  servers: number;
  connected: Set<() => void>;
};

/** An empty one. */
export function newPlace(clock: { now(): Instant }, timers: Timers, random: () => number): Place {
  const journal = createJournal(clock);
  const stillness = createStillness(clock, timers);
  const parts = { random, journal, stillness };
  return {
    clock,
    journal,
    stillness,
    memory: volatileMemory(clock, journal),
    deliveries: createLine<Delivery>(clock, timers, { ...parts, keepsCompleted: true }),
    reconcile: createLine<Asked>(clock, timers, { ...parts, keepsCompleted: false }),
    wakeUps: createLine<WakeUp>(clock, timers, { ...parts, keepsCompleted: false }),
    ticks: new Map<string, Tick>(),
    servers: 1,
    connected: new Set(),
  };
}

/** Its three queues. */
export const linesOf = ({
  deliveries,
  reconcile,
  wakeUps,
}: Pick<Place, 'deliveries' | 'reconcile' | 'wakeUps'>) => [deliveries, reconcile, wakeUps];

const TICK = { priority: 1, attempts: 3, backoffMs: 5_000, jitter: 0 };

/** Sets the next tick of a schedule. */
export function addTick({ wakeUps }: Place, { name }: Tick, delayMs: number): void {
  wakeUps.add({ tick: name }, null, { ...TICK, delayMs });
}
