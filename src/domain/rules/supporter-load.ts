// A supporter has time for a few teams: at most so many customer results at work at once, this one counted.
import { z } from 'zod';
import type { CustomerResult } from '../customer-result.ts';
import type { Person } from '../observation.ts';
import { hasEnded, hasReached } from '../phase.ts';
import { CommonParams, isAskedHere, putBackSupporter, type Rule, type RuleContext } from './rule.ts';

export const SupporterLoadParams = z.strictObject({ ...CommonParams, max: z.number().int().min(1) });
type SupporterLoadParams = z.infer<typeof SupporterLoadParams>;

export const supporterLoad: Rule<SupporterLoadParams> = {
  key: 'supporter-load',
  params: SupporterLoadParams,

  evaluate(subject, { max }, context) {
    const { speech, view } = context;
    const { supporters } = subject.card;
    if (subject.phase === null || hasEnded(subject.phase) || supporters.length === 0) {
      return { state: 'not-checked' };
    }
    const loads = supporters.map(person => ({ person, cards: supportedBy(person, subject, context) }));
    const evidence = {
      supporters: loads.map(({ person, cards }) => `${person.name}: ${cards.length}`),
      max,
    };
    const over = loads.filter(({ cards }) => cards.length > max);
    if (over.length === 0) {
      // Without their numbers: a change of one card would edit the status comments of the others.
      const message = loads
        .map(({ person: { name } }) => speech.say('supporter-load.holds', { name, count: max }))
        .join(' ');
      return { state: 'holds', message, evidence };
    }
    const free = view.supporters.filter(
      person => couldSupport(person, subject, max, context) && !supporters.some(({ id }) => id === person.id),
    );
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
          return speech.say('supporter-load.too-many', values);
        })
        .join(' '),
      evidence,
      mend:
        free.length > 0
          ? speech.say('supporter-load.choose-of', { names: speech.someNames(free) })
          : speech.say('supporter-load.choose'),
      menders: [...over.map(({ person }) => person), ...subject.members, ...(view.owner ? [view.owner] : [])],
      isAskedElsewhere: !over.some(({ person: { id } }) =>
        isAskedHere(subject, view.busyBeside(id, subject.card.id).asSupporter),
      ),
    };
  },

  undo(subject, { max }, context, hints) {
    return putBackSupporter(subject, context, hints, person => couldSupport(person, subject, max, context));
  },
};

/** Whether this person is of the pool, mentors from outside and has time; nobody else is named or put back. */
function couldSupport(person: Person, subject: CustomerResult, max: number, context: RuleContext): boolean {
  const is = ({ id }: Person): boolean => id === person.id;
  return (
    context.view.isInPool(person.id) &&
    !subject.assigned.some(is) &&
    supportedBy(person, subject, context).length <= max
  );
}

/** What this person would support with this card: what is at work, and this one from forming on. */
function supportedBy(person: Person, subject: CustomerResult, { view }: RuleContext): CustomerResult[] {
  const { asSupporter } = view.busyBeside(person.id, subject.card.id);
  const isTakenOn = subject.phase !== null && hasReached(subject.phase, 'forming');
  return isTakenOn ? [subject, ...asSupporter] : asSupporter;
}
