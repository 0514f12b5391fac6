// Changing a task. Assignees are a difference here (an array is ignored, as ClickUp does); tags and
// custom fields have routes of their own and are ignored here too. Only real changes are announced.
import { z } from 'zod';
import { isMember } from '../access.ts';
import { announceChanges, type TaskChange } from '../history.ts';
import { type List, statusesOf, type Task, type User, type World } from '../world.ts';
import { ApiError } from './api-error.ts';
import { type Call, listFor, Millis, ok, readBody, taskOf, UserId } from './call.ts';
import { assignable, checkedParent, descriptionOf, statusNamed, storedDate } from './make-task.ts';
import { quillOps } from './markdown.ts';
import { showPriority } from './priority.ts';
import { showGroup, showPersonById } from './show-people.ts';
import { showStatusInHistory } from './show-places.ts';
import { showTask } from './show-task.ts';
import { touch } from './touch.ts';

const differenceOf = <T>(id: z.ZodType<T>) =>
  z
    .object({ add: z.array(id).nullish(), rem: z.array(id).nullish() })
    .nullish()
    .catch(undefined);

const TaskPatch = z.object({
  name: z.string().trim().min(1).optional(),
  description: z.string().nullish(),
  markdown_content: z.string().nullish(),
  markdown_description: z.string().nullish(),
  status: z.string().optional(),
  priority: z.number().int().min(1).max(4).nullable().optional(),
  due_date: Millis.nullish(),
  due_date_time: z.boolean().nullish(),
  start_date: Millis.nullish(),
  start_date_time: z.boolean().nullish(),
  time_estimate: Millis.nullish(),
  points: z.number().nullish(),
  parent: z.string().nullish(),
  archived: z.boolean().nullish(),
  custom_item_id: z.number().int().nullish(),
  assignees: differenceOf(UserId),
  group_assignees: differenceOf(z.string()),
  watchers: differenceOf(UserId),
});
type TaskPatch = z.infer<typeof TaskPatch>;

/** PUT /task/{id}: applies what is given and answers with the whole task. */
export function updateTask(call: Call) {
  const { world, user } = call;
  const task = taskOf(call);
  const list = listFor(world, task);
  const patch = readBody(TaskPatch, call.body);
  // Everything that can be refused is checked before anything changes.
  if (typeof patch.parent === 'string') checkedParent(world, list, patch.parent);
  if (patch.status !== undefined && statusNamed(world, list, patch.status) === undefined) {
    throw new ApiError(400, 'ITEM_114', 'Status does not exist');
  }
  const joining = assignable(world, patch.assignees?.add ?? []);
  const changes = [
    ...changeTexts(world, task, patch),
    ...changeStatus(world, list, task, patch),
    ...changeNumbers(task, patch),
    ...changeDates(task, patch, user),
    ...changePeople(world, task, patch, joining),
  ];
  if (changes.length > 0) {
    touch(world, task);
    announceChanges(world, user, task, changes);
  }
  return ok(showTask(world, task, true));
}

const quiet = (field: string, before: unknown, after: unknown): TaskChange => ({
  event: null,
  field,
  extra: { before, after },
});

function changeTexts(world: World, task: Task, patch: TaskPatch): TaskChange[] {
  const changes: TaskChange[] = [];
  if (patch.name !== undefined && patch.name !== task.name) {
    changes.push(quiet('name', task.name, patch.name));
    task.name = patch.name;
  }
  const description = descriptionOf(patch);
  if (description !== undefined && description.markdown !== task.markdown) {
    const ops = (text: string) => (text === '' ? null : quillOps(text, world.ids.uuid()));
    changes.push(quiet('content', ops(task.text), ops(description.text)));
    Object.assign(task, description);
  }
  return changes;
}

function changeStatus(world: World, list: List, task: Task, patch: TaskPatch): TaskChange[] {
  const next = patch.status === undefined ? undefined : statusNamed(world, list, patch.status);
  if (next === undefined || next.status === task.status) return [];
  const before = statusesOf(world, list).find(each => each.status === task.status);
  const now = world.clock.now();
  task.status = next.status;
  task.statusLog.push({ status: next.status, since: now });
  const isClosed = next.type === 'closed';
  const isDone = isClosed || next.type === 'done';
  task.closedAt = isClosed ? (task.closedAt ?? now) : null;
  task.doneAt = isDone ? (task.doneAt ?? now) : null;
  return [
    {
      event: 'taskStatusUpdated',
      field: 'status',
      data: { status_type: next.type },
      extra: {
        before: before === undefined ? null : showStatusInHistory(before),
        after: showStatusInHistory(next),
      },
    },
  ];
}

