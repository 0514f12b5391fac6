// A supporter has time for a few teams: at most so many customer results at work at once, this one counted.
import { z } from 'zod';
import type { CustomerResult } from '../customer-result.ts';
import { everySupporter } from '../findings/card-outline.ts';
import type { Person } from '../observation.ts';
import { hasEnded } from '../phase.ts';
import { busyOtherwise, CommonParams, isAskedHere, isTakenOn, type Rule, type RuleContext } from './rule.ts';
import { undoSupporterChange } from './undo-proposals.ts';

export const SupporterLoadParams = z.strictObject({ ...CommonParams, max: z.number().int().min(1) });
type SupporterLoadParams = z.infer<typeof SupporterLoadParams>;

export const supporterLoad: Rule<SupporterLoadParams> = {
  key: 'supporter-load',
  params: SupporterLoadParams,
  needsFields: ['supporter'],
  escalatesToOwnerAlone: true,

  evaluate(subject, { max }, context) {
    const { texts, view } = context;
    const { supporters } = subject.card;
    if (subject.phase === null || hasEnded(subject.phase) || supporters.length === 0) {
      return { state: 'not-checked' };
    }
    const loads = supporters.map(person => loadOf(person, subject, context));
    const evidence = { supporters: supporters.map(({ name }, index) => `${name}: ${loads[index]}`), max };
    const over = supporters.filter((_, index) => (loads[index] ?? 0) > max);
    if (over.length === 0) {
      // Without their numbers: a change of one card would edit the status comments of the others.
      const message = supporters
        .map(({ name }) => texts.render('supporter-load.holds', { name, count: max }))
        .join(' ');
      return { state: 'holds', message, evidence };
    }
    const free = view.supporters.filter(
      person => couldSupport(person, subject, max, context) && !supporters.some(({ id }) => id === person.id),
    );
    const here = over.filter(({ id }) => isAskedHere(subject, view.supportingBeside(id, subject.card.id)));
    return {
      state: 'fails',
      message: over
        .map(person => {
          const { name } = person;
          // Each hears of it once, with the cards; elsewhere nobody needs more than that it is so.
          if (!here.includes(person)) return texts.render('supporter-load.elsewhere', { name, max });
          const cards = supportedBy(person, subject, context).map(({ card }) => card);
          const values = { name, count: cards.length, cards: texts.someQuoted(cards), max };
          return texts.render('supporter-load.too-many', values);
        })
        .join(' '),
      evidence,
      mend:
        here.length === 0
          ? ''
          : free.length > 0
            ? texts.render('supporter-load.choose-of', { names: texts.someNames(free) })
            : texts.render('supporter-load.choose'),
      menders: here.length === 0 ? over : [...here, ...subject.members, ...(view.owner ? [view.owner] : [])],
      isAskedElsewhere: here.length === 0,
      alsoAsked: here.slice(1),
    };
  },

  undo(subject, { max }, context, reportedChanges) {
    return undoSupporterChange(subject, context, reportedChanges, person =>
      couldSupport(person, subject, max, context),
    );
  },

  affects: change => ({
    supporters: busyOtherwise(change, { changed: change.supporters, everybody: everySupporter(change) }),
  }),
};

/** Whether this person is of the pool, mentors from outside and has time; nobody else is named or put back. */
function couldSupport(person: Person, subject: CustomerResult, max: number, context: RuleContext): boolean {
  const is = ({ id }: Person): boolean => id === person.id;
  return (
    context.view.isInPool(person.id) && !subject.assigned.some(is) && loadOf(person, subject, context) <= max
  );
}

/** What this person would support with this card: what is at work, and this one from forming on. */
function supportedBy(
  person: Person,
  subject: CustomerResult,
  { view }: RuleContext,
): readonly CustomerResult[] {
  const others = view.supportingBeside(person.id, subject.card.id);
  return isTakenOn(subject) ? [subject, ...others] : others;
}

/** How many they are. */
function loadOf(person: Person, subject: CustomerResult, { view }: RuleContext): number {
  return view.supportingBeside(person.id, subject.card.id).length + (isTakenOn(subject) ? 1 : 0);
}
