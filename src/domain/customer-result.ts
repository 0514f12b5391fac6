// A customer result as the rules see it: the card together with its team, derived from one observation.

import { memoize, memoizeByObject } from '../base/memoize.ts';
import { groupsById, peopleById } from './board-index.ts';
import type { Board, Card, Group, Person } from './observation.ts';
import { leftIn, missingIn } from './people/departure.ts';
import { PHASES, type Phase } from './phase.ts';

/** ClickUp statuses per phase, as the playbook maps them. */
export type PhaseStatuses = Record<Phase, readonly string[]>;

/** What of a board tells who is in a team. */
export type Workforce = Pick<Board, 'people' | 'groups' | 'missing'>;

export type CustomerResult = {
  /** Whoever supports it and has left the workspace is not among its supporters. */
  card: Card;
  /** Null where the playbook maps the card's status to no phase. */
  phase: Phase | null;
  /** Assignees of the card, group assignees expanded, without the supporter. */
  members: Person[];
  /** Assignees including the supporter, group assignees expanded. */
  assigned: Person[];
  /** Those on the card who have left the workspace: neither members nor supporters any more. */
  left: Left;
};

type Left = { members: readonly Person[]; supporters: readonly Person[] };
const NOBODY: Left = { members: [], supporters: [] };

/** The phase that a status belongs to, null if the playbook does not map it. */
export function phaseOf(status: string, statuses: PhaseStatuses): Phase | null {
  return phasesBy(statuses)(status);
}

const phasesBy = memoizeByObject((statuses: PhaseStatuses) =>
  memoize((status: string): Phase | null => {
    const wanted = status.toLowerCase();
    return PHASES.find(phase => statuses[phase].some(name => name.toLowerCase() === wanted)) ?? null;
  }),
);

/** Derives the customer result of a card. */
export function customerResultOf(card: Card, board: Workforce, statuses: PhaseStatuses): CustomerResult {
  const phase = phaseOf(card.status, statuses);
  const all = withGroups(card, board);
  const isSupporter = (person: Person) => card.supporters.some(({ id }) => id === person.id);
  const members = all.filter(person => !isSupporter(person));
  const gone = leftIn(board);
  const hasLeft = ({ id }: Person) => gone.has(id);
  if (gone.size === 0 || ![...all, ...card.supporters].some(hasLeft)) {
    return { card, phase, assigned: all, members, left: NOBODY };
  }
  const isHere = (person: Person) => !hasLeft(person);
  return {
    card: card.supporters.some(hasLeft) ? { ...card, supporters: card.supporters.filter(isHere) } : card,
    phase,
    assigned: all.filter(isHere),
    members: members.filter(isHere),
    left: { members: members.filter(hasLeft), supporters: card.supporters.filter(hasLeft) },
  };
}

/** Whether that person is on the card, as one of the team or as its supporter. */
export function isInvolved(person: number, { assigned, card }: CustomerResult): boolean {
  return [...assigned, ...card.supporters].some(({ id }) => id === person);
}

/** The group with that name (any case) or id, if there is one. */
export function findGroup(groups: readonly Group[], nameOrId: string): Group | undefined {
  const byId = groups.find(group => group.id === nameOrId);
  if (byId) return byId;
  const wanted = nameOrId.trim().toLowerCase();
  const named = groups.filter(group => group.name.trim().toLowerCase() === wanted);
  const exact = named.filter(group => group.name === nameOrId);
  const [one, another] = exact.length === 1 ? exact : named;
  return another ? undefined : one;
}

/** The people of a group, in the order of the group; those who left the workspace are left out, those who miss are not. */
export function peopleOf(group: Group | undefined, board: Pick<Board, 'people' | 'missing'>): Person[] {
  if (!group) return [];
  const byId = peopleById(board.people);
  const missing = missingIn(board);
  return group.members.flatMap(id => byId.get(id) ?? missing.get(id) ?? []);
}

function withGroups(card: Card, board: Workforce): Person[] {
  if (card.assignedGroups.length === 0 && card.assignees.every(isFirst)) return card.assignees;
  const found = new Map(card.assignees.map(person => [person.id, person]));
  for (const id of card.assignedGroups) {
    const group = groupsById(board.groups).get(id);
    for (const person of peopleOf(group, board)) {
      if (!found.has(person.id)) found.set(person.id, person);
    }
  }
  return [...found.values()];
}

function isFirst(person: Person, index: number, people: readonly Person[]): boolean {
  for (let before = 0; before < index; before++) if (people[before]?.id === person.id) return false;
  return true;
}
