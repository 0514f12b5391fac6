// Every customer result at work has exactly one supporter; while forming, a missing one is an open seat.
import { z } from 'zod';
import { hasEnded, isAtWork } from '../phase.ts';
import { CommonParams, type Rule } from './rule.ts';
import { undoMove } from './undo-proposals.ts';

export const SupporterPresentParams = z.strictObject(CommonParams);
type SupporterPresentParams = z.infer<typeof SupporterPresentParams>;

export const supporterPresent: Rule<SupporterPresentParams> = {
  key: 'supporter-present',
  params: SupporterPresentParams,
  needsFields: ['supporter'],
  mayLackSupporter: true,
  escalatesToOwnerAlone: true,

  evaluate(subject, _params, { view, texts }) {
    const { phase, card } = subject;
    if (phase === null || phase === 'candidate' || hasEnded(phase)) return { state: 'not-checked' };
    const evidence = { supporters: card.supporters.map(person => person.name) };
    const names = texts.names(card.supporters);
    if (card.supporters.length === 1) {
      return { state: 'holds', message: texts.render('supporter-present.holds', { names }), evidence };
    }
    const menders = [...subject.members, ...(view.owner ? [view.owner] : [])];
    if (card.supporters.length > 1) {
      const people = texts.people(card.supporters.length);
      return {
        // The rule is checked from running on; before, it is worth a line but no question.
        state: isAtWork(phase) ? 'fails' : 'open',
        openSeats: [],
        message: texts.render('supporter-present.several', { people, names }),
        evidence,
        mend: texts.render('supporter-present.agree'),
        menders,
      };
    }
    const openSeats = [texts.render('supporter-present.seat')];
    if (!isAtWork(phase)) {
      return { state: 'open', message: texts.render('supporter-present.none-yet'), evidence, openSeats };
    }
    const pool = texts.someNames(view.supporters) || texts.render('supporter-present.pool');
    return {
      state: 'fails',
      message: texts.render('supporter-present.none'),
      evidence,
      mend: texts.render('supporter-present.ask', { pool }),
      menders,
      openSeats,
    };
  },

  undo(subject, _params, context, reportedChanges) {
    return isAtWork(subject.phase) && subject.card.supporters.length === 0
      ? undoMove(subject, context, reportedChanges)
      : null;
  },
};
