// Taking back the very change that somebody just made: what, for which rules, explained in which words.
import { type CustomerResult, isInvolved } from './customer-result.ts';
import type { Evaluated, Evaluation } from './evaluate.ts';
import type { Finding, Undo } from './finding.ts';
import { isFresh } from './fresh.ts';
import type { Card, Hint, Observation, Person } from './observation.ts';
import type { Operation } from './operation.ts';
import type { Playbook } from './playbook.ts';
import { isSameText, plainText, type RichText } from './rich-text.ts';
import type { RuleContext } from './rules/rule.ts';
import { undoText } from './voice.ts';

/** How many open cards a person who was taken off is offered. */
const OFFERS = 3;

/** A rule that fails, and how it alone would take the change back. */
type Cause = { finding: Finding; undo: Undo };
/** A change to take back: how, for which rules, on which hints; `isExplained` if the word was said already. */
export type Choice = { undo: Undo; causes: Cause[]; hints: Hint[]; isExplained: boolean };

/** What may be taken back now: on fresh hints only, explained first, not too often a day. */
export function chooseUndos(
  failing: readonly Evaluated[],
  observation: Observation,
  { subject, context }: Pick<Evaluation, 'subject' | 'context'>,
  playbook: Playbook,
): Choice[] {
  if (!observation.hearsWebhooks || failing.length === 0) return [];
  const hints = observation.hints.filter(hint => isFresh(hint, observation));
  const byKind = new Map<Undo['kind'], Cause[]>();
  for (const { finding, rule, params } of failing) {
    if (finding.enforcement !== 'revert') continue;
    const undo = rule.undo(subject, params, context, hints);
    if (undo) byKind.set(undo.kind, [...(byKind.get(undo.kind) ?? []), { finding, undo }]);
  }
  return [...byKind.values()].flatMap(causes => {
    const explained = alreadyExplained(causes, hints, observation, context, playbook);
    if (explained) return explained;
    // A rule that took back too much today has no say in who leaves.
    const having = causes.filter(
      ({ finding }) => undoneToday(finding.rule, observation, context) < playbook.maxReverts,
    );
    return choiceOf(having, hints, { isExplained: false }) ?? [];
  });
}

function choiceOf(causes: Cause[], hints: Hint[], { isExplained }: { isExplained: boolean }): Choice | null {
  const [first, ...more] = causes.map(({ undo }) => undo);
  return first ? { undo: together(first, more), causes, hints, isExplained } : null;
}

/**
 * Rules may want different people to leave; everything else they can only want alike. Whoever leaves for one rule
 * counts for the others: first those who have to go whoever stays, then as many as are still too many.
 */
function together(first: Undo, more: readonly Undo[]): Undo {
  const leaving = new Map<number, Person>();
  const takeOffs = [first, ...more].flatMap(undo => (undo.kind === 'take-off' ? [undo] : []));
  if (takeOffs.length === 0) return first;
  const inOrder = takeOffs.toSorted((one, other) =>
    one.atMost === other.atMost ? 0 : other.atMost - one.atMost,
  );
  for (const { people, atMost } of inOrder) {
    const others = people.filter(({ id }) => !leaving.has(id));
    for (const person of others.slice(0, Math.max(0, atMost - leaving.size))) leaving.set(person.id, person);
  }
  return { kind: 'take-off', people: [...leaving.values()], atMost: leaving.size };
}

/** A run that was killed between the word and the deed: the explanation stands and is no earlier undo. */
function alreadyExplained(
  all: readonly Cause[],
  hints: Hint[],
  observation: Observation,
  context: RuleContext,
  playbook: Playbook,
): Choice | null {
  const reportedAt = Math.min(...hints.map(hint => hint.at));
  for (const comment of observation.comments) {
    if (comment.kind !== 'undo' || comment.at < reportedAt) continue;
    const causes = all.filter(({ finding }) => comment.rules.includes(finding.rule));
    const same = choiceOf(causes, hints, { isExplained: true });
    if (!same) continue;
    if (isSameText(comment.text, plainText(explanationOf(same, observation, context, playbook)))) return same;
  }
  return null;
}

