// People look at the next highest card first: does one above this still look for somebody of this team? Only shown.
import { z } from 'zod';
import { compareCards } from '../board-order.ts';
import type { Person } from '../observation.ts';
import { CommonParams, type Rule, type RuleContext } from './rule.ts';

export const PriorityOrderParams = z.strictObject({ ...CommonParams, enforce: z.literal('inform') });
type PriorityOrderParams = z.infer<typeof PriorityOrderParams>;

export const priorityOrder: Rule<PriorityOrderParams> = {
  key: 'priority-order',
  params: PriorityOrderParams,

  evaluate(subject, _params, context) {
    const { speech, view } = context;
    if (subject.phase !== 'forming' || subject.members.length === 0) return { state: 'not-checked' };
    for (const other of view.forming) {
      if (other.card.id === subject.card.id) continue;
      if (compareCards(other.card, subject.card) >= 0) break;
      for (const needed of other.card.functionsNeeded) {
        const of = view.functions.get(needed.toLowerCase());
        if (!of || other.members.some(({ id }) => of.members.has(id))) continue;
        const who = subject.members.filter(
          ({ id }) => of.members.has(id) && !other.assigned.some(one => one.id === id),
        );
        if (who.length > 0) return failure(other.card.name, of.name, who, context);
      }
    }
    return { state: 'holds', message: speech.say('priority-order.holds'), evidence: {} };
  },

  undo: () => null,
};

function failure(card: string, of: string, who: Person[], { speech }: RuleContext) {
  const names = speech.names(who);
  return {
    state: 'fails' as const,
    message: speech.say('priority-order.fails', { card, function: of, names, count: who.length }),
    evidence: { higher: card, function: of, members: who.map(({ name }) => name) },
    mend: speech.say('priority-order.look'),
    menders: who,
  };
}
