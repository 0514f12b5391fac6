// Which task of a team list is which template: by its id in the record, else by the line in its description, else by its
// tag. Any two of the three may be lost, but for work that comes again: its tag does not say which time it is.
import { memoizeByObject } from '../../base/memoize.ts';
import type { WorkItem } from '../observation.ts';
import type { WorkItemTemplate } from '../playbook/work-item-template.ts';
import type { TeamRecord } from './record.ts';

/** What of a playbook tells which work comes again. */
export type Templates = { workItems: readonly WorkItemTemplate[] };

/** `unclear` are those that Liaison made and of which nothing tells any more which ones they are. */
export type ManagedItems = { items: Map<string, WorkItem>; unclear: WorkItem[] };

/**
 * The managed ones among the tasks of a list, the oldest first, by key. A task whose key the record gives to another one is a
 * copy that somebody made: their own, also where the other one was deleted.
 */
export function managedItems(
  byAge: readonly WorkItem[],
  record: TeamRecord | null,
  { workItems }: Templates,
): ManagedItems {
  // In a copy of a list, the ids are those of the other one.
  const ours = record !== null && record.list === byAge[0]?.listId ? record.templates : NOTHING;
  const recorded = keysById(ours);
  const items = new Map<string, WorkItem>();
  const unclear: WorkItem[] = [];
  for (const item of byAge) {
    const known = recorded.get(item.id);
    const key = known ?? item.template;
    if (key === null) continue;
    if (known !== undefined) items.set(key, item);
    else if (item.isByTag && recurringKeys(workItems).has(key)) unclear.push(item);
    else if (!items.has(key) && ours[key]?.id === undefined) items.set(key, item);
  }
  return { items, unclear };
}

/** The record with the ids of these tasks of a list; the id of what is not seen stays. */
export function withIds(
  record: TeamRecord,
  items: ReadonlyMap<string, WorkItem>,
  listId: string,
): TeamRecord {
  const found: TeamRecord['templates'] = {};
  for (const [key, { id }] of items) {
    const entry = record.templates[key];
    if (entry?.isMade && entry.id !== id) found[key] = { ...entry, id };
  }
  return { ...record, templates: { ...record.templates, ...found }, list: listId };
}

/** Whether the record in a task's list, of whose tasks `inList` are, names the task. */
export function isNamedInRecord({ id }: Pick<WorkItem, 'id'>, inList: readonly WorkItem[]): boolean {
  return inList.some(
    ({ record }) => record !== null && record !== 'unreadable' && keysById(record.templates).has(id),
  );
}

const NOTHING: TeamRecord['templates'] = {};

const keysById = memoizeByObject(
  (templates: TeamRecord['templates']): ReadonlyMap<string, string> =>
    new Map(Object.entries(templates).flatMap(([key, { id }]) => (id === undefined ? [] : [[id, key]]))),
);

const recurringKeys = memoizeByObject(
  (workItems: Templates['workItems']): ReadonlySet<string> =>
    new Set(workItems.flatMap(({ key, due }) => (due && 'during' in due ? [key] : []))),
);
