// What a card's team list holds: which list is the card's, its about item, its managed items, its record.
import { itemsOfList, listsOfCard } from './board-index.ts';
import type { Day } from './day.ts';
import type { Card, Observation, TeamList, WorkItem } from './observation.ts';
import type { Phase } from './phase.ts';
import type { TeamRecord, Written } from './record.ts';

/** ClickUp may touch a task itself right after it was made. */
const AT_ONCE_MS = 2_000;

/** The team list of a card as observed. `items` are the managed ones by template, the oldest of each. */
export type ObservedTeamList = {
  list: TeamList | null;
  about: WorkItem | null;
  items: Map<string, WorkItem>;
  /** Every item of the list, people's own and subtasks too. */
  all: readonly WorkItem[];
};

/** Finds the team list that names the card, the oldest if there are several. */
export function observeTeamList(observation: Pick<Observation, 'board' | 'card'>): ObservedTeamList {
  const { board, card } = observation;
  const lists = listsOfCard(board.lists, card.id);
  const list = (lists.length > 1 ? lists.toSorted(olderList) : lists)[0] ?? null;
  const all = list ? itemsOfList(board.items, list.id) : [];
  const byAge = all.every(isNoOlder) ? all : all.toSorted(compareAges);
  const items = new Map<string, WorkItem>();
  for (const item of byAge) {
    if (item.template !== null && !items.has(item.template)) items.set(item.template, item);
  }
  return { list, about: byAge.find(item => item.isAbout) ?? null, items, all };
}

/**
 * The record to go on from. A missing or unreadable one is rebuilt from what the list holds: values that differ
 * from what Liaison would write then count as a person's.
 */
export function recordOf(
  observed: ObservedTeamList,
  facts: { card: Card; phase: Phase; today: Day; desiredOf(template: string): Written | null },
): { record: TeamRecord; isRebuilt: boolean } {
  const found = observed.about?.record;
  if (found && found !== 'unreadable') return { record: found, isRebuilt: false };
  const templates: TeamRecord['templates'] = {};
  for (const [template, item] of observed.items) {
    const values = facts.desiredOf(template) ?? valuesOf(item);
    templates[template] = { isMade: true, written: values, meant: values };
  }
  return {
    record: {
      version: 1,
      sequence: 0,
      card: facts.card.id,
      metOn: facts.today,
      entered: { [facts.phase]: facts.today },
      templates,
    },
    isRebuilt: observed.items.size > 0 || found === 'unreadable',
  };
}

/** Whether an item is as it was made. */
export function isUntouched({ createdAt, updatedAt }: WorkItem): boolean {
  return updatedAt - createdAt <= AT_ONCE_MS;
}

/** The values of an item that Liaison may have written. */
export function valuesOf(item: WorkItem): Written {
  return { due: item.dueOn, assignees: item.assignees };
}

/** List and task ids grow with time but not in length alone: shorter is older, then alphabetical. */
export function compareIds(one: string, other: string): number {
  if (one.length !== other.length) return one.length - other.length;
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

function compareAges(one: WorkItem, other: WorkItem): number {
  return one.createdAt - other.createdAt || compareIds(one.id, other.id);
}

/** Most lists come in this order already. */
function isNoOlder(item: WorkItem, index: number, all: readonly WorkItem[]): boolean {
  const before = all[index - 1];
  if (before === undefined || before.createdAt < item.createdAt) return true;
  return compareAges(before, item) <= 0;
}

function olderList(one: TeamList, other: TeamList): number {
  return compareIds(one.id, other.id);
}
