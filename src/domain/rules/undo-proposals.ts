// What a rule proposes to undo: the very change that somebody just made, as reported changes tell it. Pure.
import type { CustomerResult } from '../customer-result.ts';
import type { Undo } from '../findings/finding.ts';
import type { Person, ReportedChange } from '../observation.ts';
import { isAtWork, isResting, type Phase } from '../phase.ts';
import type { RuleContext } from './rule.ts';

/** Moving the card back to where it came from, if a reported change says that somebody just moved it to where it is. */
export function undoMove(
  subject: CustomerResult,
  context: RuleContext,
  reportedChanges: readonly ReportedChange[],
  /** Whether what is wanted in this phase was wanted in that one already: moving back would mend nothing. */
  isSame: (cameFrom: Phase) => boolean = isAtWork,
): Undo | null {
  const moves = reportedChanges.flatMap(reported =>
    reported.change.kind === 'moved' ? [reported.change] : [],
  );
  const last = moves.at(-1);
  if (!last || last.to !== subject.card.status) return null;
  // Somebody may have clicked through several statuses: back to where this phase was entered from.
  const entry = moves.findLast(move => context.phaseOf(move.from) !== subject.phase);
  if (!entry || context.phaseOf(entry.to) !== subject.phase) return null;
  const cameFrom = context.phaseOf(entry.from);
  // Whoever lets work go on after a rest goes back to no rest.
  if (isResting(cameFrom) || isSame(cameFrom)) return null;
  return { kind: 'move-back', toStatus: entry.from };
}

/** Taking off those of `people` who just joined by themselves: the latest first, at most `atMost`. */
export function undoJoining(
  subject: CustomerResult,
  context: RuleContext,
  reportedChanges: readonly ReportedChange[],
  { atMost, isMeant = () => true }: { atMost: number; isMeant?: (person: number) => boolean },
): Undo | null {
  // A group assignment can't be undone person by person: only those assigned themselves can be taken off.
  const onTeam = new Set(subject.members.map(person => person.id));
  const direct = new Set(subject.card.assignees.map(person => person.id));
  const grouped = new Set(
    subject.card.assignedGroups.flatMap(group => context.view.groups.get(group)?.members ?? []),
  );
  const canLeave = (id: number) => onTeam.has(id) && direct.has(id) && !grouped.has(id) && isMeant(id);
  const joiners = new Map<number, Person>();
  for (const reported of reportedChanges.toReversed()) {
    if (reported.change.kind !== 'joined') continue;
    const { person } = reported.change;
    if (canLeave(person.id) && !joiners.has(person.id)) joiners.set(person.id, person);
  }
  return joiners.size > 0 ? { kind: 'take-off', people: [...joiners.values()], atMost } : null;
}

/** Putting back who supported before, if a reported change says that the field was just changed and they are fine by `isFine`. */
export function undoSupporterChange(
  subject: CustomerResult,
  context: RuleContext,
  reportedChanges: readonly ReportedChange[],
  isFine: (person: Person) => boolean,
): Undo | null {
  const before = context.observation.supportersBefore;
  const isChanged = reportedChanges.some(reported => reported.change.kind === 'supporter');
  if (!isChanged || !before || before.length === 0 || !before.every(isFine)) return null;
  const now = subject.card.supporters;
  const add = before.filter(person => !now.some(other => other.id === person.id));
  const remove = now.filter(person => !before.some(other => other.id === person.id));
  return add.length + remove.length > 0 ? { kind: 'put-back-supporter', add, remove } : null;
}
