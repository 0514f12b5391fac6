// What every rule is: a key, its own parameters, and a pure look at one customer result within the whole board.
import { z } from 'zod';
import type { Calendar } from '../calendar.ts';
import type { CustomerResult } from '../customer-result.ts';
import type { Day } from '../day.ts';
import { parseDuration } from '../duration.ts';
import { ENFORCEMENTS, type RuleResult, type Undo } from '../finding.ts';
import type { Board, Hint, Person } from '../observation.ts';
import type { Phase } from '../phase.ts';

/** What a rule may look at besides its parameters. */
export type RuleContext = {
  today: Day;
  calendar: Calendar;
  board: Board;
  /** The supporters’ pool: people of the playbook's group who are in the workspace. */
  supporters: Person[];
  phaseOf(status: string): Phase | null;
  /** The board's owner, if the playbook names one. */
  owner: Person | null;
  supportersBefore: Person[] | null;
};

export type Rule<P> = {
  key: string;
  params: z.ZodType<P>;
  evaluate(subject: CustomerResult, params: P, context: RuleContext): RuleResult;
  /** The very change that `hints` (oldest first, fresh, verified) report and that undoing would mend; null if none. */
  undo(subject: CustomerResult, params: P, context: RuleContext, hints: readonly Hint[]): Undo | null;
};

/** The parameters that every rule has. `grace` is how long a failure may last before somebody is asked. */
export const CommonParams = {
  enforce: z.enum(ENFORCEMENTS),
  grace: z
    .string()
    .refine(text => parseDuration(text) !== null, {
      error: 'is no length of time; write for example "2 hours" or "1 working day"',
    })
    .optional(),
};

/** Moving the card back to where it came from, if a hint says that somebody just moved it to where it is. */
export function moveBack(subject: CustomerResult, context: RuleContext, hints: readonly Hint[]): Undo | null {
  const moves = hints.flatMap(hint => (hint.change.kind === 'moved' ? [hint.change] : []));
  const last = moves.at(-1);
  if (!last || last.to !== subject.card.status) return null;
  // Somebody may have clicked through several statuses: back to where this phase was entered from.
  const entry = moves.findLast(move => context.phaseOf(move.from) !== subject.phase);
  if (!entry || context.phaseOf(entry.to) !== subject.phase) return null;
  const cameFrom = context.phaseOf(entry.from);
  // What is wanted at work was wanted there already: moving back would mend nothing.
  if (cameFrom === null || isAtWork(cameFrom)) return null;
  return { kind: 'move-back', toStatus: entry.from };
}

/** Whether a team is at work, so that it must be complete. */
export function isAtWork(phase: Phase | null): boolean {
  return phase === 'running' || phase === 'evaluating';
}

/** `1 person`, `3 people`. */
export function people(count: number): string {
  return count === 1 ? '1 person' : `${count} people`;
}

/** `Ana`, `Ana and Ben`, `Ana, Ben and Cem`. */
export function names(of: readonly Person[]): string {
  const all = of.map(person => person.name);
  if (all.length < 2) return all.join('');
  return `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`;
}
