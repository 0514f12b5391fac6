// Who should have a work item: whoever the template says, as far as they are there; and who stands in for them.
import type { Day } from '../day.ts';
import type { WorkItem } from '../observation.ts';
import type { Presence } from '../people/absence.ts';
import type { WorkItemTemplate } from '../playbook/work-item-template.ts';
import type { Choice, Hands } from './fair-hands.ts';

/**
 * Whom an item should be assigned to; `standIn` is whoever has it in the place of others who are away when it is due, and
 * `choice` says why it is this one, where it is given to one of several.
 */
export type Assigned = { assignees: number[]; standIn?: number; choice?: Choice };

type People = {
  team: readonly number[];
  supporter: readonly number[];
  hands: Hands;
  presence: Presence;
  today: Day;
};

/**
 * Nobody is given work while they are away. Work that falls due meanwhile goes to somebody who is there, and stays with
 * them (`standIn`, as it is recorded of the item); everything else stays with whoever has it. Where nobody is there,
 * nothing changes hands.
 */
export function assigneesOf(
  { assign }: WorkItemTemplate,
  people: People,
  work: {
    item: WorkItem | undefined;
    due: Day | null;
    standIn: number | undefined;
    /** Of work that comes again: which time it was that a person had it last; 0 for never. */
    hadAt?: ((person: number) => number) | undefined;
  },
): Assigned {
  switch (assign) {
    case 'nobody':
      return { assignees: [] };
    case 'supporter':
      return ofAll(people.supporter, people.team, people, work);
    case 'team':
      return ofAll(people.team, people.supporter, people, work);
    case 'one-of-team':
      return ofOne(people, { ...work, hadAt: undefined });
    case 'rotate':
      return ofOne(people, work);
  }
}

type Work = Parameters<typeof assigneesOf>[2];

function ofAll(
  own: readonly number[],
  others: readonly number[],
  { presence, today, hands }: People,
  work: Work,
): Assigned {
  const { isHolder, isThere, misses } = standingOf({ presence, today }, work);
  const kept = keptStandIn(others, work, { isHolder, misses });
  if (kept) return kept;
  const assignees = own.filter(id => isHolder(id) || isThere(id));
  if (own.length === 0 || assignees.some(id => !misses(id))) return { assignees };
  const standIn = own.every(misses) ? hands.choose(others.filter(isThere)) : null;
  return standInOf(standIn?.person) ?? { assignees };
}

function ofOne({ team, supporter, presence, today, hands }: People, work: Work): Assigned {
  const { isHolder, isThere, misses } = standingOf({ presence, today }, work);
  const { item, due, hadAt } = work;
  // Whoever has it keeps it while on the team, so that the order of assignees does not matter.
  const holder = item?.assignees.find(id => team.includes(id) && !misses(id));
  if (holder !== undefined) return { assignees: [holder] };
  const kept = keptStandIn(supporter, work, { isHolder, misses });
  if (kept) return kept;
  const there = team.filter(isThere);
  const stillThere = there.filter(id => due === null || presence.isThere(id, due));
  const choice = hands.choose(stillThere.length > 0 ? stillThere : there, hadAt);
  if (choice) return { assignees: [choice.person], choice };
  const waits = { assignees: (item?.assignees ?? []).filter(id => team.includes(id)).slice(0, 1) };
  const isMissed = team.length > 0 && team.every(misses);
  return (isMissed ? standInOf(supporter.find(isThere)) : null) ?? waits;
}

function standingOf({ presence, today }: Pick<People, 'presence' | 'today'>, { item, due }: Work) {
  return {
    isHolder: (id: number) => item?.assignees.includes(id) ?? false,
    isThere: (id: number) => presence.isThere(id, today),
    /** Whether they are away by now, and still will be when it is due. */
    misses(id: number): boolean {
      if (due === null) return false;
      const span = presence.missing(id, today);
      return span !== null && span.from <= due && due <= span.until;
    },
  };
}

function keptStandIn(
  others: readonly number[],
  { standIn }: Work,
  { isHolder, misses }: { isHolder(id: number): boolean; misses(id: number): boolean },
): Assigned | null {
  const isKept = standIn !== undefined && others.includes(standIn) && isHolder(standIn) && !misses(standIn);
  return isKept ? standInOf(standIn) : null;
}

function standInOf(person: number | undefined): (Assigned & { standIn: number }) | null {
  return person === undefined ? null : { assignees: [person], standIn: person };
}
