// The phases of a customer result, in their order.

export const PHASES = ['candidate', 'forming', 'running', 'evaluating', 'done', 'dropped'] as const;
export type Phase = (typeof PHASES)[number];

const PLACES = Object.fromEntries(PHASES.map((phase, place) => [phase, place])) as Record<Phase, number>;

/** Whether `phase` is `mark` or a later one on the way to done (dropped is on no way). */
export function hasReached(phase: Phase, mark: Phase): boolean {
  return phase !== 'dropped' && PLACES[phase] >= PLACES[mark];
}

/** Whether work on the customer result has come to its end, good or not. */
export function hasEnded(phase: Phase): phase is 'done' | 'dropped' {
  return phase === 'done' || phase === 'dropped';
}

/** Whether a team is at work, so that it must be complete. */
export function isAtWork(phase: Phase | null): phase is 'running' | 'evaluating' {
  return phase === 'running' || phase === 'evaluating';
}

/** The one of two phases that comes later. */
export function laterPhase(one: Phase, other: Phase): Phase {
  return PLACES[one] > PLACES[other] ? one : other;
}
