// Making a task: what POST /list/{id}/task accepts and what the task starts with. Companies are built with it too.
import { z } from 'zod';
import { isMember } from '../access.ts';
import { dayAtFour } from '../day.ts';
import { fieldsOf, type List, type Status, statusesOf, type Task, type User, type World } from '../world.ts';
import { ApiError, assigneesInvalid, invalid } from './api-error.ts';
import { Millis, UserId } from './call.ts';
import { changedValue } from './field-values.ts';
import { plainText } from './markdown.ts';
import { addTagToSpace } from './tags.ts';

/** The body of a new task; keys that ClickUp does not know are ignored. */
export const NewTask = z.object({
  name: z.string().trim().min(1),
  description: z.string().nullish(),
  markdown_content: z.string().nullish(),
  markdown_description: z.string().nullish(),
  assignees: z.array(UserId).nullish(),
  group_assignees: z.array(z.string()).nullish(),
  tags: z.array(z.string()).nullish(),
  status: z.string().nullish(),
  priority: z.number().int().min(1).max(4).nullish(),
  due_date: Millis.nullish(),
  due_date_time: z.boolean().nullish(),
  start_date: Millis.nullish(),
  start_date_time: z.boolean().nullish(),
  time_estimate: Millis.nullish(),
  points: z.number().nullish(),
  parent: z.string().nullish(),
  archived: z.boolean().nullish(),
  custom_item_id: z.number().int().nullish(),
  custom_fields: z.array(z.object({ id: z.string(), value: z.unknown() })).nullish(),
});
export type NewTask = z.infer<typeof NewTask>;

/** The status with that name in a list, compared without case. */
export function statusNamed(world: World, list: List, name: string): Status | undefined {
  return statusesOf(world, list).find(status => status.status === name.trim().toLowerCase());
}

/** The parent of a subtask, which must be in the same list. */
export function checkedParent(world: World, list: List, parentId: string): Task {
  const parent = world.tasks.get(parentId);
  if (parent === undefined || parent.isDeleted || parent.listId !== list.id) {
    throw new ApiError(400, 'ITEM_137', 'Parent not child of list');
  }
  return parent;
}

/** The stored form of a description: what was written, and its plain text. */
export function descriptionOf(given: {
  description?: string | null | undefined;
  markdown_content?: string | null | undefined;
  markdown_description?: string | null | undefined;
}): { text: string; markdown: string } | undefined {
  const markdown = given.markdown_content ?? given.markdown_description;
  if (markdown !== undefined && markdown !== null) return { markdown, text: plainText(markdown) };
  if (given.description === undefined || given.description === null) return undefined;
  const text = given.description.trim() === '' ? '' : given.description;
  return { text, markdown: text };
}

/** A date as it is stored: as given with a time, else 04:00 of its day in the user's zone. */
export function storedDate(atMs: number | null | undefined, isTimed: boolean, user: User): number | null {
  if (atMs === null || atMs === undefined) return null;
  return isTimed ? atMs : dayAtFour(atMs, user.zone);
}

/** Puts a new task into a list. Throws the refusals of ClickUp for a wrong status or parent. */
export function makeTask(world: World, list: List, user: User, given: NewTask): Task {
  const statuses = statusesOf(world, list);
  const status = typeof given.status === 'string' ? statusNamed(world, list, given.status) : statuses[0];
  if (status === undefined) throw new ApiError(400, 'CRTSK_001', 'Status not found');
  if (typeof given.parent === 'string') checkedParent(world, list, given.parent);
  const now = world.clock.now();
  const isClosed = status.type === 'closed';
  const assigneeIds = assignable(world, given.assignees ?? []);
  const task: Task = {
    id: world.ids.task(),
    sequence: (world.sequence += 1),
    listId: list.id,
    parentId: given.parent ?? null,
    name: given.name,
    text: '',
    markdown: '',
    ...descriptionOf(given),
    status: status.status,
    statusLog: [{ status: status.status, since: now }],
    orderindex: `${world.sequence * 1_000}.${'0'.repeat(32)}`,
    createdAt: now,
    updatedAt: now,
    closedAt: isClosed ? now : null,
    doneAt: isClosed || status.type === 'done' ? now : null,
    isArchived: given.archived === true,
    isDeleted: false,
    visibleFrom: 0,
    creatorId: user.id,
    assigneeIds,
    groupIds: (given.group_assignees ?? []).filter(id => world.groups.has(id)),
    watcherIds: [...new Set([user.id, ...assigneeIds])],
    tagNames: tagsFor(world, list, user, given.tags ?? []),
    priority: given.priority ?? null,
    dueDate: storedDate(given.due_date, given.due_date_time === true, user),
    isDueTimed: given.due_date_time === true,
    startDate: storedDate(given.start_date, given.start_date_time === true, user),
    isStartTimed: given.start_date_time === true,
    points: given.points ?? null,
    timeEstimate: given.time_estimate ?? null,
    customItemId: given.custom_item_id ?? 0,
    fields: fieldValues(world, list, user, given.custom_fields ?? []),
  };
  world.tasks.set(task.id, task);
  return task;
}

/** The ids, each once. Throws ITEM_119 where one is of nobody in the workspace. */
export function assignable(world: World, ids: readonly number[]): number[] {
  if (!ids.every(id => isMember(world, id))) throw assigneesInvalid();
  return [...new Set(ids)];
}

function tagsFor(world: World, list: List, user: User, names: readonly string[]): string[] {
  const space = world.spaces.get(list.spaceId);
  if (space === undefined) throw invalid('Space');
  return [...new Set(names.map(name => addTagToSpace(space, name, user.id).name))];
}

function fieldValues(
  world: World,
  list: List,
  user: User,
  given: readonly { id: string; value: unknown }[],
): Map<string, unknown> {
  const values = new Map<string, unknown>();
  const known = new Map(fieldsOf(world, list).map(field => [field.id, field]));
  for (const { id, value } of given) {
    const field = known.get(id);
    // Values for fields that this list does not have are dropped without a word.
    if (field === undefined || value === null || value === undefined) continue;
    values.set(id, changedValue(world, field, undefined, { value }, user));
  }
  return values;
}
