// ClickUp as people use it in the story: what they see and what they do there, each with their own token.
// It knows nothing of Liaison's client, so that it cannot share its mistakes.
import { z } from 'zod';
import type { Day, Instant } from '../domain/day.ts';
import { type Headline, readHeadline } from '../domain/language/headline.ts';
import type { Playbook } from '../domain/playbook/playbook.ts';
import { dayOf, noonOf } from '../domain/schedule/calendar.ts';
import { type Actor, StoryBroken } from './actor.ts';

const Person = z.object({ id: z.number(), username: z.string() });
const Millis = z.coerce.number().nullable();
const Option = z.object({ id: z.string(), name: z.string().optional(), orderindex: z.number().optional() });
const Field = z.object({
  id: z.string(),
  name: z.string(),
  type_config: z.object({ options: z.array(Option).default([]) }),
  value: z.unknown().optional(),
});
const Task = z.object({
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
const Comment = z.object({
  comment: z.array(z.looseObject({ text: z.string() })),
  comment_text: z.string(),
  user: Person,
  resolved: z.boolean(),
  assignee: Person.nullable(),
  date: z.coerce.number(),
});
const TeamListPage = z.object({ id: z.string(), name: z.string(), content: z.string().nullish() });
const Place = z.object({ id: z.string(), name: z.string() });
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

export type Workplace = {
  cards(actor: Actor): Promise<SeenTask[]>;
  task(actor: Actor, id: string): Promise<SeenTask>;
  /** Every task of a list with subtasks and closed ones. */
  tasks(actor: Actor, listId: string): Promise<SeenTask[]>;
  teamLists(actor: Actor): Promise<TeamListPage[]>;
  /** What Liaison said on a task, the latest first. */
  said(actor: Actor, taskId: string): Promise<SeenComment[]>;
  join(actor: Actor, cardId: string): Promise<void>;
  move(actor: Actor, cardId: string, status: string): Promise<void>;
  setDays(actor: Actor, taskId: string, days: { startOn?: Day; dueOn?: Day }): Promise<void>;
  changeSupporter(actor: Actor, cardId: string, change: { add: Actor[]; remove: Actor[] }): Promise<void>;
  setOutcome(actor: Actor, cardId: string, outcome: string): Promise<void>;
  /** Writes a comment on a card; answers with its id. */
  say(actor: Actor, cardId: string, text: string): Promise<string>;
  /** What Liaison said in the thread of a comment, the latest first. */
  answers(actor: Actor, commentId: string): Promise<SeenComment[]>;
  addTask(actor: Actor, listId: string, task: { name: string; tags: string[] }): Promise<void>;
  addSubtask(actor: Actor, task: SeenTask, name: string): Promise<void>;
  remove(actor: Actor, taskId: string): Promise<void>;
};

/** Finds the playbook's places as `actor`. Rejects with StoryBroken if one is missing. */
export async function findWorkplace(actor: Actor, botId: number, playbook: Playbook): Promise<Workplace> {
  const { places, fields, calendar } = playbook;
  const { zone } = calendar;
  const read = async <Schema extends z.ZodType>(of: Actor, path: string, schema: Schema) =>
    schema.parse(await of.ask('GET', path));
  const { teams } = await read(actor, '/v2/team', z.object({ teams: z.array(Place) }));
  const teamId = named(teams, teams[0]?.name ?? 'any', 'workspace').id;
  const { spaces } = await read(actor, `/v2/team/${teamId}/space`, z.object({ spaces: z.array(Place) }));
  const space = `/v2/space/${named(spaces, places.space, 'space').id}`;
  const { lists } = await read(actor, `${space}/list`, z.object({ lists: z.array(Place) }));
  const { folders } = await read(actor, `${space}/folder`, z.object({ folders: z.array(Place) }));
  const boardId = named(lists, places.board, 'list').id;
  const folderId = named(folders, places.folder, 'folder').id;

  const seen = (task: z.infer<typeof Task>): SeenTask => {
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
  };
  const tasks = async (of: Actor, listId: string): Promise<SeenTask[]> => {
    const path = `/v2/list/${listId}/task?subtasks=true&include_closed=true`;
    return (await read(of, path, z.object({ tasks: z.array(Task) }))).tasks.map(seen);
  };
  const saidAt = async (of: Actor, path: string): Promise<SeenComment[]> => {
    const { comments } = await read(of, path, z.object({ comments: z.array(Comment) }));
    return comments
      .filter(comment => comment.user.id === botId)
      .flatMap(comment => seenComment(comment) ?? []);
  };
  const rawTask = (of: Actor, id: string) => read(of, `/v2/task/${id}`, Task);
  const change = async (of: Actor, id: string, patch: Record<string, unknown>): Promise<void> => {
    await of.ask('PUT', `/v2/task/${id}`, patch);
  };
  const setField = async (
    of: Actor,
    cardId: string,
    name: string | undefined,
    value: (field: z.infer<typeof Field>) => unknown,
  ) => {
    const { custom_fields } = await rawTask(of, cardId);
    const field = custom_fields.find(candidate => candidate.name === name);
    if (!field) throw new StoryBroken(`The board has no field “${name}”.`);
    await of.ask('POST', `/v2/task/${cardId}/field/${field.id}`, { value: value(field) });
  };

  return {
    tasks,
    cards: of => tasks(of, boardId),
    task: async (of, id) => seen(await rawTask(of, id)),
    teamLists: async of =>
      (await read(of, `/v2/folder/${folderId}/list`, z.object({ lists: z.array(TeamListPage) }))).lists,
    said: (of, taskId) => saidAt(of, `/v2/task/${taskId}/comment`),
    answers: (of, commentId) => saidAt(of, `/v2/comment/${commentId}/reply`),
    say: async (of, cardId, text) => {
      const body = { comment_text: text, notify_all: false };
      return z
        .object({ id: z.coerce.string() })
        .parse(await of.ask('POST', `/v2/task/${cardId}/comment`, body)).id;
    },
    join: (of, cardId) => change(of, cardId, { assignees: { add: [of.id] } }),
    move: (of, cardId, status) => change(of, cardId, { status }),
    setDays: (of, taskId, { startOn, dueOn }) =>
      change(of, taskId, {
        ...(startOn === undefined ? {} : { start_date: noonOf(startOn, zone) }),
        ...(dueOn === undefined ? {} : { due_date: noonOf(dueOn, zone) }),
      }),
    changeSupporter: (of, cardId, { add, remove }) =>
      setField(of, cardId, fields.supporter, () => ({ add: ids(add), rem: ids(remove) })),
    setOutcome: (of, cardId, outcome) =>
      setField(of, cardId, fields.outcome, field => {
        const option = field.type_config.options.find(candidate => candidate.name === outcome);
        if (!option) throw new StoryBroken(`The field “${field.name}” has no option “${outcome}”.`);
        return option.id;
      }),
    addTask: async (of, listId, task) => {
      await of.ask('POST', `/v2/list/${listId}/task`, task);
    },
    addSubtask: async (of, { id, listId }, name) => {
      await of.ask('POST', `/v2/list/${listId}/task`, { name, parent: id });
    },
    remove: async (of, taskId) => {
      await of.ask('DELETE', `/v2/task/${taskId}`);
    },
  };
}

/** The one with that name. Throws StoryBroken if there is none. */
export function named<T extends { name: string }>(all: readonly T[], name: string, what: string): T {
  const found = all.find(candidate => candidate.name === name);
  if (found) return found;
  const there = all.map(candidate => candidate.name).join(', ') || 'nothing';
  throw new StoryBroken(`The demo needs the ${what} “${name}”; there is ${there}.`);
}

function seenComment(comment: z.infer<typeof Comment>): SeenComment | null {
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

function ids(actors: readonly Actor[]): number[] {
  return actors.map(actor => actor.id);
}
