// ClickUp's answers: only the fields that we read, lenient about the vendor's types. It knows none of our words.
import { z } from 'zod';

/** Ids are texts for us, whatever the vendor sends. */
const Id = z.union([z.string().min(1), z.number()]).transform(String);

/** A whole number that may come as text. */
const Whole = z.union([
  z.number().int(),
  z
    .string()
    .regex(/^-?\d+$/)
    .transform(Number),
]);

const Words = z
  .string()
  .nullish()
  .transform(text => text ?? '');

/** Milliseconds, as text or number; null where there are none or nonsense. */
const Millis = z
  .unknown()
  .optional()
  .transform(value => {
    const millis = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    return typeof millis === 'number' && Number.isFinite(millis) ? Math.trunc(millis) : null;
  });

const many = <T extends z.ZodType>(item: T) =>
  z
    .array(item)
    .nullish()
    .transform(items => items ?? []);

/** A user; `name` falls back to the e-mail and the id, since a user may hide or lack a name. */
export const User = z
  .object({ id: Whole, username: z.string().nullish(), email: z.string().nullish() })
  .transform(({ id, username, email }) => ({
    id,
    name: username?.trim() || email?.trim() || `user ${id}`,
    email: email ?? null,
  }));
export type User = z.infer<typeof User>;

export const Me = z.object({ user: z.intersection(User, z.object({ timezone: z.string().nullish() })) });

export const Workspaces = z.object({
  teams: z.array(z.object({ id: Id, name: Words, members: many(z.object({ user: User })) })),
});

export const Plan = z.object({ plan_name: Words });

export const Groups = z.object({
  groups: z.array(z.object({ id: Id, name: Words, members: many(User) })),
});

export const Spaces = z.object({ spaces: z.array(z.object({ id: Id, name: Words })) });

const NamedList = z.object({ id: Id, name: Words });

export const Folders = z.object({
  folders: z.array(z.object({ id: Id, name: Words, hidden: z.boolean().nullish(), lists: many(NamedList) })),
});

/** `content` is left out where the answer omits it; null where the list has none. */
export const List = z.object({
  id: Id,
  name: Words,
  content: z.string().nullish(),
  statuses: z.array(z.object({ status: z.string(), type: z.string().nullish() })).nullish(),
});
export type List = z.infer<typeof List>;

export const Lists = z.object({ lists: z.array(List) });

/** An option of a drop-down has a `name`, one of labels a `label`. */
const FieldOption = z
  .object({ id: Id, name: z.string().nullish(), label: z.string().nullish(), orderindex: Whole.nullish() })
  .transform(({ id, name, label, orderindex }) => ({
    id,
    name: name ?? label ?? '',
    orderIndex: orderindex ?? null,
  }));

const FieldConfig = z
  .object({ options: many(FieldOption) })
  .nullish()
  .transform(config => config?.options ?? []);

export const Field = z
  .object({ id: Id, name: Words, type: Words, type_config: FieldConfig })
  .transform(({ id, name, type, type_config: options }) => ({ id, name, type, options }));
export type Field = z.infer<typeof Field>;

export const Fields = z.object({ fields: z.array(Field) });

/** A field's value on a task; an unset field has no `value` at all. */
const FieldValue = z.object({ id: Id, type_config: FieldConfig, value: z.unknown().optional() });
export type FieldValue = z.infer<typeof FieldValue>;

/** The people in the value of a users field; groups in it are passed over. */
export const PeopleValue = z
  .array(z.union([User, z.unknown().transform(() => null)]))
  .transform(people => people.flatMap(person => person ?? []));

const Priority = z
  .union([z.object({ id: Whole }).transform(priority => priority.id), Whole])
  .nullish()
  .transform(priority => priority ?? null);

/** What work items and cards share. */
const Task = z.object({
  id: Id,
  name: Words,
  url: Words,
  text_content: z.string().nullish(),
  description: z.string().nullish(),
  status: z.object({ status: z.string(), type: z.string().nullish() }),
  orderindex: z
    .union([z.string(), z.number()])
    .nullish()
    .transform(index => String(index ?? '0')),
  date_created: Millis,
  date_updated: Millis,
  due_date: Millis,
  start_date: Millis,
  archived: z.boolean().nullish(),
  assignees: z.array(User),
  tags: many(z.object({ name: z.string() })),
  parent: Id.nullish(),
  linked_tasks: many(z.object({ task_id: Id, link_id: Id })),
  list: z.object({ id: Id }),
});

/** A task as a work item. */
export const ItemTask = Task;
export type ItemTask = z.infer<typeof ItemTask>;

/** A task as a card; without its custom fields a card would be misread. */
export const CardTask = Task.extend({
  priority: Priority,
  group_assignees: many(z.union([z.object({ id: Id }).transform(group => group.id), Id])),
  custom_fields: z.array(FieldValue),
});
export type CardTask = z.infer<typeof CardTask>;

/** One page of tasks. Some answers of the vendor's reference lack `last_page`. */
export const pageOf = <T extends z.ZodType>(task: T) =>
  z.object({ tasks: z.array(task), last_page: z.boolean().nullish() });

export const Comment = z.object({
  id: Id,
  comment_text: z.string().nullish(),
  comment: many(z.object({ text: Words })),
  user: z.object({ id: Whole }).nullish(),
  assignee: z.object({ id: Whole }).nullish().catch(null),
  resolved: z.boolean().nullish(),
  date: Millis,
  /** Text in the vendor's reference, a number in captures. */
  reply_count: Whole.nullish().catch(null),
});
export type Comment = z.infer<typeof Comment>;

export const Comments = z.object({ comments: z.array(Comment) });

export const NewComment = z.object({ id: Id, date: Millis });

/** The answer to writes that tell nothing. */
export const Nothing = z.unknown();

const Webhook = z.object({
  id: Id,
  endpoint: Words,
  events: z.union([z.array(z.string()), z.string().transform(event => [event])]).nullish(),
  secret: z.string().nullish(),
  health: z.object({ status: Words, fail_count: Whole.nullish() }).nullish(),
  task_id: Id.nullish(),
  list_id: Id.nullish(),
  folder_id: Id.nullish(),
  space_id: Id.nullish(),
});
export type Webhook = z.infer<typeof Webhook>;

export const Webhooks = z.object({ webhooks: z.array(Webhook) });

export const OneWebhook = z.object({ webhook: Webhook });
