// When work will change hands: on the first of the days off in which it falls due for whoever has it.
import type { Day } from '../day.ts';
import type { Playbook } from '../playbook/playbook.ts';
import type { RuleContext } from '../rules/rule.ts';
import { startOfDay } from '../schedule/calendar.ts';
import type { Upcoming } from '../upcoming.ts';
import { templateOf } from './desired-items.ts';
import type { TeamListPlan } from './diff.ts';
import { whatIsOurs } from './record.ts';

type Held = { template: string; name: string; dueOn: Day | null; assignees: readonly number[] };

/**
 * Those days, for everything that is open once the plan is done; none where everybody is there when their work is due, and
 * for what a person assigned, which stays.
 */
export function upcomingHandOvers(
  team: Pick<TeamListPlan, 'observed' | 'operations' | 'record'>,
  { presence, texts, today, calendar }: RuleContext,
  playbook: Playbook,
): Upcoming[] {
  return heldAfter(team).flatMap(({ template, name, dueOn, assignees }): Upcoming[] => {
    if (dueOn === null || dueOn <= today || templateOf(template, playbook)?.assign === 'nobody') return [];
    const entry = team.record?.templates[template];
    if (entry && !whatIsOurs({ due: dueOn, assignees: [...assignees] }, entry).assignees) return [];
    const what = texts.render('step.hand-over', { item: name });
    return assignees.flatMap(id => {
      const from = presence.missing(id, dueOn)?.from;
      return from !== undefined && from > today ? [{ at: startOfDay(from, calendar.zone), what }] : [];
    });
  });
}

function heldAfter({ observed, operations }: Pick<TeamListPlan, 'observed' | 'operations'>): Held[] {
  const held = new Map<string, Held>();
  for (const [template, { name, dueOn, assignees, isClosed }] of observed.items) {
    if (!isClosed) held.set(template, { template, name, dueOn, assignees });
  }
  for (const operation of operations) {
    const { kind } = operation;
    if (kind === 'create-item') {
      const { template, name, values } = operation;
      held.set(template, { template, name, dueOn: values.due, assignees: values.assignees });
    }
    const item = kind === 'update-item' ? held.get(operation.template) : undefined;
    if (kind !== 'update-item' || !item) continue;
    const { add, remove } = operation.assignees ?? { add: [], remove: [] };
    const assignees = [...item.assignees.filter(id => !remove.includes(id)), ...add];
    held.set(item.template, {
      ...item,
      assignees,
      dueOn: operation.dueOn === undefined ? item.dueOn : operation.dueOn,
    });
  }
  return [...held.values()];
}
