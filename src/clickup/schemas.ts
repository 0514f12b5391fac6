// ClickUp's answers: only the fields that we read, lenient about the vendor's types. It knows none of our words.
import { z } from 'zod';
import {
  Hint,
  Id,
  MaybeId,
  MaybeNumber,
  MaybeRaws,
  Millis,
  many,
  Raws,
  Text,
  Whole,
  Words,
} from './schema-parts.ts';

/** A user; `name` falls back to the e-mail and the id, since a user may hide or lack a name. */
export const UserAnswer = z
  .preprocess(
    given => (typeof given === 'number' ? { id: given } : given),
    z.object({ id: Whole, username: Hint, email: Hint }),
  )
  .transform(({ id, username, email }) => ({
    id,
    name: username?.trim() || email?.trim() || `user ${id}`,
    email: email ?? null,
  }));
export type UserAnswer = z.infer<typeof UserAnswer>;

export const Me = z.object({ user: z.intersection(UserAnswer, z.object({ timezone: Hint })) });

export const Member = z.object({ user: UserAnswer }).transform(({ user }) => user);

/** 1 owner, 2 admin, 3 member, 4 guest. */
export const Role = z.object({ role: Whole.nullish().catch(null) });

export const Workspaces = z.object({
  teams: z.array(z.object({ id: Id, name: Words, members: MaybeRaws })),
});

export const Plan = z.object({ plan_name: Words });

/** A group without members has an empty list of them; one of which they are not said is no empty group. */
export const GroupAnswer = z.object({ id: Id, name: Words, members: Raws.nullish().catch(null) });

export const Groups = z.object({ groups: Raws });

/** What is only looked for by its name. */
export const Named = z.object({ id: Id, name: Words });

export const Spaces = z.object({ spaces: Raws });

export const Folder = z.object({
  id: Id,
  name: Words,
  hidden: z.boolean().nullish().catch(null),
  lists: MaybeRaws,
  permission_level: Hint,
});

export const Folders = z.object({ folders: Raws });

const Status = z.object({ status: z.string(), type: Hint });

/** `content` is left out where the answer omits it; null where the list has none. */
export const ListAnswer = z.object({
  id: Id,
  name: Words,
  content: z.string().nullish(),
  statuses: z
    .array(Status.nullable().catch(null))
    .nullish()
    .catch(null)
    .transform(all => all?.flatMap(one => one ?? [])),
  archived: z.boolean().nullish().catch(null),
  task_count: Whole.nullish().catch(null),
  folder: z
    .object({ id: Id, archived: z.boolean().nullish().catch(null) })
    .nullish()
    .catch(null),
});
export type ListAnswer = z.infer<typeof ListAnswer>;

export const BoardAnswer = ListAnswer.extend({ permission_level: Hint });

/** The text of a list of which nothing else may be readable. */
export const ListText = z.object({ content: z.string().nullish() });

export const Lists = z.object({ lists: Raws });

export const Tags = z.object({ tags: z.array(z.object({ name: z.string() })) });

/** A task of which only its place is asked. */
export const PlacedTask = z.object({
  id: Id,
  list: z.object({ id: Id }),
  archived: z.boolean().nullish(),
});

/** A task of which is asked where it is. */
export const LocatedTask = z.object({
  name: Words,
  list: z.object({ id: Id, name: Words }),
  team_id: MaybeId.catch(null),
});

/** Of a view only what it is a view of. */
export const ViewAnswer = z.object({ view: z.object({ parent: z.object({ id: Id, type: Whole }) }) });

export const StatusTimes = z.object({
  current_status: z.object({ total_time: z.object({ since: Millis }) }),
  status_history: z.array(z.object({ status: z.string() })),
});

/** An option of a drop-down has a `name`, one of labels a `label`; one without id can't be chosen by it. */
const FieldOption = z
  .object({
    id: MaybeId.catch(null),
    name: Text.nullish().catch(null),
    label: Text.nullish().catch(null),
    orderindex: MaybeNumber,
  })
  .transform(({ id, name, label, orderindex }) => ({
    id: id ?? '',
    name: name ?? label ?? '',
    orderIndex: orderindex,
  }));

/** Options that are none are passed over: a value that means one of them names no option. */
const FieldConfig = z
  .object({ options: z.array(FieldOption.nullable().catch(null)) })
  .nullish()
  .catch(null)
  .transform(config => config?.options.flatMap(option => option ?? []) ?? []);

export const FieldAnswer = z
  .object({ id: Id, name: Words, type: Words, type_config: FieldConfig })
  .transform(({ id, name, type, type_config: options }) => ({ id, name, type, options }));
export type FieldAnswer = z.infer<typeof FieldAnswer>;

export const Fields = z.object({ fields: Raws });

/** A field's value on a task; an unset field has no `value` at all. */
const FieldValue = z.object({ id: Id, type_config: FieldConfig, value: z.unknown().optional() });
export type FieldValue = z.infer<typeof FieldValue>;

