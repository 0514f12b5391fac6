// The phases of a customer result, in their order; `paused` stands beside it: reached from any, left to any.

export const PHASES = ['candidate', 'forming', 'running', 'evaluating', 'paused', 'done', 'dropped'] as const;
export type Phase = (typeof PHASES)[number];

const PLACES = Object.fromEntries(PHASES.map((phase, place) => [phase, place])) as Record<Phase, number>;

/** Whether `phase` is `mark` or a later one on the way to done (dropped and paused are on no way). */
export function hasReached(phase: Phase, mark: Phase): boolean {
  return phase !== 'dropped' && phase !== 'paused' && PLACES[phase] >= PLACES[mark];
}

/** Whether work on the customer result has come to its end, good or not. */
export function hasEnded(phase: Phase): phase is 'done' | 'dropped' {
  return phase === 'done' || phase === 'dropped';
}

/** Whether the card rests: it is paused, or its status belongs to no phase. Nobody is asked then and no day counts. */
export function isResting(phase: Phase | null): phase is 'paused' | null {
  return phase === 'paused' || phase === null;
}

/** Whether a team is at work, so that it must be complete. */
export function isAtWork(phase: Phase | null): phase is 'running' | 'evaluating' {
  return phase === 'running' || phase === 'evaluating';
}

/** The one of two phases that comes later. */
export function laterPhase(one: Phase, other: Phase): Phase {
  return PLACES[one] > PLACES[other] ? one : other;
}
