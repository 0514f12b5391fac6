// A person has time for a few teams: at most so many customer results at work at once, this one counted.
import { z } from 'zod';
import type { CustomerResult } from '../customer-result.ts';
import { everyMember } from '../findings/card-outline.ts';
import type { CompanyTexts } from '../language/texts.ts';
import type { Person } from '../observation.ts';
import { hasEnded } from '../phase.ts';
import { busyOtherwise, CommonParams, isAskedHere, isTakenOn, type Rule, type RuleContext } from './rule.ts';
import { undoJoining } from './undo-proposals.ts';

export const MemberLoadParams = z.strictObject({ ...CommonParams, max: z.number().int().min(1) });
type MemberLoadParams = z.infer<typeof MemberLoadParams>;

export const memberLoad: Rule<MemberLoadParams> = {
  key: 'member-load',
  params: MemberLoadParams,
  // Whoever supports the card is no member, also where they are assigned.
  needsFields: ['supporter'],
  bounds: { 'teams of a member': 'max' },

  evaluate(subject, { max }, context) {
    const { texts, view } = context;
    if (subject.phase === null || hasEnded(subject.phase) || subject.members.length === 0) {
      return { state: 'not-checked' };
    }
    const { members } = subject;
    const loads = members.map(person => loadOf(person, subject, context));
    const evidence = { members: members.map(({ name }, index) => `${name}: ${loads[index]}`), max };
    const over = members.filter((_, index) => (loads[index] ?? 0) > max);
    if (over.length === 0) {
      return { state: 'holds', message: texts.render('member-load.holds', { count: max }), evidence };
    }
    const here = over.filter(({ id }) => isAskedHere(subject, view.onTeamBeside(id, subject.card.id)));
    return {
      state: 'fails',
      // Each hears of it once, with the cards; elsewhere nobody needs more than that it is so.
      message: [
        ...inSameTeams(here, subject, context).flatMap(({ people, cards }) =>
          tooManyWords(people, cards, max, texts),
        ),
        ...elsewhereWords(
          over.filter(person => !here.includes(person)),
          max,
          texts,
        ),
      ].join(' '),
      evidence,
      mend: leaveWords(here, texts),
      menders:
        here.length === 0 ? over : [...here, ...subject.card.supporters, ...(view.owner ? [view.owner] : [])],
      isAskedElsewhere: here.length === 0,
      alsoAsked: here.slice(1),
    };
  },

  undo(subject, { max }, context, reportedChanges) {
    const isOver = (id: number) =>
      subject.members.some(person => person.id === id && loadOf(person, subject, context) > max);
    return undoJoining(subject, context, reportedChanges, { atMost: Infinity, isMeant: isOver });
  },

  affects: change => ({
    members: busyOtherwise(change, { changed: change.members, everybody: everyMember(change) }),
  }),
};

/** One sentence about all of them, whether that is one person or more; of nobody nothing. */
function about(people: readonly Person[], ofOne: (name: string) => string, ofMore: () => string): string[] {
  const [first, ...others] = people;
  if (!first) return [];
  return [others.length === 0 ? ofOne(first.name) : ofMore()];
}

function tooManyWords(
  people: readonly Person[],
  cards: readonly CustomerResult['card'][],
  max: number,
  texts: CompanyTexts,
): string[] {
  const values = { count: cards.length, cards: texts.someQuoted(cards), max };
  return about(
    people,
    name => texts.render('member-load.too-many', { ...values, name }),
    () => texts.render('member-load.too-many-each', { ...values, names: texts.names(people) }),
  );
}

function elsewhereWords(people: readonly Person[], max: number, texts: CompanyTexts): string[] {
  return about(
    people,
    name => texts.render('member-load.elsewhere', { name, max }),
    () => texts.render('member-load.elsewhere-each', { names: texts.names(people), max }),
  );
}

function leaveWords(people: readonly Person[], texts: CompanyTexts): string {
  return about(
    people,
    name => texts.render('member-load.leave', { name }),
    () => texts.render('member-load.leave-each', { names: texts.names(people) }),
  ).join('');
}

/** The people by the teams that they are on, so that nobody reads the same cards twice. */
function inSameTeams(people: readonly Person[], subject: CustomerResult, context: RuleContext) {
  const found = new Map<string, { people: Person[]; cards: CustomerResult['card'][] }>();
  for (const person of people) {
    const cards = teamsOf(person, subject, context).map(({ card }) => card);
    const key = cards
      .map(({ id }) => id)
      .toSorted()
      .join();
    const known = found.get(key);
    if (known) known.people.push(person);
    else found.set(key, { people: [person], cards });
  }
  return [...found.values()];
}

/** The teams that this person would be on with this card: those at work, and this one from forming on. */
function teamsOf(person: Person, subject: CustomerResult, { view }: RuleContext): readonly CustomerResult[] {
  const others = view.onTeamBeside(person.id, subject.card.id);
  return isTakenOn(subject) ? [subject, ...others] : others;
}

/** How many they are. */
function loadOf(person: Person, subject: CustomerResult, { view }: RuleContext): number {
  return view.onTeamBeside(person.id, subject.card.id).length + (isTakenOn(subject) ? 1 : 0);
}
