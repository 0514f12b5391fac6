// The tasks of a company, as if they had been in their lists for a while.
import { Temporal } from 'temporal-polyfill';
import { makeTask } from '../api/make-task.ts';
import { type Field, fieldsOf, type List, type Task, type User, type World } from '../world.ts';
import { personNamed } from './add-people.ts';
import type { CompanyDay, CompanyTask } from './company.ts';
import { namesIn } from './company-names.ts';

/** Adds tasks with their subtasks to a list, in this order. */
export function addTasks(
  world: World,
  list: List,
  tasks: readonly CompanyTask[],
  parent: string | null = null,
): Task[] {
  return tasks.flatMap(given => {
    const task = addTask(world, list, given, parent);
    return [task, ...addTasks(world, list, given.subtasks ?? [], task.id)];
  });
}

function addTask(world: World, list: List, given: CompanyTask, parent: string | null): Task {
  const [first] = world.people.values();
  const creator = given.creator === undefined ? first : personNamed(world, given.creator);
  if (creator === undefined) throw new Error('The company has no people.');
  const at = (day: CompanyDay | undefined) => (day === undefined ? null : instantOf(world, day, creator));
  const assignees = (given.assignees ?? []).map(name => idOf(world, name));
  const task = makeTask(world, list, creator, {
    name: given.name,
    markdown_content: given.description,
    status: given.status,
    priority: given.priority,
    parent,
    assignees: assignees.filter(id => typeof id === 'number'),
    group_assignees: assignees.filter(id => typeof id === 'string'),
    tags: given.tags,
    start_date: at(given.start),
    due_date: at(given.due),
    custom_fields: Object.entries(given.fields ?? {}).map(([name, value]) => {
      const field = fieldsOf(world, list).find(each => each.name === name);
      if (field === undefined) throw new Error(`The list "${list.name}" has no field "${name}".`);
      return { id: field.id, value: fieldValue(world, field, value, creator) };
    }),
  });
  age(task, given, at);
  return task;
}

/** Makes a new task as old as the company says. */
function age(
  task: Task,
  { created, updated, history }: CompanyTask,
  at: (day: CompanyDay | undefined) => number | null,
): void {
  task.createdAt = at(created) ?? task.createdAt;
  task.updatedAt = at(updated) ?? task.createdAt;
  task.statusLog = (history ?? [{ status: task.status, since: created ?? 0 }]).map(({ status, since }) => ({
    status: status.toLowerCase(),
    since: at(since) ?? task.createdAt,
  }));
  const since = task.statusLog.at(-1)?.since ?? task.createdAt;
  if (task.doneAt !== null) task.doneAt = since;
  if (task.closedAt !== null) task.closedAt = since;
}

function instantOf(world: World, day: CompanyDay, { zone }: User): number {
  if (typeof day === 'number') return world.clock.now() + day * 86_400_000;
  return Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: zone, plainTime: '04:00' })
    .epochMilliseconds;
}

/** The id of a person (a number) or of a group (a text). */
function idOf(world: World, name: string): number | string {
  const group = [...world.groups.values()].find(each => each.name === name);
  return group?.id ?? personNamed(world, name).id;
}

/** A value as the API takes it. */
function fieldValue(world: World, field: Field, value: unknown, creator: User): unknown {
  const optionId = (wanted: string) => {
    const options = field.config['options'] as { id: string; name?: string; label?: string }[];
    return options.find(({ name, label }) => (label ?? name) === wanted)?.id;
  };
  if (field.type === 'users') return { add: namesIn(value).map(name => idOf(world, name)) };
  if (field.type === 'labels') return namesIn(value).map(optionId);
  if (field.type === 'drop_down') return optionId(String(value));
  return field.type === 'date' ? instantOf(world, value as CompanyDay, creator) : value;
}
