// Does a plan's operations in memory. Pure; nothing is sent.

import { inMemoryClickUpOf } from '../domain/in-memory/in-memory-clickup.ts';
import type { Observation } from '../domain/observation.ts';
import { type Operation, recordOf } from '../domain/operation.ts';

/** The observation after the operations were done, reported changes used up. The clock stands still. */
export function applyPlan(
  before: Observation,
  operations: readonly Operation[],
  number?: () => number,
): Observation {
  const inMemory = inMemoryClickUpOf(before, number);
  inMemory.note({ reportedChanges: [] });
  for (const operation of operations) recordOf(operation).rehearse(inMemory, operation);
  return inMemory.shown();
}
