// People join by themselves: whoever was put on the team by somebody else is asked whether that is fine with them.
import { z } from 'zod';
import { compareIds } from '../compare-ids.ts';
import type { CustomerResult } from '../customer-result.ts';
import type { Joining, OwnComment, Person } from '../observation.ts';
import { hasEnded } from '../phase.ts';
import { CommonParams, type Rule } from './rule.ts';

const KEY = 'self-assigned';

export const SelfAssignedParams = z.strictObject({
  ...CommonParams,
  enforce: z.enum(['inform', 'warn']),
});
type SelfAssignedParams = z.infer<typeof SelfAssignedParams>;

export const selfAssigned: Rule<SelfAssignedParams> = {
  key: KEY,
  isAnsweredByResolving: true,
  params: SelfAssignedParams,
  // Whoever supports the card is no member, also where they are assigned.
  needsFields: ['supporter'],
  needsJoinings: true,

  evaluate(subject, { enforce }, { observation, view, texts }) {
    const { phase, members } = subject;
    if (phase === null || hasEnded(phase) || members.length === 0) return { state: 'not-checked' };
    const questions = observation.comments.filter(({ kind, rules }) => kind === 'ask' && rules.includes(KEY));
    const joined = joinedOneByOne(subject, observation.joinings ?? {});
    // Who joined how is known from deliveries alone; of everybody else nothing is said.
    const isSettled = questions.some(one => isAnswered(one) || hasLeft(one, subject));
    if (joined.length === 0 && !isSettled) return { state: 'unknown' };
    const added = stillToAnswer(joined, questions);
    if (added.length === 0) {
      return {
        state: 'holds',
        message: texts.render('self-assigned.holds'),
        evidence: { joined: joined.map(({ person }) => person.name) },
      };
    }
    const nameOf = (id: number): string => view.people.get(id)?.name ?? texts.render('by-somebody');
    const people = added.map(({ person }) => person);
    return {
      state: 'fails',
      message: added
        .map(({ person: { name }, by }) => texts.render('self-assigned.added', { name, person: nameOf(by) }))
        .join(' '),
      evidence: { added: added.map(({ person: { name }, by }) => `${name} by ${nameOf(by)}`) },
      mend: enforce === 'inform' ? '' : texts.render('self-assigned.answer'),
      menders: people,
      alsoAsked: people.slice(1),
    };
  },
};

type Joined = Joining & { person: Person };

/** Those on the team who were assigned by name, as far as it is known by whom. */
function joinedOneByOne(
  { members, card }: CustomerResult,
  joinings: Readonly<Record<string, Joining>>,
): Joined[] {
  const byName = new Set(card.assignees.map(({ id }) => id));
  return members.flatMap(person => {
    const joining = byName.has(person.id) ? joinings[person.id] : undefined;
    return joining ? [{ person, ...joining }] : [];
  });
}

/**
 * Whom somebody else put on the team and who did not say yet that it is fine. Who is asked already comes first: the
 * question is closed before anybody is asked about who came later.
 */
function stillToAnswer(joined: readonly Joined[], questions: readonly OwnComment[]): Joined[] {
  const answeredAt = Math.max(-Infinity, ...questions.filter(isAnswered).map(({ at }) => at));
  const added = joined.filter(({ person, by, at }) => by !== person.id && at > answeredAt);
  const open = questions
    .filter(({ isMended }) => !isMended)
    .toSorted((one, other) => other.at - one.at || compareIds(other.id, one.id))[0];
  return open ? added.filter(({ at }) => at <= open.at) : added;
}

/** Whoever was asked took themselves off: that is an answer as well. */
function hasLeft({ assignee = null }: OwnComment, { members }: CustomerResult): boolean {
  return assignee !== null && !members.some(({ id }) => id === assignee);
}

/** Resolved by people, or closed by Liaison. */
function isAnswered({ isMended, isResolved }: OwnComment): boolean {
  return isMended || isResolved;
}
