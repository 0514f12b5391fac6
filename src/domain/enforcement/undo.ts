// Taking back the very change that somebody just made: what, for which rules, explained in which words.
import { type CustomerResult, isInvolved } from '../customer-result.ts';
import type { Evaluated, Evaluation } from '../findings/evaluate.ts';
import type { Finding, Undo } from '../findings/finding.ts';
import { isOutOfSight } from '../former-fields.ts';
import { undoText } from '../language/render.ts';
import type { RichText } from '../language/rich-text.ts';
import type { Card, Observation, Person, ReportedChange } from '../observation.ts';
import type { Operation } from '../operation.ts';
import type { Playbook } from '../playbook/playbook.ts';
import type { RuleContext } from '../rules/rule.ts';
import { boundOf } from '../rules/rules-of.ts';
import { isBeforeHalfDone, isExplained, isHalfDone, isOwnUndo, isUndoBegun } from './begun-undo.ts';
import { isNamedBy, writeChange } from './explained-change.ts';
import { isForWhoLeft } from './for-who-left.ts';
import { isFresh } from './fresh.ts';

/** How many open cards a person who was taken off is offered. */
const OFFERS = 3;

/** A rule that fails, and how it alone would take the change back. */
type Cause = { finding: Finding; undo: Undo };
/**
 * A change to take back: how, for which rules, and which reported changes are used by it. `unexplained` are those of them
 * that are still to be explained: where a run ended between the word and the deed, there are none.
 */
export type ChosenUndo = {
  undo: Undo;
  causes: Cause[];
  changes: ReportedChange[];
  unexplained: ReportedChange[];
};

/** What may be taken back now: only what just happened, each reported change once, explained first, not too often a day. */
export function chooseUndos(
  failing: readonly Evaluated[],
  observation: Observation,
  { subject, context }: Pick<Evaluation, 'subject' | 'context'>,
  playbook: Playbook,
): ChosenUndo[] {
  if (!observation.hearsWebhooks || failing.length === 0) return [];
  const reportedChanges = usableChanges(observation);
  const byKind = new Map<Undo['kind'], Cause[]>();
  for (const evaluated of failing) {
    const { finding, rule, params } = evaluated;
    if (finding.enforcement !== 'revert' || isOutOfSight(observation.card, rule.needsFields)) continue;
    const undo = rule.undo?.(subject, params, context, reportedChanges);
    // A rule that took back too much today has no say in who leaves.
    if (!undo || undoneToday(finding.rule, observation, context) >= playbook.maxReverts) continue;
    // Last, since it looks at the whole company once more.
    if (isForWhoLeft(evaluated, { subject, context }, playbook)) continue;
    byKind.set(undo.kind, [...(byKind.get(undo.kind) ?? []), { finding, undo }]);
  }
  return [...byKind.values()].flatMap(causes => choiceOf(causes, reportedChanges, observation) ?? []);
}

function choiceOf(
  causes: Cause[],
  reportedChanges: readonly ReportedChange[],
  observation: Observation,
): ChosenUndo | null {
  const isBegun = ({ id }: Person): boolean =>
    reportedChanges.some(reported => joinedBy(reported) === id && isUndoBegun(reported, observation));
  const [first, ...more] = causes.map(({ undo }) => undo);
  if (!first) return null;
  const undo = together(first, more, isBegun);
  const used = changesUndone(undo, reportedChanges);
  return {
    undo,
    causes,
    changes: used,
    unexplained: used.filter(reported => !isExplained(reported, observation)),
  };
}

/**
 * The reported changes that may still be taken back. What was acted upon is used, and so is what was explained, also where
 * only ClickUp remembers it; but for the one undo that a run had begun and explained when it ended, and what led to its change.
 */
function usableChanges(observation: Observation): ReportedChange[] {
  return observation.reportedChanges.filter(
    reported =>
      isFresh(reported, observation) &&
      !reported.isUsed &&
      !isOwnUndo(reported, observation) &&
      (!isExplained(reported, observation) ||
        isHalfDone(reported, observation) ||
        isBeforeHalfDone(reported, observation)),
  );
}

/** Of each person who leaves how they joined last, else the last change of that kind. */
function changesUndone(undo: Undo, reportedChanges: readonly ReportedChange[]): ReportedChange[] {
  if (undo.kind === 'take-off') {
    return undo.people.flatMap(
      ({ id }) => reportedChanges.findLast(reported => joinedBy(reported) === id) ?? [],
    );
  }
  const kind = undo.kind === 'move-back' ? 'moved' : 'supporter';
  return reportedChanges.filter(({ change }) => change.kind === kind).slice(-1);
}

function joinedBy({ change }: ReportedChange): number | null {
  return change.kind === 'joined' ? change.person.id : null;
}

/**
 * Rules may want different people to leave; everything else they can only want alike. Whoever leaves for one rule
 * counts for the others: first those who have to go whoever stays, then as many as are still too many.
 */