function undoneToday(rule: string, { comments }: Observation, { today, dayOf }: RuleContext): number {
  return comments.filter(
    comment => comment.kind === 'undo' && comment.rules.includes(rule) && dayOf(comment.at) === today,
  ).length;
}

/** The word and the deed. */
export function undoOperations(
  choice: Choice,
  observation: Observation,
  context: RuleContext,
  playbook: Playbook,
): Operation[] {
  const { card } = observation;
  const rules = choice.causes.map(({ finding }) => finding.rule);
  const explanation: Operation = {
    kind: 'explain-undo',
    rules,
    text: explanationOf(choice, observation, context, playbook),
    target: card.id,
    summary: `Explain on the card why the change is taken back (${rules.join(', ')})`,
  };
  return [...(choice.isExplained ? [] : [explanation]), undoOperation(choice.undo, card, context)];
}

function explanationOf(
  { undo, causes, hints }: Choice,
  observation: Observation,
  context: RuleContext,
  playbook: Playbook,
): RichText {
  const people = undo.kind === 'take-off' ? undo.people : [];
  return undoText(
    {
      findings: causes.map(({ finding }) => finding),
      undo,
      changedBy: context.view.people.get(reporterOf(undo, hints) ?? -1) ?? null,
      addedBy: addersOf(people, hints, context),
      offers: people.map(person => ({ person, cards: offersFor(person, observation, context, playbook) })),
    },
    context.speech,
  );
}

function undoOperation(undo: Undo, card: Card, { speech }: RuleContext): Operation {
  const target = card.id;
  switch (undo.kind) {
    case 'take-off':
      return {
        kind: 'take-off',
        people: undo.people,
        target,
        summary: `Take ${speech.names(undo.people)} off the card`,
      };
    case 'move-back':
      return {
        kind: 'move-back',
        status: undo.toStatus,
        target,
        summary: `Move the card back to “${undo.toStatus}”`,
      };
    case 'put-back-supporter':
      return {
        kind: 'put-back-supporter',
        add: undo.add,
        remove: undo.remove,
        target,
        summary: `Put ${speech.names(undo.add) || 'the former supporter'} back as supporter`,
      };
  }
}

function reporterOf(undo: Undo, hints: readonly Hint[]): number | null {
  const kind = undo.kind === 'move-back' ? 'moved' : 'supporter';
  return hints.findLast(hint => hint.change.kind === kind)?.by ?? null;
}

/** Those who put others onto the team, instead of these themselves. */
function addersOf(joined: readonly Person[], hints: readonly Hint[], { view }: RuleContext): Person[] {
  const adders = joined.flatMap(({ id }) => {
    const hint = hints.findLast(({ change }) => change.kind === 'joined' && change.person.id === id);
    const by = hint?.by ?? null;
    return by === null || joined.some(person => person.id === by) ? [] : [by];
  });
  return [...new Set(adders)].flatMap(id => view.people.get(id) ?? []);
}

/** The next open cards, in board order, on which this person's functions are still wanted; none if they have no time. */
function offersFor(person: Person, { card }: Observation, { view }: RuleContext, playbook: Playbook): Card[] {
  const max = playbook.rules['team-size']?.max ?? Infinity;
  const teams = playbook.rules['member-load']?.max ?? Infinity;
  if (view.onTeamBeside(person.id, card.id).length >= teams) return [];
  const theirs = new Set(view.functionsOf(person.id).map(name => name.toLowerCase()));
  const isOpen = (other: CustomerResult): boolean => {
    const { card: candidate, members } = other;
    if (candidate.id === card.id || members.length >= max || isInvolved(person.id, other)) return false;
    const needed = candidate.functionsNeeded.map(name => name.toLowerCase());
    return (
      needed.length === 0 ||
      needed.some(
        name => theirs.has(name) && !members.some(({ id }) => view.functions.get(name)?.members.has(id)),
      )
    );
  };
  return view.forming
    .filter(isOpen)
    .slice(0, OFFERS)
    .map(subject => subject.card);
}
