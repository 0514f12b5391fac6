// What people see in ClickUp: its answers, and the parts of them that the story reads.
import { z } from 'zod';
import type { Day, Instant } from '../domain/day.ts';
import { type Headline, readHeadline } from '../domain/language/headline.ts';
import type { Playbook } from '../domain/playbook/playbook.ts';
import { dayOf } from '../domain/schedule/calendar.ts';

const Person = z.object({ id: z.number(), username: z.string() });
const Millis = z.coerce.number().nullable();
const Option = z.object({ id: z.string(), name: z.string().optional(), orderindex: z.number().optional() });
export const Field = z.object({
  id: z.string(),
  name: z.string(),
  type_config: z.object({ options: z.array(Option).default([]) }),
  value: z.unknown().optional(),
});
export const Task = z.object({
  id: z.string(),
  name: z.string(),
  url: z.string(),
  parent: z.string().nullable(),
  status: z.object({ status: z.string() }),
  assignees: z.array(Person),
  start_date: Millis,
  due_date: Millis,
  list: z.object({ id: z.string() }),
  custom_fields: z.array(Field),
  linked_tasks: z.array(z.object({ task_id: z.string(), link_id: z.string() })),
});
export const Comment = z.object({
  comment: z.array(z.looseObject({ text: z.string() })),
  comment_text: z.string(),
  user: Person,
  resolved: z.boolean(),
  assignee: Person.nullable(),
  date: z.coerce.number(),
});
export const TeamListPage = z.object({ id: z.string(), name: z.string(), content: z.string().nullish() });
const Mention = z.object({ type: z.literal('tag'), user: Person });
const Link = z.object({ attributes: z.object({ link: z.string() }) });

export type TeamListPage = z.infer<typeof TeamListPage>;

/** A task as somebody sees it; days in the playbook's zone. */
export type SeenTask = {
  id: string;
  name: string;
  url: string;
  parentId: string | null;
  listId: string;
  status: string;
  assignees: z.infer<typeof Person>[];
  startOn: Day | null;
  dueOn: Day | null;
  supporters: z.infer<typeof Person>[];
  outcome: string | null;
  /** The tasks that it is linked with. */
  links: string[];
};

/** A comment by Liaison as somebody sees it; `links` are addresses. */
export type SeenComment = {
  headline: Headline;
  text: string;
  at: Instant;
  isResolved: boolean;
  assignee: string | null;
  mentions: string[];
  links: string[];
};

type TaskAnswer = z.infer<typeof Task>;

/** A task as somebody sees it, by the playbook's names of fields and in its zone. */
export function seenTask(
  task: TaskAnswer,
  { fields, calendar }: Pick<Playbook, 'fields' | 'calendar'>,
): SeenTask {
  const { zone } = calendar;
  const supporter = task.custom_fields.find(field => field.name === fields.supporter);
  const outcome = task.custom_fields.find(field => field.name === fields.outcome);
  return {
    id: task.id,
    name: task.name,
    url: task.url,
    parentId: task.parent,
    listId: task.list.id,
    status: task.status.status,
    assignees: task.assignees,
    startOn: task.start_date === null ? null : dayOf(task.start_date, zone),
    dueOn: task.due_date === null ? null : dayOf(task.due_date, zone),
    supporters: z.array(Person).catch([]).parse(supporter?.value),
    outcome: outcome?.type_config.options.find(option => option.orderindex === outcome.value)?.name ?? null,
    links: task.linked_tasks.flatMap(link => [link.task_id, link.link_id]).filter(id => id !== task.id),
  };
}

/** A comment by Liaison as somebody sees it; null for one without a headline of ours. */
export function seenComment(comment: z.infer<typeof Comment>): SeenComment | null {
  const headline = readHeadline(comment.comment_text);
  if (!headline) return null;
  return {
    headline,
    text: comment.comment_text,
    at: comment.date,
    isResolved: comment.resolved,
    assignee: comment.assignee?.username ?? null,
    mentions: comment.comment.flatMap(block => Mention.safeParse(block).data?.user.username ?? []),
    links: comment.comment.flatMap(block => Link.safeParse(block).data?.attributes.link ?? []),
  };
}
