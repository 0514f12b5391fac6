// What is still to do in a team list, as it will be once the plan is done: the next item, what is late, when something becomes so.
import type { Day } from '../day.ts';
import type { Operation } from '../operation.ts';
import { hasEnded, type Phase } from '../phase.ts';
import type { Playbook } from '../playbook/playbook.ts';
import type { RuleContext } from '../rules/rule.ts';
import { addDays, startOfDay } from '../schedule/calendar.ts';
import type { Upcoming } from '../upcoming.ts';
import { templateOf } from './desired-items.ts';
import type { TeamListPlan } from './diff.ts';
import { afterPauses } from './pause.ts';
import type { ObservedTeamList } from './team-list.ts';

/** An open managed item that has a day; it is late after `lastOn`, which is that day unless the card rested meanwhile. */
type OpenItem = { name: string; dueOn: Day; lastOn: Day };

/** The next item, those that are late (the longest first), and when more become late; nothing where the list is out of sight. */
export function openWork(
  { observed, operations }: TeamListPlan,
  phase: Phase,
  context: RuleContext,
  playbook: Playbook,
): { nextItem: OpenItem | null; overdue: OpenItem[]; upcoming: Upcoming[] } {
  const { today } = context;
  const open =
    hasEnded(phase) || observed.unknown ? [] : openItems(observed, operations, lastDay(context, playbook));
  const nextItem = open.reduce<OpenItem | null>(
    (next, item) => (item.dueOn < today || (next && next.dueOn <= item.dueOn) ? next : item),
    null,
  );
  const isLate = ({ lastOn }: OpenItem): boolean => lastOn < today;
  const spared = open.filter(item => item.dueOn < today && !isLate(item));
  const later = [...(nextItem ? [nextItem] : []), ...spared];
  return {
    nextItem,
    overdue: open.filter(isLate).sort(byDue),
    upcoming: later.map(item => becomesOverdue(item, context)),
  };
}

/** The last day on which an item of a template is in time. */
function lastDay(context: RuleContext, playbook: Playbook): (template: string, dueOn: Day) => Day {
  const { pauses, observation } = context;
  if (pauses.length === 0) return (_template, dueOn) => dueOn;
  return (template, dueOn) => {
    const due = templateOf(template, playbook)?.due;
    const anchor = due && 'anchor' in due && due.anchor === 'due' ? 'due' : 'start';
    return afterPauses(dueOn, anchor, observation.card, context);
  };
}

function openItems(
  observed: ObservedTeamList,
  operations: readonly Operation[],
  lastOn: (template: string, dueOn: Day) => Day,
): OpenItem[] {
  const open: OpenItem[] = [];
  const note = (template: string, name: string, dueOn: Day | null): void => {
    if (dueOn !== null) open.push({ name, dueOn, lastOn: lastOn(template, dueOn) });
  };
  const moved = new Map<string, Day | null>();
  for (const operation of operations) {
    if (operation.kind === 'update-item' && operation.dueOn !== undefined)
      moved.set(operation.template, operation.dueOn);
  }
  for (const [template, { name, dueOn, isClosed }] of observed.items) {
    const movedTo = moved.get(template);
    if (!isClosed) note(template, name, movedTo === undefined ? dueOn : movedTo);
  }
  for (const operation of operations) {
    if (operation.kind === 'create-item') note(operation.template, operation.name, operation.values.due);
  }
  return open;
}

function byDue(one: OpenItem, other: OpenItem): number {
  if (one.dueOn === other.dueOn) return 0;
  return one.dueOn < other.dueOn ? -1 : 1;
}

function becomesOverdue({ name, lastOn }: OpenItem, { texts, calendar }: RuleContext): Upcoming {
  const at = startOfDay(addDays(lastOn, 1), calendar.zone);
  return { at, what: texts.render('step.overdue', { item: name }) };
}
