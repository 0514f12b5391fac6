// What a plan in a file and the plan of now have in common. Pure.

import {
  CARD_FACTS,
  digestOf,
  type PlanFacts,
  type PlannedCard,
  type PlannedOperation,
} from './plan-file.ts';

/** Nobody reads more of what changed than these. */
const MOST_TOLD = 12;

/**
 * Whether a customer result is as the file has it: `same` can be done, `done` wants nothing any more although nobody changed the
 * card, so that it was done; `changed` says in sentences what is other than it was.
 */
export type Comparison = { kind: 'same' } | { kind: 'done' } | { kind: 'changed'; changes: string[] };

/** Compares what was looked at with what would be done now; null where the card is not there any more. */
export function comparePlans(then: PlannedCard, now: PlannedCard | null): Comparison {
  if (now === null)
    return { kind: 'changed', changes: ['it is not on the board any more, or can’t be read'] };
  if (isSame(then.operations, now.operations)) return { kind: 'same' };
  const facts = factsChanged(then.decidedFrom, now.decidedFrom);
  const areTheSame = facts.every(({ what }) => !CARD_FACTS.has(what));
  if (now.operations.length === 0 && areTheSame) return { kind: 'done' };
  const changes = [...facts.map(inWords), ...operationsChanged(then, now)];
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

type Change = { what: string; was: string | undefined; is: string | undefined };

function factsChanged(then: PlanFacts, now: PlanFacts): Change[] {
  const all = Object.keys({ ...then, ...now }).map(what => ({ what, was: then[what], is: now[what] }));
  return all.filter(({ was, is }) => was !== is);
}

function inWords({ what, was = 'nothing', is = 'nothing' }: Change): string {
  return `${what}: ${was} → ${is}`;
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