function changeNumbers(task: Task, patch: TaskPatch): TaskChange[] {
  const changes: TaskChange[] = [];
  if (patch.priority !== undefined && patch.priority !== task.priority) {
    const extra = { before: showPriority(task.priority), after: showPriority(patch.priority) };
    changes.push({ event: 'taskPriorityUpdated', field: 'priority', extra });
    task.priority = patch.priority;
  }
  if (patch.time_estimate !== undefined && patch.time_estimate !== task.timeEstimate) {
    changes.push(changeEstimate(task, patch.time_estimate));
  }
  if (patch.points !== undefined && patch.points !== task.points) {
    changes.push(quiet('points', task.points, patch.points));
    task.points = patch.points;
  }
  if (typeof patch.archived === 'boolean' && patch.archived !== task.isArchived) {
    changes.push(quiet('archived', task.isArchived, patch.archived));
    task.isArchived = patch.archived;
  }
  // A null parent does not un-nest.
  if (typeof patch.parent === 'string' && patch.parent !== task.parentId) {
    changes.push(quiet('parent', task.parentId, patch.parent));
    task.parentId = patch.parent;
  }
  if (typeof patch.custom_item_id === 'number' && patch.custom_item_id !== task.customItemId) {
    changes.push(quiet('custom_type', String(task.customItemId), String(patch.custom_item_id)));
    task.customItemId = patch.custom_item_id;
  }
  return changes;
}

function changeEstimate(task: Task, estimateMs: number | null): TaskChange {
  const text = (value: number | null) => (value === null ? null : String(value));
  const inWords = (value: number | null) =>
    value === null
      ? null
      : `${Math.floor(value / 3_600_000)} hours ${Math.round(value / 60_000) % 60} minutes`;
  const data = {
    time_estimate_string: inWords(estimateMs),
    old_time_estimate_string: inWords(task.timeEstimate),
    rolled_up_time_estimate: estimateMs,
    time_estimate: estimateMs,
    time_estimates_by_user: task.assigneeIds.map(userid => ({
      userid,
      user_time_estimate: text(estimateMs),
      user_rollup_time_estimate: text(estimateMs),
    })),
  };
  const extra = { before: text(task.timeEstimate), after: text(estimateMs) };
  task.timeEstimate = estimateMs;
  return { event: 'taskTimeEstimateUpdated', field: 'time_estimate', data, extra };
}

function changeDates(task: Task, patch: TaskPatch, user: User): TaskChange[] {
  const changes: TaskChange[] = [];
  const text = (value: number | null) => (value === null ? null : String(value));
  if (patch.due_date !== undefined) {
    const isTimed = patch.due_date_time === true;
    const next = storedDate(patch.due_date, isTimed, user);
    if (next !== task.dueDate || isTimed !== task.isDueTimed) {
      const data = { due_date_time: isTimed, old_due_date_time: task.isDueTimed };
      const extra = { before: text(task.dueDate), after: text(next) };
      const event = 'taskDueDateUpdated';
      changes.push({ event, field: 'due_date', data, extra });
      // How long the task takes changes with it.
      const lasts = (due: number | null) =>
        due === null || task.startDate === null ? null : String(due - task.startDate);
      const duration = { before: lasts(task.dueDate), after: lasts(next) };
      if (duration.before !== duration.after) changes.push({ event, field: 'duration', extra: duration });
      task.dueDate = next;
      task.isDueTimed = isTimed;
    }
  }
  if (patch.start_date !== undefined) {
    const isTimed = patch.start_date_time === true;
    const next = storedDate(patch.start_date, isTimed, user);
    if (next !== task.startDate || isTimed !== task.isStartTimed) {
      changes.push(quiet('start_date', text(task.startDate), text(next)));
      task.startDate = next;
      task.isStartTimed = isTimed;
    }
  }
  return changes;
}

function changePeople(world: World, task: Task, patch: TaskPatch, joining: readonly number[]): TaskChange[] {
  const changes: TaskChange[] = [];
  const event = 'taskAssigneeUpdated';
  for (const id of new Set(patch.assignees?.rem)) {
    if (!task.assigneeIds.includes(id)) continue;
    task.assigneeIds = task.assigneeIds.filter(each => each !== id);
    changes.push({ event, field: 'assignee_rem', extra: { before: showPersonById(world, id) } });
  }
  for (const id of joining) {
    if (task.assigneeIds.includes(id)) continue;
    task.assigneeIds.push(id);
    if (!task.watcherIds.includes(id)) task.watcherIds.push(id);
    changes.push({ event, field: 'assignee_add', extra: { after: showPersonById(world, id) } });
  }
  // Which event group assignments fire is undocumented: only the general one is sent.
  for (const id of new Set(patch.group_assignees?.rem)) {
    const group = world.groups.get(id);
    if (group === undefined || !task.groupIds.includes(id)) continue;
    task.groupIds = task.groupIds.filter(each => each !== id);
    changes.push({ event: null, field: 'group_assignee_rem', extra: { before: showGroup(world, group) } });
  }
  for (const id of new Set(patch.group_assignees?.add)) {
    const group = world.groups.get(id);
    if (group === undefined || task.groupIds.includes(id)) continue;
    task.groupIds.push(id);
    changes.push({ event: null, field: 'group_assignee_add', extra: { after: showGroup(world, group) } });
  }
  const unwatched = new Set(patch.watchers?.rem);
  const watchers = [...new Set([...task.watcherIds, ...(patch.watchers?.add ?? [])])];
  task.watcherIds = watchers.filter(id => isMember(world, id) && !unwatched.has(id));
  return changes;
}
