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
  const recorded = record === null ? NONE : keysById(record.templates);
  // Where none of them is here, the list itself is a copy, and the ids are those of another one.
  const isOfThisList = recorded.size > 0 && byAge.some(({ id }) => recorded.has(id));
  const items = new Map<string, WorkItem>();
  const unclear: WorkItem[] = [];
  for (const item of byAge) {
    const known = isOfThisList ? recorded.get(item.id) : undefined;
    const key = known ?? item.template;
    if (key === null) continue;
    if (known !== undefined) items.set(key, item);
    else if (item.isByTag && recurringKeys(workItems).has(key)) unclear.push(item);
    else if (!items.has(key) && !(isOfThisList && hasId(record, key))) items.set(key, item);
  }
  return { items, unclear };
}

/** The record with the ids of these tasks; the id of what is not seen stays. */
export function withIds(record: TeamRecord, items: ReadonlyMap<string, WorkItem>): TeamRecord {
  const found: TeamRecord['templates'] = {};
  for (const [key, { id }] of items) {
    const entry = record.templates[key];
    if (entry?.isMade && entry.id !== id) found[key] = { ...entry, id };
  }
  return Object.keys(found).length === 0
    ? record
    : { ...record, templates: { ...record.templates, ...found } };
}

/** Whether the record in a task's list, of whose tasks `inList` are, names the task. */
export function isNamedInRecord({ id }: Pick<WorkItem, 'id'>, inList: readonly WorkItem[]): boolean {
  return inList.some(
    ({ record }) => record !== null && record !== 'unreadable' && keysById(record.templates).has(id),
  );
}

const NONE: ReadonlyMap<string, string> = new Map();

const keysById = memoizeByObject(
  (templates: TeamRecord['templates']): ReadonlyMap<string, string> =>
    new Map(Object.entries(templates).flatMap(([key, { id }]) => (id === undefined ? [] : [[id, key]]))),
);

const recurringKeys = memoizeByObject(
  (workItems: Templates['workItems']): ReadonlySet<string> =>
    new Set(workItems.flatMap(({ key, due }) => (due && 'during' in due ? [key] : []))),
);

function hasId(record: TeamRecord | null, key: string): boolean {
  return record?.templates[key]?.id !== undefined;
}
