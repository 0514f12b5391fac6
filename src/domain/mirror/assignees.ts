// Who should have a work item: whoever the template says, as far as they are there; and who stands in for them.
import type { Day } from '../day.ts';
import type { WorkItem } from '../observation.ts';
import type { Presence } from '../people/absence.ts';
import type { WorkItemTemplate } from '../playbook/work-item-template.ts';

/** Whom an item should be assigned to; `standIn` is whoever has it in the place of others who are away when it is due. */
export type Assigned = { assignees: number[]; standIn?: number };

type People = { team: readonly number[]; supporter: readonly number[]; presence: Presence; today: Day };

/**
 * Nobody is given work while they are away. Work that falls due meanwhile goes to somebody who is there, and stays with
 * them (`standIn`, as it is recorded of the item); everything else stays with whoever has it. Where nobody is there,
 * nothing changes hands.
 */
export function assigneesOf(
  { assign }: WorkItemTemplate,
  people: People,
  work: { item: WorkItem | undefined; due: Day | null; standIn: number | undefined },
): Assigned {
  switch (assign) {
    case 'nobody':
      return { assignees: [] };
    case 'supporter':
      return ofAll(people.supporter, people.team, people, work);
    case 'team':
      return ofAll(people.team, people.supporter, people, work);
    case 'one-of-team':
      return ofOne(people, work);
  }
}

type Work = Parameters<typeof assigneesOf>[2];

function ofAll(
  own: readonly number[],
  others: readonly number[],
  { presence, today }: People,
  work: Work,
): Assigned {
  const { isHolder, isThere, misses } = standingOf({ presence, today }, work);
  const kept = keptStandIn(others, work, { isHolder, misses });
  if (kept) return kept;
  const assignees = own.filter(id => isHolder(id) || isThere(id));
  if (own.length === 0 || assignees.some(id => !misses(id))) return { assignees };
  return (own.every(misses) ? standInOf(others.find(isThere)) : null) ?? { assignees };
}

function ofOne({ team, supporter, presence, today }: People, work: Work): Assigned {
  const { isHolder, isThere, misses } = standingOf({ presence, today }, work);
  const { item, due } = work;
  // Whoever has it keeps it while on the team, so that the order of assignees does not matter.
  const holder = item?.assignees.find(id => team.includes(id) && !misses(id));
  if (holder !== undefined) return { assignees: [holder] };
  const kept = keptStandIn(supporter, work, { isHolder, misses });
  if (kept) return kept;
  const there = team.filter(isThere);
  const next = there.find(id => due === null || presence.isThere(id, due)) ?? there[0];
  if (next !== undefined) return { assignees: [next] };
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
