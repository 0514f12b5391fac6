// People look at the next highest card first: does one above this still look for somebody of this team? Only shown.
import { z } from 'zod';
import { compareCards } from '../board-order.ts';
import type { CompanyView } from '../board-view.ts';
import { type CustomerResult, isInvolved } from '../customer-result.ts';
import type { CardChange } from '../findings/card-outline.ts';
import type { Person } from '../observation.ts';
import { CommonParams, type Rule, type RuleContext } from './rule.ts';

export const PriorityOrderParams = z.strictObject({ ...CommonParams, enforce: z.literal('inform') });
type PriorityOrderParams = z.infer<typeof PriorityOrderParams>;

export const priorityOrder: Rule<PriorityOrderParams> = {
  key: 'priority-order',
  params: PriorityOrderParams,

  needsGroups: true,
  needsFields: ['supporter', 'functions'],

  check(_params, { fields, people }, refuse) {
    if (fields.functions !== undefined && Object.keys(people.functions).length > 0) return;
    refuse([], 'the rule needs fields.functions and people.functions', null);
  },

  evaluate(subject, _params, context) {
    const { texts, view } = context;
    if (subject.phase !== 'forming' || subject.members.length === 0) return { state: 'not-checked' };
    const theirs = new Set(subject.members.flatMap(({ id }) => view.functionsOf(id)));
    const higher = [...theirs].flatMap(of => firstFor(of, subject, view) ?? []);
    const [first] = higher.toSorted((one, other) => compareCards(one.card, other.card));
    if (first) {
      for (const needed of first.card.functionsNeeded) {
        const of = view.functions.get(needed.toLowerCase());
        if (!of || first.members.some(({ id }) => of.members.has(id))) continue;
        const who = free(of.members, subject, first);
        if (who.length > 0) return failure(first.card.name, of.name, who, context);
      }
    }
    return { state: 'holds', message: texts.render('priority-order.holds'), evidence: {} };
  },

  affects: change => ({ isForming: mayPoint(change) }),
};

/** Whether people may have to be pointed to that card, or no more: it looks for somebody while it is forming, or did. */
function mayPoint({ before, after, phases, members, supporters }: CardChange): boolean {
  if (!phases.has('forming')) return false;
  if (![before, after].some(outline => outline === null || outline.functionsNeeded.length > 0)) return false;
  const isOtherwise = (['functionsNeeded', 'priority', 'orderIndex'] as const).some(
    of => String(before?.[of]) !== String(after?.[of]),
  );
  return phases.size > 1 || members.size + supporters.size > 0 || isOtherwise;
}

/** The most important card above this one that still looks for somebody of that function whom this team has. */
function firstFor(of: string, subject: CustomerResult, view: CompanyView): CustomerResult | null {
  const members = view.functions.get(of.toLowerCase())?.members ?? new Set();
  for (const other of view.lookingFor(of)) {
    if (other.card.id === subject.card.id) continue;
    if (compareCards(other.card, subject.card) >= 0) return null;
    if (free(members, subject, other).length > 0) return other;
  }
  return null;
}

/** Those of the team who are of a function and neither on the other card already nor its supporter. */
function free(members: ReadonlySet<number>, subject: CustomerResult, other: CustomerResult): Person[] {
  return subject.members.filter(({ id }) => members.has(id) && !isInvolved(id, other));
}

function failure(card: string, of: string, who: Person[], { texts }: RuleContext) {
  const names = texts.names(who);
  return {
    state: 'fails' as const,
    message: texts.render('priority-order.fails', { card, function: of, names, count: who.length }),
    evidence: { higher: card, function: of, members: who.map(({ name }) => name) },
    mend: texts.render('priority-order.look'),
    menders: who,
  };
}
