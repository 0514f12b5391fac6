// ClickUp as people use it in the story: what they see and what they do there, each with their own token.
// It knows nothing of Liaison's client, so that it cannot share its mistakes.
import { z } from 'zod';
import type { Day } from '../domain/day.ts';
import type { Playbook } from '../domain/playbook/playbook.ts';
import { noonOf } from '../domain/schedule/calendar.ts';
import { type Actor, StoryBroken } from './actor.ts';
import {
  Comment,
  type Field,
  type SeenComment,
  type SeenTask,
  seenComment,
  seenTask,
  Task,
  TeamListPage,
} from './seen.ts';

const Place = z.object({ id: z.string(), name: z.string() });

export type Workplace = {
  cards(actor: Actor): Promise<SeenTask[]>;
  task(actor: Actor, id: string): Promise<SeenTask>;
  /** Every task of a list with subtasks and closed ones. */
  tasks(actor: Actor, listId: string): Promise<SeenTask[]>;
  teamLists(actor: Actor): Promise<TeamListPage[]>;
  /** The tasks in the company's list of absences. */
  absences(actor: Actor): Promise<SeenTask[]>;
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
  const { places } = playbook;
  const { teams } = await read(actor, '/v2/team', z.object({ teams: z.array(Place) }));
  const teamId = named(teams, teams[0]?.name ?? 'any', 'workspace').id;
  const { spaces } = await read(actor, `/v2/team/${teamId}/space`, z.object({ spaces: z.array(Place) }));
  const space = `/v2/space/${named(spaces, places.space, 'space').id}`;
  const { lists } = await read(actor, `${space}/list`, z.object({ lists: z.array(Place) }));
  const { folders } = await read(actor, `${space}/folder`, z.object({ folders: z.array(Place) }));
  const boardId = named(lists, places.board, 'list').id;
  const absencesId = named(lists, playbook.people.absences ?? 'Absences', 'list').id;
  const folderId = named(folders, places.folder, 'folder').id;
  return { ...readingAt({ boardId, folderId, absencesId, botId }, playbook), ...writingAt(playbook) };
}

type Reading = 'cards' | 'absences' | 'task' | 'tasks' | 'teamLists' | 'said' | 'answers';

/** What people see there. */
function readingAt(
  {
    boardId,
    folderId,
    absencesId,
    botId,
  }: Record<'boardId' | 'folderId' | 'absencesId', string> & { botId: number },
  playbook: Playbook,
): Pick<Workplace, Reading> {
  const tasks = async (of: Actor, listId: string): Promise<SeenTask[]> => {
    const path = `/v2/list/${listId}/task?subtasks=true&include_closed=true`;
    const found = await read(of, path, z.object({ tasks: z.array(Task) }));
    return found.tasks.map(task => seenTask(task, playbook));
  };
  const saidAt = async (of: Actor, path: string): Promise<SeenComment[]> => {
    const { comments } = await read(of, path, z.object({ comments: z.array(Comment) }));
    return comments
      .filter(comment => comment.user.id === botId)
      .flatMap(comment => seenComment(comment) ?? []);
  };
  return {
    tasks,
    cards: of => tasks(of, boardId),
    absences: of => tasks(of, absencesId),
    task: async (of, id) => seenTask(await readTask(of, id), playbook),
    teamLists: async of =>
      (await read(of, `/v2/folder/${folderId}/list`, z.object({ lists: z.array(TeamListPage) }))).lists,
    said: (of, taskId) => saidAt(of, `/v2/task/${taskId}/comment`),
    answers: (of, commentId) => saidAt(of, `/v2/comment/${commentId}/reply`),
  };
}

/** What people do there. */
function writingAt({ fields, calendar }: Playbook): Omit<Workplace, Reading> {
  const { zone } = calendar;
  const change = async (of: Actor, id: string, patch: Record<string, unknown>): Promise<void> => {
    await of.ask('PUT', `/v2/task/${id}`, patch);
  };
  return {
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

async function read<Schema extends z.ZodType>(
  of: Actor,
  path: string,
  schema: Schema,
): Promise<z.infer<Schema>> {
  return schema.parse(await of.ask('GET', path));
}

function readTask(of: Actor, id: string): Promise<z.infer<typeof Task>> {
  return read(of, `/v2/task/${id}`, Task);
}

/** Sets the field of that name on a card. Rejects with StoryBroken if there is none. */
async function setField(
  of: Actor,
  cardId: string,
  name: string | undefined,
  value: (field: z.infer<typeof Field>) => unknown,
): Promise<void> {
  const { custom_fields } = await readTask(of, cardId);
  const field = custom_fields.find(candidate => candidate.name === name);
  if (!field) throw new StoryBroken(`The board has no field “${name}”.`);
  await of.ask('POST', `/v2/task/${cardId}/field/${field.id}`, { value: value(field) });
}

/** The one with that name. Throws StoryBroken if there is none. */
export function named<T extends { name: string }>(all: readonly T[], name: string, what: string): T {
  const found = all.find(candidate => candidate.name === name);
  if (found) return found;
  const there = all.map(candidate => candidate.name).join(', ') || 'nothing';
  throw new StoryBroken(`The demo needs the ${what} “${name}”; there is ${there}.`);
}

function ids(actors: readonly Actor[]): number[] {
  return actors.map(actor => actor.id);
}
