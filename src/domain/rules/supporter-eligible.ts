// The supporter mentors the team from outside: in the supporters’ pool, in the workspace, not on the team.
import { z } from 'zod';
import { memoizeByObject } from '../../base/memoize.ts';
import type { CustomerResult } from '../customer-result.ts';
import type { Person } from '../observation.ts';
import { missingIn } from '../people/departure.ts';
import { hasEnded } from '../phase.ts';
import { CommonParams, type Rule, type RuleContext } from './rule.ts';
import { undoSupporterChange } from './undo-proposals.ts';

export const SupporterEligibleParams = z.strictObject(CommonParams);
type SupporterEligibleParams = z.infer<typeof SupporterEligibleParams>;

export const supporterEligible: Rule<SupporterEligibleParams> = {
  key: 'supporter-eligible',
  params: SupporterEligibleParams,

  needsGroups: true,
  needsFields: ['supporter'],

  evaluate(subject, _params, context) {
    const { supporters } = subject.card;
    const { texts, view } = context;
    if (subject.phase === null || hasEnded(subject.phase) || supporters.length === 0) {
      return { state: 'not-checked' };
    }
    const reasons = supporters.flatMap(person => whyNot(person, subject, context));
    const evidence = {
      supporters: supporters.map(person => person.name),
      pool: namesOf(view.supporters),
      reasons,
    };
    if (reasons.length === 0) {
      const values = { names: texts.names(supporters), count: supporters.length };
      return { state: 'holds', message: texts.render('supporter-eligible.holds', values), evidence };
    }
    const isAssigned = ({ id }: Person) => subject.assigned.some(person => person.id === id);
    // The pool may be large, and few of it are on this team.
    const free = subject.assigned.some(({ id }) => view.isInPool(id))
      ? view.supporters.filter(person => !isAssigned(person))
      : view.supporters;
    return {
      state: 'fails',
      message: reasons.join(' '),
      evidence,
      mend:
        free.length > 0
          ? texts.render('supporter-eligible.choose-of', { names: texts.someNames(free) })
          : texts.render('supporter-eligible.choose'),
      menders: [...subject.members, ...(view.owner ? [view.owner] : [])],
      isAboutSupporter: true,
    };
  },

  undo(subject, _params, context, reportedChanges) {
    const isFine = (person: Person) => whyNot(person, subject, context).length === 0;
    return undoSupporterChange(subject, context, reportedChanges, isFine);
  },
};

/** The pool is the same for every card of the board. */
const namesOf = memoizeByObject((people: readonly Person[]) => people.map(({ name }) => name));

/** Why this person cannot support this customer result; empty if nothing is against it. */
function whyNot(
  { id, name }: Person,
  subject: CustomerResult,
  { view, texts, observation: { board } }: RuleContext,
): string[] {
  // One read that lacks somebody proves nothing.
  if (!view.people.has(id) && !missingIn(board).has(id))
    return [texts.render('supporter-eligible.left', { name })];
  const reasons: string[] = [];
  if (!view.isInPool(id)) {
    reasons.push(texts.render('supporter-eligible.no-pool', { name }));
  }
  if (subject.assigned.some(person => person.id === id)) {
    reasons.push(texts.render('supporter-eligible.on-team', { name }));
  }
  return reasons;
}
