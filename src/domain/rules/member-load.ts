// A person has time for a few teams: at most so many customer results at work at once, this one counted.
import { z } from 'zod';
import type { CustomerResult } from '../customer-result.ts';
import type { Person } from '../observation.ts';
import { hasEnded, hasReached } from '../phase.ts';
import { CommonParams, isAskedHere, type Rule, type RuleContext, takeOff } from './rule.ts';

export const MemberLoadParams = z.strictObject({ ...CommonParams, max: z.number().int().min(1) });
type MemberLoadParams = z.infer<typeof MemberLoadParams>;

export const memberLoad: Rule<MemberLoadParams> = {
  key: 'member-load',
  params: MemberLoadParams,

  evaluate(subject, { max }, context) {
    const { speech, view } = context;
    if (subject.phase === null || hasEnded(subject.phase) || subject.members.length === 0) {
      return { state: 'not-checked' };
    }
    const loads = subject.members.map(person => ({ person, cards: teamsOf(person, subject, context) }));
    const evidence = { members: loads.map(({ person, cards }) => `${person.name}: ${cards.length}`), max };
    const over = loads.filter(({ cards }) => cards.length > max);
    if (over.length === 0) {
      return { state: 'holds', message: speech.say('member-load.holds', { count: max }), evidence };
    }
    const people = over.map(({ person }) => person);
    return {
      state: 'fails',
      message: over
        .map(({ person: { name }, cards }) => {
          const values = {
            name,
            count: cards.length,
            cards: speech.someQuoted(cards.map(({ card }) => card)),
            max,
          };
          return speech.say('member-load.too-many', values);
        })
        .join(' '),
      evidence,
      mend: people.map(({ name }) => speech.say('member-load.leave', { name })).join(' '),
      menders: [...people, ...subject.card.supporters, ...(view.owner ? [view.owner] : [])],
      isAskedElsewhere: !people.some(({ id }) =>
        isAskedHere(subject, view.busyBeside(id, subject.card.id).asMember),
      ),
    };
  },

  undo(subject, { max }, context, hints) {
    const isOver = (id: number) =>
      subject.members.some(person => person.id === id && teamsOf(person, subject, context).length > max);
    return takeOff(subject, context, hints, { atMost: Infinity, isMeant: isOver });
  },
};

/** The teams that this person would be on with this card: those at work, and this one from forming on. */
function teamsOf(person: Person, subject: CustomerResult, { view }: RuleContext): CustomerResult[] {
  const { asMember } = view.busyBeside(person.id, subject.card.id);
  const isTakenOn = subject.phase !== null && hasReached(subject.phase, 'forming');
  return isTakenOn ? [subject, ...asMember] : asMember;
}