const Identified = z.object({ id: Id });

/** The value of one field among a task's custom fields; no other is looked at. Undefined where it is not there. */
export function fieldValueIn(customFields: readonly unknown[], fieldId: string): FieldValue | undefined {
  for (const raw of customFields) {
    if (Identified.safeParse(raw).data?.id !== fieldId) continue;
    const value = FieldValue.safeParse(raw);
    if (value.success) return value.data;
  }
  return undefined;
}

/** Somebody in the value of a users field, or a group, whose id is no number. */
export const PersonValue = z.union([
  UserAnswer,
  z.object({ id: z.string().regex(/\D/) }).transform(() => 'group' as const),
]);

const PRIORITIES: Readonly<Record<string, number>> = { urgent: 1, high: 2, normal: 3, low: 4 };
const PriorityName = z.string().transform((name, context) => {
  const number = PRIORITIES[name.trim().toLowerCase()];
  if (number !== undefined) return number;
  context.addIssue('is no priority of ClickUp');
  return z.NEVER;
});

/** Written as a number, read as an object of texts; an object without anything is none. */
const Priority = z
  .union([
    Whole,
    PriorityName,
    z.object({ id: Whole }).transform(({ id }) => id),
    z.object({ priority: PriorityName }).transform(({ priority }) => priority),
    z.strictObject({}).transform(() => null),
  ])
  .nullish()
  .transform(priority => priority ?? null);

const Tag = z.preprocess(tag => (typeof tag === 'string' ? { name: tag } : tag), z.object({ name: Text }));

/** A link without its other end links with nothing. */
const Links = z
  .array(z.object({ task_id: Id, link_id: Id }).nullable().catch(null))
  .nullish()
  .catch(null)
  .transform(links => links?.flatMap(link => link ?? []) ?? []);

/** What work items and cards share. `assignees` must be there: without it nobody would seem to be on the task. */
const Task = z.object({
  id: Id,
  name: Words,
  url: Hint.transform(url => url ?? ''),
  text_content: z.string().nullish(),
  description: z.string().nullish(),
  status: z.preprocess(
    status => (typeof status === 'string' ? { status } : status),
    z.object({ status: z.string().min(1), type: Hint }),
  ),
  orderindex: z
    .union([z.string(), z.number()])
    .nullish()
    .transform(index => String(index ?? '0')),
  date_created: Millis,
  date_updated: Millis,
  due_date: Millis,
  start_date: Millis,
  archived: z.boolean().nullish().catch(null),
  assignees: z
    .array(UserAnswer.nullable())
    .nullable()
    .transform(people => (people ?? []).flatMap(person => person ?? [])),
  tags: many(Tag),
  parent: MaybeId,
  linked_tasks: Links,
});

/** A task as a work item: the list that it is in says whose it is. */
export const ItemTask = Task.extend({
  list: z.object({ id: Id }),
  creator: UserAnswer.nullish().catch(null),
});
export type ItemTask = z.infer<typeof ItemTask>;

/** A task as a card; without its custom fields a card would be misread. Which of them count, the playbook says. */
export const CardTask = Task.extend({
  list: z.object({ id: Id }).nullish(),
  priority: Priority,
  date_closed: Millis,
  date_done: Millis,
  group_assignees: many(z.union([z.object({ id: Id }).transform(group => group.id), Id])),
  custom_fields: Raws,
});
export type CardTask = z.infer<typeof CardTask>;

/** A task as an agenda: nothing but its text counts. */
export const AgendaTask = z.object({
  id: Id,
  text_content: z.string().nullish(),
  description: z.string().nullish(),
});
export type AgendaTask = z.infer<typeof AgendaTask>;

/** One page of tasks, which are understood one by one. Some answers of the vendor's reference lack `last_page`. */
export const TaskPage = z.object({ tasks: Raws, last_page: z.boolean().nullish().catch(null) });

export const NewComment = z.object({ id: Id, date: Millis });

/** The answer to writes that tell nothing. */
export const Nothing = z.unknown();

/** An answer that is understood afterwards, so that what can't be read can be named. */
export const Answer = z.unknown();

export const WebhookAnswer = z.object({
  id: Id,
  endpoint: Words,
  events: z
    .union([z.array(Hint), z.string().transform(event => [event])])
    .nullish()
    .catch(null)
    .transform(events => events?.flatMap(event => event ?? []) ?? []),
  secret: Hint,
  health: z
    .object({ status: Words, fail_count: Whole.nullish().catch(null) })
    .nullish()
    .catch(null),
  task_id: MaybeId,
  list_id: MaybeId,
  folder_id: MaybeId,
  space_id: MaybeId,
});
export type WebhookAnswer = z.infer<typeof WebhookAnswer>;

export const Webhooks = z.object({ webhooks: Raws });

export const OneWebhook = z.object({ webhook: WebhookAnswer });
