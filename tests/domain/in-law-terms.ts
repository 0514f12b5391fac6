// What laws compare: observations and plans without what may differ.

import { observeTeamList } from '../../src/domain/mirror/team-list.ts';
import type { Observation, WorkItem } from '../../src/domain/observation.ts';
import type { Operation } from '../../src/domain/operation.ts';
import { rulesAsked } from '../../src/domain/operations/question.ts';
import type { Plan } from '../../src/domain/plan.ts';
import type { World } from './arbitraries.ts';

const NO_WORK = { workItems: [] };

/** Whether a managed item would get a value that Liaison neither wrote nor meant to write. */
export function isNew(
  observation: Observation,
  item: WorkItem,
  edit: { due: string | null } | { assignees: number[] },
): boolean {
  const record = observeTeamList(observation, NO_WORK).about?.record;
  const entry = record && record !== 'unreadable' ? record.templates[item.template ?? ''] : undefined;
  if (!entry) return false;
  const sorted = (ids: readonly number[]) => ids.toSorted((one, other) => one - other).join();
  return [entry.written, entry.meant].every(known =>
    'due' in edit ? known.due !== edit.due : sorted(known.assignees) !== sorted(edit.assignees),
  );
}

/** Templates of the tasks in the card's list, sorted. */
export function templatesOf(observation: Observation): string[] {
  return observeTeamList(observation, NO_WORK)
    .all.flatMap(item => item.template ?? [])
    .sort();
}

/** What was said, without its words: of each rule by itself, since a run that ends in between may ask in one comment or in two. */
export function kindsOf({ comments, reminders }: Observation): string[] {
  return [...comments, ...reminders]
    .flatMap(({ kind, rules }) => (rules.length === 0 ? [kind] : rules.map(rule => `${kind} ${rule}`)))
    .sort();
}

/** Rules with a question that Liaison asked itself and that is still open. */
export function settledAsks({ observation }: World, after: Observation): string[] {
  const before = new Set(observation.comments.map(({ id }) => id));
  return after.comments.flatMap(({ id, kind, isMended, rules }) =>
    kind === 'ask' && !isMended && !before.has(id) ? rules : [],
  );
}

/** The same things in another order, which `seed` decides. */
export function shuffled<T>(list: readonly T[], seed: number): T[] {
  const turned = [...list];
  for (let index = turned.length - 1, rest = seed; index > 0; index--) {
    const other = rest % (index + 1);
    rest = Math.floor(rest / (index + 1)) + index * 7;
    const [one, two] = [turned[index], turned[other]];
    if (one !== undefined && two !== undefined) [turned[index], turned[other]] = [two, one];
  }
  return turned;
}

/** The plan with the one thing sorted whose order means nothing: which of several questions is closed first. */
export function withSorted(plan: Plan | undefined): unknown {
  const bySummary = (one: Operation, other: Operation) =>
    one.kind === 'settle-ask' && other.kind === 'settle-ask' ? (one.target < other.target ? -1 : 1) : 0;
  return plan && { ...plan, operations: plan.operations.toSorted(bySummary) };
}

/**
 * What is to be done without texts, and without the one of the team who comes first. What is asked stands by itself, rule by
 * rule, since questions to one person are one comment, and who is asked may follow from that order.
 */
export function inOtherHands({ operations }: Plan): unknown {
  const asked = operations.flatMap(one => (isQuestion(one) ? rulesAsked(one) : []));
  const others = operations.filter(one => !isQuestion(one));
  return { asked: asked.toSorted(), others: others.map(withoutNames) };
}

const isQuestion = (one: Operation) =>
  one.kind === 'ask' || one.kind === 'escalate' || one.kind === 'resume-ask';

/** An operation without texts, and without the one of the team who comes first. */
function withoutNames(operation: Operation): unknown {
  switch (operation.kind) {
    case 'create-item':
      return [operation.kind, operation.name, operation.values.due, operation.values.assignees.length];
    case 'update-item':
      return [operation.kind, operation.itemId, operation.dueOn, operation.assignees?.add.length];
    case 'take-off':
      return [operation.kind, operation.people.map(({ id }) => id)];
    case 'ask':
    case 'escalate':
    case 'resume-ask':
      return [operation.kind, operation.rule];
    case 'create-list':
    case 'adopt-list':
    case 'create-about':
    case 'update-about':
    case 'post-status':
    case 'edit-status':
    case 'mark-list':
    case 'close-item':
    case 'reopen-item':
    case 'create-follow-up':
    case 'link-follow-up':
    case 'settle-ask':
    case 'answer':
    case 'tag':
    case 'explain-undo':
    case 'move-back':
    case 'put-back-supporter':
    case 'remind':
    case 'tell-team':
    case 'correct-told':
    case 'welcome':
    case 'note-absence':
    case 'change-absence':
    case 'close-absence':
      return [operation.kind, operation.target];
  }
}
