// What a route gets and gives. Routes are plain functions over the world; HTTP, limits, faults and
// logging are done around them.
import { z } from 'zod';
import { canSee } from '../access.ts';
import type { FaultRule } from '../behaviour.ts';
import type { Field, Folder, List, Space, Task, User, World } from '../world.ts';
import { invalid, listDeleted, malformedId, missing, notFound, taskDeleted, unknownId } from './api-error.ts';

/** One authorised request. */
export type Call = {
  world: World;
  user: User;
  params: Record<string, string>;
  query: URLSearchParams;
  body: unknown;
  /** Draws the fault that strikes this request, if one of these kinds does. */
  hit(kinds: readonly FaultRule['kind'][]): FaultRule | undefined;
};

/** The answer of a route: a status and what becomes JSON (nothing for 204). */
export type ApiAnswer = { status: number; body?: unknown };

/** One line of the route table. */
export type Route = { method: string; path: string; handle: (call: Call) => ApiAnswer };

/** An answer with status 200. */
export const ok = (body: unknown): ApiAnswer => ({ status: 200, body });

/** True where a switch of the query is on; some languages write it as "True". */
export function isOn(query: URLSearchParams, name: string): boolean {
  return query.get(name)?.toLowerCase() === 'true';
}

/** Reads a body with its schema; refuses as ClickUp does, by the first thing that is wrong. */
export function readBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body ?? {});
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const name = issue?.path.map(String).join('.') ?? '';
  const isAbsent = issue?.code === 'invalid_type' && at(body, issue.path) === undefined;
  throw isAbsent && name !== '' ? missing(name) : invalid(name === '' ? 'Body' : name);
}

function at(body: unknown, path: readonly PropertyKey[]): unknown {
  let value = body;
  for (const key of path) value = (value as Record<PropertyKey, unknown> | null | undefined)?.[key];
  return value;
}

/** An instant in milliseconds: an integer, or one written as text. */
export const Millis = z.union([
  z.number().int(),
  z
    .string()
    .regex(/^-?\d+$/u)
    .transform(Number),
]);

/** A user id: an integer, or one written as text. */
export const UserId = z.union([
  z.number().int(),
  z
    .string()
    .regex(/^-?\d+$/u)
    .transform(Number),
]);

const numeric = /^\d{1,19}$/u;

/** The workspace named in the path, which must be ours. */
export function checkTeam(call: Call): void {
  const id = call.params['team_id'] ?? call.params['team_Id'] ?? '';
  if (!numeric.test(id)) throw malformedId('Team');
  if (id !== call.world.id) throw unknownId();
}

/** The space named in the path. */
export function spaceOf(call: Call): Space {
  const id = call.params['space_id'] ?? '';
  if (!numeric.test(id)) throw malformedId('Space');
  const space = call.world.spaces.get(id);
  if (space === undefined || !canSee(call.world, call.user.id, id)) throw unknownId();
  return space;
}

/** The folder named in the path; 404 once deleted. */
export function folderOf(call: Call): Folder {
  const id = call.params['folder_id'] ?? '';
  if (!numeric.test(id)) throw malformedId('Folder');
  const folder = call.world.folders.get(id);
  if (folder === undefined || !canSee(call.world, call.user.id, id)) throw unknownId();
  if (folder.isDeleted) throw notFound('Folder');
  return folder;
}

/** The list named in the path; 404 once deleted. */
export function listOf(call: Call): List {
  const id = call.params['list_id'] ?? '';
  if (!numeric.test(id)) throw malformedId('List');
  const list = call.world.lists.get(id);
  if (list === undefined || !canSee(call.world, call.user.id, id)) throw unknownId();
  if (list.isDeleted) throw listDeleted();
  return list;
}

/** The task named in the path; 404 once it or its list is deleted. */
export function taskOf(call: Call): Task {
  const task = call.world.tasks.get(call.params['task_id'] ?? '');
  if (task === undefined || !canSee(call.world, call.user.id, task.listId)) throw unknownId();
  if (task.isDeleted || listFor(call.world, task).isDeleted) throw taskDeleted();
  return task;
}

/** The list in which a task lives. */
export function listFor(world: World, task: Task): List {
  const list = world.lists.get(task.listId);
  if (list === undefined) throw unknownId();
  return list;
}

/** The field named in the path, if the task's list has it. */
export function fieldNamed(fields: readonly Field[], id: string): Field {
  const field = fields.find(each => each.id === id);
  if (field === undefined) throw notFound('Field');
  return field;
}
