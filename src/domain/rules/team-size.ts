// A team needs neither too few nor too many people: the maximum holds always, the minimum from running on.
import { z } from 'zod';
import { hasEnded, isAtWork } from '../phase.ts';
import { CommonParams, type Rule } from './rule.ts';
import { undoJoining, undoMove } from './undo-proposals.ts';

export const TeamSizeParams = z
  .strictObject({
    ...CommonParams,
    min: z.number().int().min(1),
    max: z.number().int().min(1),
  })
  .refine(params => params.min <= params.max, { path: ['min'], error: 'min must not be above max' });
type TeamSizeParams = z.infer<typeof TeamSizeParams>;

export const teamSize: Rule<TeamSizeParams> = {
  key: 'team-size',
  params: TeamSizeParams,
  // Whoever supports the card is no member, also where they are assigned.
  needsFields: ['supporter'],
  completesTeam: true,
  bounds: { 'team size': 'max' },
  escalatesToOwnerAlone: true,

  evaluate(subject, { min, max }, { view, texts }) {
    if (subject.phase === null || hasEnded(subject.phase)) return { state: 'not-checked' };
    const size = subject.members.length;
    const evidence = { members: subject.members.map(person => person.name), size, min, max };
    const people = texts.people(size);
    const owner = view.owner ? [view.owner] : [];
    if (size > max) {
      return {
        state: 'fails',
        message: texts.render('team-size.too-many', { people, max }),
        evidence,
        mend: texts.render('team-size.leave', { max }),
        menders: subject.members,
      };
    }
    if (size >= min) {
      const names = texts.names(subject.members);
      return { state: 'holds', message: texts.render('team-size.holds', { people, names }), evidence };
    }
    const seat = texts.render('more-people', { count: min - size });
    const message =
      size === 0
        ? texts.render('team-size.nobody', { people: texts.people(min) })
        : texts.render('team-size.too-few', { people, min });
    if (!isAtWork(subject.phase)) {
      if (subject.phase === 'candidate') return { state: 'not-checked' };
      return { state: 'open', message, evidence, openSeats: [seat] };
    }
    return {
      state: 'fails',
      message,
      evidence,
      mend: texts.render('team-size.find', { people: seat }),
      menders: [...subject.card.supporters, ...subject.members, ...owner],
      openSeats: [seat],
    };
  },

  undo(subject, { max }, context, reportedChanges) {
    const tooMany = subject.members.length - max;
    return tooMany > 0
      ? undoJoining(subject, context, reportedChanges, { atMost: tooMany })
      : undoMove(subject, context, reportedChanges);
  },
};
