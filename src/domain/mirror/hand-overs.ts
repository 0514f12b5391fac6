// When work will change hands by itself, because people go or come.
import type { CustomerResult } from '../customer-result.ts';
import type { Day } from '../day.ts';
import type { Playbook } from '../playbook/playbook.ts';
import type { RuleContext } from '../rules/rule.ts';
import { addDays, startOfDay } from '../schedule/calendar.ts';
import type { Upcoming } from '../upcoming.ts';
import { templateOf } from './desired-items.ts';
import type { TeamListPlan } from './diff.ts';
import { whatIsOurs } from './record.ts';

type Held = { template: string; name: string; dueOn: Day | null; assignees: readonly number[] };

/**
 * When that is, for everything that is open once the plan is done: for what somebody has, the first of the days off in which
 * it falls due; for what waits, since nobody was there, the days on which somebody of the card goes or is there again. What a
 * person assigned stays with them.
 */
export function upcomingHandOvers(
  { subject, context }: { subject: CustomerResult; context: RuleContext },
  team: Pick<TeamListPlan, 'observed' | 'operations' | 'record'>,
  playbook: Playbook,
): Upcoming[] {
  const { presence, texts, today, calendar } = context;
  const missesIt = (id: number, dueOn: Day): boolean => {
    const off = presence.missing(id, today);
    return off !== null && off.from <= dueOn && dueOn <= off.until;
  };
  const everybody = [...subject.members, ...subject.card.supporters].map(({ id }) => id);
  return heldAfter(team).flatMap(({ template, name, dueOn, assignees }): Upcoming[] => {
    if (dueOn === null || (templateOf(template, playbook)?.assign ?? 'nobody') === 'nobody') return [];
    const entry = team.record?.templates[template];
    if (entry && !whatIsOurs({ due: dueOn, assignees: [...assignees] }, entry).assignees) return [];
    const days = assignees.some(id => !missesIt(id, dueOn))
      ? assignees.flatMap(id => presence.missing(id, dueOn)?.from ?? [])
      : everybody.flatMap(id => {
          const [off, now] = [presence.missing(id, dueOn), presence.missing(id, today)];
          return [...(off ? [off.from] : []), ...(now ? [addDays(now.until, 1)] : [])];
        });
    const what = texts.render('step.hand-over', { item: name });
    return [...new Set(days)]
      .filter(day => day > today)
      .map(day => ({ at: startOfDay(day, calendar.zone), what }));
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
