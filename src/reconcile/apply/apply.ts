// Act: does one operation of a plan in ClickUp and notes the answer.

import type { Observation } from '../../domain/observation.ts';
import type { Operation } from '../../domain/operation.ts';
import type { CardMemory } from '../memory/card-memory.ts';
import { ClickUpFailure } from '../ports.ts';
import { type ActDeps, actContext } from './act-context.ts';
import { effectOf } from './effects.ts';

/** Does one operation. What it makes is known afterwards to the cache and to `known`, and so is what proved gone. */
export async function applyOperation(
  deps: ActDeps,
  observation: Observation,
  known: CardMemory,
  operation: Operation,
): Promise<void> {
  const effect = effectOf(operation);
  const context = actContext(deps, observation, known);
  try {
    await effect.apply(context, operation);
  } catch (error) {
    if (error instanceof ClickUpFailure && error.kind === 'gone') {
      await effect.invalidate(context, operation, error);
    }
    throw error;
  }
}
