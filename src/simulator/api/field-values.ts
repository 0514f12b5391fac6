// Writing custom field values: each type has its own form on the way in and is checked. What is stored
// is ClickUp's raw form (an option's id, a list of user ids); show-task.ts knows the form on the way out.
import { z } from 'zod';
import { isMember } from '../access.ts';
import { dayAtFour } from '../day.ts';
import { announceChanges } from '../history.ts';
import { type Field, fieldsOf, type User, type World } from '../world.ts';
import { ApiError } from './api-error.ts';
import { type Call, fieldNamed, listFor, Millis, ok, type Route, readBody, taskOf } from './call.ts';
import { showPeople } from './show-people.ts';
import { showField } from './show-places.ts';
import { touch } from './touch.ts';

const badValue = (field: Field) => new ApiError(400, 'FIELD_375', `Invalid value for field ${field.name}`);

const Id = z.union([z.number().int(), z.string().min(1)]);
const Difference = z.object({ add: z.array(Id).default([]), rem: z.array(Id).default([]) });
const Written = z.object({
  value: z.unknown(),
  value_options: z.object({ time: z.boolean().optional() }).optional(),
});
type Written = z.infer<typeof Written>;

type Option = { id: string };

function optionIds(field: Field): string[] {
  return ((field.config['options'] ?? []) as Option[]).map(option => option.id);
}

/** The raw value after a write. Throws FIELD_375 where the value does not fit the field's type. */
export function changedValue(
  world: World,
  field: Field,
  before: unknown,
  written: Written,
  user: User,
): unknown {
  const parse = <T>(schema: z.ZodType<T>): T => {
    const result = schema.safeParse(written.value);
    if (!result.success) throw badValue(field);
    return result.data;
  };
  switch (field.type) {
    case 'drop_down': {
      const id = parse(z.string());
      if (!optionIds(field).includes(id)) throw badValue(field);
      return id;
    }
    case 'labels': {
      const ids = parse(z.array(z.string()));
      const known = optionIds(field);
      if (ids.some(id => !known.includes(id))) throw badValue(field);
      return [...new Set(ids)];
    }
    case 'users':
    case 'tasks':
      return merged(world, field, before, parse(Difference));
    case 'number':
    case 'currency':
      return String(parse(z.union([z.number(), z.string().regex(/^-?\d+(\.\d+)?$/u)])));
    case 'checkbox':
      return String(parse(z.union([z.boolean(), z.enum(['true', 'false'])])));
    case 'date': {
      const atMs = parse(Millis);
      return String(written.value_options?.time === true ? atMs : dayAtFour(atMs, user.zone));
    }
    case 'emoji':
      return parse(z.number().int());
    default:
      return parse(z.string());
  }
}

function merged(
  world: World,
  field: Field,
  before: unknown,
  { add, rem }: { add: (number | string)[]; rem: (number | string)[] },
): (number | string)[] | undefined {
  const isUsers = field.type === 'users';
  const key = (id: number | string) => (isUsers && /^\d+$/u.test(String(id)) ? Number(id) : String(id));
  const isKnown = (id: number | string) =>
    isUsers
      ? typeof id === 'number'
        ? isMember(world, id)
        : world.groups.has(id)
      : world.tasks.has(String(id));
  const added = add.map(key);
  if (!added.every(isKnown)) throw badValue(field);
  const removed = new Set(rem.map(key));
  const kept = ((before ?? []) as (number | string)[]).filter(id => !removed.has(id));
  const all = [...new Set([...kept, ...added])];
  const isSingle = isUsers && field.config['single_user'] === true;
  const value = isSingle ? all.slice(-1) : all;
  return value.length === 0 ? undefined : value;
}

function setValue(call: Call) {
  const written = readBody(Written, call.body);
  return writeValue(call, (field, before) => {
    if (written.value === undefined) throw badValue(field);
    if (written.value === null) return undefined;
    return changedValue(call.world, field, before, written, call.user);
  });
}

function writeValue(call: Call, change: (field: Field, before: unknown) => unknown) {
  const { world, user } = call;
  const task = taskOf(call);
  const field = fieldNamed(fieldsOf(world, listFor(world, task)), call.params['field_id'] ?? '');
  const before = task.fields.get(field.id);
  const after = change(field, before);
  if (JSON.stringify(before) === JSON.stringify(after)) return ok({});
  if (after === undefined) task.fields.delete(field.id);
  else task.fields.set(field.id, after);
  touch(world, task);
  const custom_field = showFieldInHistory(world, field);
  const extra = {
    before: rawInHistory(world, field, before),
    after: rawInHistory(world, field, after),
    custom_field,
  };
  announceChanges(world, user, task, [{ event: null, field: 'custom_field', extra }]);
  return ok({});
}

// For people the raw form is not documented: each of the likely ones can be had.
function rawInHistory(world: World, field: Field, value: unknown): unknown {
  if (value === undefined) return null;
  const form = field.type === 'users' ? world.behaviour.usersFieldHistory : 'ids';
  if (form === 'none') return null;
  return form === 'users' ? showPeople(world, (value as unknown[]).map(Number)) : value;
}

function showFieldInHistory(world: World, field: Field) {
  return {
    ...showField(field),
    values_set: null,
    userid: String(field.creatorId),
    team_id: world.id,
    deleted: false,
    deleted_by: null,
    pinned: true,
    required_on_subtasks: false,
    linked_subcategory: null,
  };
}

/** Routes that set and clear the value of one field on one task. */
export const fieldValueRoutes: Route[] = [
  { method: 'POST', path: '/v2/task/{task_id}/field/{field_id}', handle: setValue },
  {
    method: 'DELETE',
    path: '/v2/task/{task_id}/field/{field_id}',
    handle: call => writeValue(call, () => undefined),
  },
];