function together(first: Undo, more: readonly Undo[], isBegun: (person: Person) => boolean): Undo {
  const leaving = new Map<number, Person>();
  const takeOffs = [first, ...more].flatMap(undo => (undo.kind === 'take-off' ? [undo] : []));
  if (takeOffs.length === 0) return first;
  const inOrder = takeOffs.toSorted((one, other) =>
    one.atMost === other.atMost ? 0 : other.atMost - one.atMost,
  );
  for (const { people, atMost } of inOrder) {
    const others = people.filter(({ id }) => !leaving.has(id));
    // Whoever was told already that they leave goes before later ones.
    const next = others.toSorted((one, other) => Number(isBegun(other)) - Number(isBegun(one)));
    for (const person of next.slice(0, Math.max(0, atMost - leaving.size))) leaving.set(person.id, person);
  }
  return { kind: 'take-off', people: [...leaving.values()], atMost: leaving.size };
}

/** What was done today: an explanation whose deed is still to come counts once it is done. */
function undoneToday(rule: string, observation: Observation, context: RuleContext): number {
  const { comments, reportedChanges } = observation;
  const begun = reportedChanges.filter(reported => isUndoBegun(reported, observation));
  return comments.filter(
    comment =>
      comment.kind === 'undo' &&
      comment.rules.includes(rule) &&
      context.dayOf(comment.at) === context.today &&
      !begun.some(reported => isNamedBy(reported, comment)),
  ).length;
}

/** The word and the deed. */
export function undoOperations(
  choice: ChosenUndo,
  observation: Observation,
  context: RuleContext,
  playbook: Playbook,
): Operation[] {
  const { card } = observation;
  const rules = choice.causes.map(({ finding }) => finding.rule);
  const explanation: Operation = {
    kind: 'explain-undo',
    rules,
    changes: choice.unexplained.map(({ id }) => id),
    text: explanationOf(choice, observation, context, playbook),
    target: card.id,
    summary: `Explain on the card why the change is taken back (${rules.join(', ')})`,
  };
  return [...(choice.unexplained.length > 0 ? [explanation] : []), undoOperation(choice, card, context)];
}

function explanationOf(
  { undo: whole, causes, unexplained }: ChosenUndo,
  observation: Observation,
  context: RuleContext,
  playbook: Playbook,
): RichText {
  const { texts, view, calendar } = context;
  const isTold = ({ id }: Person): boolean => unexplained.some(reported => joinedBy(reported) === id);
  const undo = whole.kind === 'take-off' ? { ...whole, people: whole.people.filter(isTold) } : whole;
  const people = undo.kind === 'take-off' ? undo.people : [];
  const reporter = undo.kind === 'take-off' ? null : (unexplained.at(-1)?.by ?? null);
  const changes = unexplained.flatMap(({ change, by, at }): string[] => {
    const { kind } = change;
    if (kind !== 'joined' && kind !== 'moved' && kind !== 'supporter') return [];
    const author = view.people.get(by ?? -1)?.name ?? texts.render('somebody');
    const person = kind === 'joined' ? change.person.name : author;
    return [writeChange({ kind, person, at }, calendar.zone, texts.locale)];
  });
  return undoText(
    {
      findings: causes.map(({ finding }) => finding),
      undo,
      changedBy: view.people.get(reporter ?? -1) ?? null,
      addedBy: addersOf(people, unexplained, context),
      offers: people.map(person => ({ person, cards: offersFor(person, observation, context, playbook) })),
      changes,
    },
    texts,
  );
}

function undoOperation(
  { undo, changes: reported }: ChosenUndo,
  card: Card,
  { texts }: RuleContext,
): Operation {
  const target = card.id;
  const changes = reported.map(({ id }) => id);
  switch (undo.kind) {
    case 'take-off':
      return {
        kind: 'take-off',
        people: undo.people,
        changes,
        target,
        summary: `Take ${texts.names(undo.people)} off the card`,
      };
    case 'move-back':
      return {
        kind: 'move-back',
        status: undo.toStatus,
        changes,
        target,
        summary: `Move the card back to “${undo.toStatus}”`,
      };
    case 'put-back-supporter':
      return {
        kind: 'put-back-supporter',
        add: undo.add,
        remove: undo.remove,
        changes,
        target,
        summary: `Put ${texts.names(undo.add) || 'the former supporter'} back as supporter`,
      };
  }
}

/** Those who put others onto the team, instead of these themselves. */
function addersOf(
  joined: readonly Person[],
  reportedChanges: readonly ReportedChange[],
  { view }: RuleContext,
): Person[] {
  const adders = joined.flatMap(({ id }) => {
    const by = reportedChanges.findLast(reported => joinedBy(reported) === id)?.by ?? null;
    return by === null || joined.some(person => person.id === by) ? [] : [by];
  });
  return [...new Set(adders)].flatMap(id => view.people.get(id) ?? []);
}

/** The next open cards, in board order, on which this person's functions are still wanted; none if they have no time. */
function offersFor(person: Person, { card }: Observation, { view }: RuleContext, playbook: Playbook): Card[] {
  const max = boundOf('team size', playbook)?.max ?? Infinity;
  const teams = boundOf('teams of a member', playbook)?.max ?? Infinity;
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
