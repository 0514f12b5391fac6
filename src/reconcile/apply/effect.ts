// What an operation does in ClickUp, in one record for each kind.

import type { OperationKind, OperationOf } from '../../domain/operation.ts';
import type { ClickUpFailure } from '../ports.ts';
import type { ActContext } from './act-context.ts';

/** The effect of one kind of operation. */
export type Effect<Kind extends OperationKind> = EffectOn<OperationOf<Kind>>;

/** An effect as it is used with operations of type `T`. */
export type EffectOn<T> = {
  /** Does it. What it makes or changes is known afterwards to the cache and to the card's memory. */
  apply(context: ActContext, operation: T): Promise<void>;
  /**
   * Lets go of what proved gone when it was applied. Without this the cache would show what somebody deleted until the
   * daily read, and every repetition would fail.
   */
  invalidate(context: ActContext, operation: T, failure: ClickUpFailure): Promise<void>;
  /** It names a list: where that name is taken, the plan is decided anew with another one. */
  namesList?: true;
};
