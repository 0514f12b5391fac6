// Every customer result at work has enough supporters and not too many, one unless said otherwise; while forming, a missing
// one is an open seat.
import { z } from 'zod';
import type { CompanyTexts } from '../language/texts.ts';
import type { Person } from '../observation.ts';
import { hasEnded, isAtWork } from '../phase.ts';
import { CommonParams, type Rule } from './rule.ts';
import { undoMove } from './undo-proposals.ts';

export const SupporterPresentParams = z.strictObject({
  ...CommonParams,
  min: z.number().int().min(1).default(1),
  max: z.number().int().min(1).default(1),
});
type SupporterPresentParams = z.infer<typeof SupporterPresentParams>;

export const supporterPresent: Rule<SupporterPresentParams> = {
  key: 'supporter-present',
  params: SupporterPresentParams,
  needsFields: ['supporter'],
  completesTeam: true,
  mayLackSupporter: true,
  escalatesToOwnerAlone: true,

  check({ min, max }, _sections, refuse) {
    if (min > max) refuse(['max'], `must not be below min (${min})`, max);
  },

  evaluate(subject, { min, max }, { view, texts }) {
    const { phase, card } = subject;
    if (phase === null || phase === 'candidate' || hasEnded(phase)) return { state: 'not-checked' };
    // As evidence always was where nothing else is agreed.
    const evidence = {
      supporters: card.supporters.map(person => person.name),
      ...(max > 1 ? { min, max } : {}),
    };
    const names = texts.names(card.supporters);
    const have = card.supporters.length;
    if (have >= min && have <= max) {
      return { state: 'holds', message: texts.render('supporter-present.holds', { names }), evidence };
    }
    const menders = [...subject.members, ...(view.owner ? [view.owner] : [])];
    if (have > max) {
      const people = texts.people(have);
      return {
        // The rule is checked from running on; before, it is worth a line but no question.
        state: isAtWork(phase) ? 'fails' : 'open',
        openSeats: [],
        message:
          max === 1
            ? texts.render('supporter-present.several', { people, names })
            : texts.render('supporter-present.too-many', { people, names, max }),
        evidence,
        mend:
          max === 1
            ? texts.render('supporter-present.agree')
            : texts.render('supporter-present.agree-on', { max }),
        menders,
      };
    }
    const openSeats = [seatsOf(min - have, texts)];
    if (!isAtWork(phase)) {
      const message =
        have === 0
          ? texts.render('supporter-present.none-yet')
          : texts.render('supporter-present.fewer', { names, min });
      return { state: 'open', message, evidence, openSeats };
    }
    const free = have === 0 ? view.supporters : view.supporters.filter(isNotAmong(card.supporters));
    const pool = texts.someNames(free) || texts.render('supporter-present.pool');
    return {
      state: 'fails',
      message:
        have === 0
          ? texts.render('supporter-present.none')
          : texts.render('supporter-present.fewer', { names, min }),
      evidence,
      mend:
        min - have === 1
          ? texts.render('supporter-present.ask', { pool })
          : texts.render('supporter-present.ask-more', { count: min - have, pool }),
      menders,
      openSeats,
    };
  },

  undo(subject, { min }, context, reportedChanges) {
    return isAtWork(subject.phase) && subject.card.supporters.length < min
      ? undoMove(subject, context, reportedChanges)
      : null;
  },
};

function isNotAmong(people: readonly Person[]): (person: Person) => boolean {
  return ({ id }) => !people.some(person => person.id === id);
}

function seatsOf(count: number, { render }: CompanyTexts): string {
  return count === 1 ? render('supporter-present.seat') : render('supporter-present.more-seats', { count });
}
