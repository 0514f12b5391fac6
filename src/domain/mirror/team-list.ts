// What a card's team list holds: which list is the card's, its about item, its managed items, its record.
import { itemsOfList } from '../board-index.ts';
import { commandsIn, nameIn } from '../commands/command-parts.ts';
import { commandNamed } from '../commands/command-words.ts';
import { compareIds } from '../compare-ids.ts';
import type { Day } from '../day.ts';
import type { Card, Observation, OutOfSight, TeamList, WorkItem } from '../observation.ts';
import type { Phase } from '../phase.ts';
import { matchedItems } from './adopted-list.ts';
import { listOwners } from './list-owners.ts';
import { type ManagedItems, managedItems, type Templates } from './managed-items.ts';
import type { TeamRecord, Written } from './record.ts';

/** ClickUp may touch a task itself right after it was made. */
const AT_ONCE_MS = 2_000;

/**
 * The team list of a card as observed. `items` are the managed ones by key, `unclear` those whose key nothing tells: while
 * there are any, nothing is made. Where `unknown` says why, what is in the list is not known, and nothing follows from what
 * is missing here.
 */
export type ObservedTeamList = ManagedItems & {
  list: TeamList | null;
  about: WorkItem | null;
  /** Every item of the list, people's own and subtasks too. */
  all: readonly WorkItem[];
  unknown: OutOfSight | null;
};

/** What finding a card's team list takes. */
export type ToObserve = Pick<Observation, 'board' | 'card' | 'outOfSight' | 'knownListId'>;

/** Finds the card's team list, or why it is not seen. */
export function observeTeamList(
  { board, card, outOfSight, knownListId }: ToObserve,
  playbook: Templates,
): ObservedTeamList {
  if (outOfSight && isAway(outOfSight)) return without(outOfSight);
  const owners = listOwners(board);
  const isKnown = ({ id }: TeamList): boolean => id === knownListId;
  // Most cards without a list are known to have had none: they need not look at every list there is.
  const remembered = () => (knownListId === null ? undefined : board.lists.find(isKnown));
  const list = owners.of(card.id, knownListId)[0] ?? remembered() ?? null;
  const all = list ? itemsOfList(board.items, list.id) : [];
  const byAge = all.every(isNoOlder) ? all : all.toSorted(compareAges);
  const abouts = byAge.filter(({ isAbout }) => isAbout);
  const about = abouts.find(item => isRecordOf(item, card)) ?? abouts.find(isUnrecorded) ?? null;
  const other = about === null ? abouts[0] : undefined;
  const elsewhere: OutOfSight | null =
    list && other ? { why: 'elsewhere', list: { id: list.id, name: list.name }, page: other.url } : null;
  const found = about?.record;
  const record = found && found !== 'unreadable' ? found : null;
  const managed = managedItems(byAge, record, playbook);
  // Without a record nothing but its title tells that a task of people was taken over, or is to be.
  const matched = record || other ? null : matchedItems(byAge, managed.items, card, playbook);
  const items = matched?.size ? new Map([...managed.items, ...matched]) : managed.items;
  const { unclear } = managed;
  return { list, about, items, unclear, all, unknown: outOfSight ?? elsewhere };
}

/** The same where the card takes over `list`, which people made and which Liaison has not begun to keep. */
export function takenOver(
  observed: ObservedTeamList,
  list: TeamList,
  { board, card }: Pick<Observation, 'board' | 'card'>,
  playbook: Templates,
): ObservedTeamList {
  const all = itemsOfList(board.items, list.id);
  const items = matchedItems(all.toSorted(compareAges), new Map(), card, playbook);
  return { ...observed, items, all };
}

/** A card without a team list of which anything is known. */
export function without(unknown: OutOfSight | null): ObservedTeamList {
  return { list: null, about: null, items: new Map(), unclear: [], all: [], unknown };
}

/** Whether the list itself is not seen, and not only what is in it. */
function isAway({ why }: OutOfSight): boolean {
  return why !== 'unread' && why !== 'elsewhere' && why !== 'unreadable';
}

function isRecordOf({ record }: WorkItem, card: Card): boolean {
  return record !== null && record !== 'unreadable' && record.card === card.id;
}

function isUnrecorded({ record }: WorkItem): boolean {
  return record === null || record === 'unreadable';
}

/**
 * The record to go on from. A missing or unreadable one is rebuilt from what the list holds: values that differ
 * from what Liaison would write, or is known to have written, then count as a person's.
 */
export function recordOf(
  observed: ObservedTeamList,
  facts: {
    card: Card;
    phase: Phase;
    today: Day;
    desiredOf(template: string): Written | null;
    /** Whether the work comes again: what its day should be then tells nothing of whose it is. */
    comesAgain(template: string): boolean;
    unrecorded: Observation['unrecorded'];
  },
): { record: TeamRecord; isRebuilt: boolean } {
  const found = observed.about?.record;
  if (found && found !== 'unreadable') return { record: found, isRebuilt: false };
  const templates: TeamRecord['templates'] = {};
  let list: string | undefined;
  for (const [template, item] of observed.items) {
    const known = facts.unrecorded?.[item.id];
    const isPeoples = item.template === null && known === undefined;
    const desired = facts.desiredOf(template) ?? valuesOf(item);
    const values = isPeoples && facts.comesAgain(template) ? { ...desired, due: null } : desired;
    const written = known ?? (isPeoples && !isOver(values, facts.today) ? emptyIn(item, values) : values);
    // Nothing but the id tells which one a task of people is.
    const id = isPeoples ? { id: item.id } : {};
    if (isPeoples) list = item.listId;
    templates[template] = { isMade: true, ...id, written, meant: values };
  }
  return {
    record: {
      version: 1,
      sequence: 0,
      card: facts.card.id,
      metOn: facts.today,
      entered: { [facts.phase]: facts.today },
      templates,
      ...(list === undefined ? {} : { list }),
    },
    isRebuilt:
      found === 'unreadable' || [...observed.items.values()].some(({ template }) => template !== null),
  };
}

/** What people left empty in a task of theirs, Liaison may fill; what they wrote stays. */
function emptyIn(item: WorkItem, { due, assignees }: Written): Written {
  return {
    due: item.dueOn === null ? null : due,
    assignees: item.assignees.length === 0 ? [] : assignees,
  };
}

/** Work whose time had passed before Liaison met it is not made up for: a task of people is neither late with it nor given to anybody. */
function isOver({ due }: Written, today: Day): boolean {
  return due !== null && due < today;
}

/** How often people asked for a new list before, and were answered. */
export function timesRenewed({ commands }: Observation): number {
  const asksForOne = (text: string) => commandsIn(text).some(one => commandNamed(nameIn(one)) === 'newlist');
  return commands.filter(({ text, answers }) => answers.length > 0 && asksForOne(text)).length;
}

/** Whether an item is as it was made. */
export function isUntouched({ createdAt, updatedAt }: WorkItem): boolean {
  return updatedAt - createdAt <= AT_ONCE_MS;
}

/** The values of an item that Liaison may have written. */
export function valuesOf(item: WorkItem): Written {
  return { due: item.dueOn, assignees: item.assignees };
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
