// Every customer result at work has exactly one supporter; while forming, a missing one is an open seat.
import { z } from 'zod';
import { hasEnded } from '../phase.ts';
import { CommonParams, isAtWork, moveBack, names, people, type Rule } from './rule.ts';

export const SupporterPresentParams = z.strictObject(CommonParams);
type SupporterPresentParams = z.infer<typeof SupporterPresentParams>;

export const supporterPresent: Rule<SupporterPresentParams> = {
  key: 'supporter-present',
  params: SupporterPresentParams,

  evaluate(subject, _params, context) {
    const { phase, card } = subject;
    if (phase === null || phase === 'candidate' || hasEnded(phase)) return { state: 'not-checked' };
    const evidence = { supporters: card.supporters.map(person => person.name) };
    if (card.supporters.length === 1) {
      return { state: 'holds', message: `Supported by ${names(card.supporters)}.`, evidence, openSeats: [] };
    }
    const menders = [...subject.members, ...(context.owner ? [context.owner] : [])];
    if (card.supporters.length > 1) {
      return {
        // The rule is checked from running on; before, it is worth a line but no question.
        state: isAtWork(phase) ? 'fails' : 'open',
        openSeats: [],
        message: `There are ${people(card.supporters.length)} named as supporter (${names(card.supporters)}); exactly one keeps it clear who mentors the team.`,
        evidence,
        mend: 'Please agree on one supporter and leave only that person in the field.',
        menders,
      };
    }
    if (!isAtWork(phase)) {
      return { state: 'open', message: 'No supporter yet.', evidence, openSeats: ['a supporter'] };
    }
    return {
      state: 'fails',
      message: 'There is no supporter.',
      evidence,
      mend: `Please ask one of ${names(context.supporters) || 'the supporters'} to support the team and set the field.`,
      menders,
      openSeats: ['a supporter'],
    };
  },

  undo(subject, _params, context, hints) {
    return isAtWork(subject.phase) && subject.card.supporters.length === 0
      ? moveBack(subject, context, hints)
      : null;
  },
};
