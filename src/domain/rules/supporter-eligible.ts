// The supporter mentors the team from outside: in the supporters’ pool, in the workspace, not on the team.
import { z } from 'zod';
import { hasEnded } from '../phase.ts';
import { CommonParams, names, type Rule } from './rule.ts';

export const SupporterEligibleParams = z.strictObject(CommonParams);
type SupporterEligibleParams = z.infer<typeof SupporterEligibleParams>;

export const supporterEligible: Rule<SupporterEligibleParams> = {
  key: 'supporter-eligible',
  params: SupporterEligibleParams,

  evaluate(subject, _params, context) {
    const { supporters } = subject.card;
    if (subject.phase === null || hasEnded(subject.phase) || supporters.length === 0) {
      return { state: 'not-checked' };
    }
    const reasons = supporters.flatMap(person => whyNot(person.id, person.name, subject.assigned, context));
    const evidence = {
      supporters: supporters.map(person => person.name),
      pool: context.supporters.map(person => person.name),
      reasons,
    };
    if (reasons.length === 0) {
      const one = supporters.length === 1;
      return {
        state: 'holds',
        message: `${names(supporters)} ${one ? 'is' : 'are'} in the supporters’ pool and not on the team.`,
        evidence,
      };
    }
    const free = context.supporters.filter(
      person => whyNot(person.id, person.name, subject.assigned, context).length === 0,
    );
    return {
      state: 'fails',
      message: reasons.join(' '),
      evidence,
      mend:
        free.length > 0
          ? `Please choose another supporter; ${names(free)} could do it.`
          : 'Please choose another supporter.',
      menders: [...subject.members, ...(context.owner ? [context.owner] : [])],
    };
  },

  undo(subject, _params, context, hints) {
    const before = context.supportersBefore;
    const changed = hints.some(hint => hint.change.kind === 'supporter');
    if (!changed || !before || before.length === 0) return null;
    const isFine = before.every(
      person => whyNot(person.id, person.name, subject.assigned, context).length === 0,
    );
    if (!isFine) return null;
    const now = subject.card.supporters;
    return {
      kind: 'put-back-supporter',
      add: before.filter(person => !now.some(other => other.id === person.id)),
      remove: now.filter(person => !before.some(other => other.id === person.id)),
    };
  },
};

function whyNot(
  id: number,
  name: string,
  assigned: readonly { id: number }[],
  context: { board: { people: readonly { id: number }[] }; supporters: readonly { id: number }[] },
): string[] {
  if (!context.board.people.some(person => person.id === id)) return [`${name} has left the workspace.`];
  const reasons: string[] = [];
  if (!context.supporters.some(person => person.id === id)) {
    reasons.push(`${name} is not in the supporters’ pool.`);
  }
  if (assigned.some(person => person.id === id)) {
    reasons.push(`${name} is on the team, and a supporter mentors it from outside.`);
  }
  return reasons;
}
