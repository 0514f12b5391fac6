// What a plan in a file and the plan of now have in common. Pure.

import { digestOf, type PlanFacts, type PlannedCard, type PlannedOperation } from './plan-file.ts';

/** Nobody reads more of what changed than these. */
const MOST_TOLD = 12;

/**
 * Whether a customer result is as the file has it: `same` can be done, `done` wants nothing any more, `changed` says in
 * sentences what is other than it was.
 */
export type Comparison = { kind: 'same' } | { kind: 'done' } | { kind: 'changed'; changes: string[] };

/** Compares what was looked at with what would be done now; null where the card is not there any more. */
export function comparePlans(then: PlannedCard, now: PlannedCard | null): Comparison {
  if (now === null)
    return { kind: 'changed', changes: ['it is not on the board any more, or can’t be read'] };
  if (isSame(then.operations, now.operations)) return { kind: 'same' };
  if (now.operations.length === 0) return { kind: 'done' };
  const changes = [...factsChanged(then.decidedFrom, now.decidedFrom), ...operationsChanged(then, now)];
  const more = changes.length - MOST_TOLD;
  return {
    kind: 'changed',
    changes: more > 1 ? [...changes.slice(0, MOST_TOLD), `and ${more} more`] : changes,
  };
}

function isSame(then: readonly PlannedOperation[], now: readonly PlannedOperation[]): boolean {
  return (
    then.length === now.length && then.every((operation, place) => isSameOperation(operation, now[place]))
  );
}

function isSameOperation(one: PlannedOperation, other: PlannedOperation | undefined): boolean {
  return one.digest === other?.digest && digestOf(one.content) === digestOf(other.content);
}

function factsChanged(then: PlanFacts, now: PlanFacts): string[] {
  const all = Object.keys({ ...then, ...now });
  const changed = all.filter(what => then[what] !== now[what]);
  return changed.map(what => `${what}: ${then[what] ?? 'nothing'} → ${now[what] ?? 'nothing'}`);
}

function operationsChanged({ operations: then }: PlannedCard, { operations: now }: PlannedCard): string[] {
  const nameOf = ({ kind, target }: PlannedOperation): string => `${kind} ${target}`;
  const isIn = (all: readonly PlannedOperation[], one: PlannedOperation): boolean =>
    all.some(other => isSameOperation(one, other));
  const come = now.filter(one => !isIn(then, one));
  const gone = then.filter(one => !isIn(now, one));
  const isNamed = (all: readonly PlannedOperation[], one: PlannedOperation): boolean =>
    all.some(other => nameOf(other) === nameOf(one));
  const told = [
    ...gone.filter(one => !isNamed(come, one)).map(({ summary }) => `not to be done any more: ${summary}`),
    ...come.map(
      one => `${isNamed(gone, one) ? 'would write something else' : 'to be done as well'}: ${one.summary}`,
    ),
  ];
  return told.length > 0 ? told : ['the same would be done in another order'];
}
