// People who act through ClickUp's API, each with their own token, and one who reads everything.
import type { Simulator } from '../../src/simulator/simulator.ts';

export type Person = Simulator['tokens']['people'][number];
export type RawTask = {
  id: string;
  name: string;
  status: { status: string; type: string };
  description: string;
  parent: string | null;
  list: { id: string };
  tags: { name: string }[];
  assignees: { id: number }[];
  group_assignees?: { id: string }[];
  date_created: string;
  priority: unknown;
  due_date: string | null;
  start_date: string | null;
  custom_fields: { id: string; name: string; value?: unknown }[];
};
export type RawComment = {
  id: string;
  comment_text: string;
  date: string;
  resolved: boolean;
  assignee: { id: number } | null;
  user: { id: number };
  reply_count: string;
};
export type Choices = { fieldId: string; options: { id: string; name: string }[] };
export type RawList = { id: string; name: string; content: string; archived?: boolean };
type StatusesOfList = { statuses: { status: string }[] };

/** The workspace as people see it. Every call rejects if ClickUp does not do what is asked. */
export type People = {
  simulator: Simulator;
  all: Person[];
  supporters: Person[];
  botId: number;
  workspaceId: string;
  spaceId: string;
  boardId: string;
  folderId: string;
  supporterFieldId: string;
  /** The options of the two other fields of the board. */
  functions: Choices;
  outcomes: Choices;
  groups: { id: string; name: string; members: { id: number }[] }[];
  ask<T>(method: string, path: string, body?: unknown, as?: Person): Promise<T>;
  /** The cards of the board, without their subtasks. */
  cards(): Promise<RawTask[]>;
  lists(): Promise<RawList[]>;
  /** The lists of the whole space, also archived ones; the board and folders do not matter. */
  everyList(): Promise<RawList[]>;
  /** One list with its text and the statuses that hold in it; rejects where it is deleted. */
  list(id: string): Promise<RawList & StatusesOfList>;
  items(): Promise<RawTask[]>;
  comments(taskId: string): Promise<RawComment[]>;
  /** What was said in the thread of a comment, oldest first. */
  thread(commentId: string): Promise<RawComment[]>;
  faults(settings: object): Promise<void>;
  /** What the simulator's own endpoints answer, for what people do by hand. */
  control<T>(path: string, body?: object): Promise<T>;
  /** The last writes that ClickUp accepted. */
  writes(): Promise<{ at: number; user: number | null; path: string }[]>;
};

/** Finds the places of the seed. */
export async function peopleOf(simulator: Simulator): Promise<People> {
  const all = simulator.tokens.people;
  const [first] = all;
  if (!first) throw new Error('The seed has no people.');

  const send = async <T>(url: string, method: string, body: unknown, token: string): Promise<T> => {
    const request = new Request(url, {
      method,
      headers: { authorization: token, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer = await simulator.fetch(request);
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${url} was answered with ${answer.status}: ${text}`);
    return (text === '' ? null : JSON.parse(text)) as T;
  };
  const ask = <T>(method: string, path: string, body?: unknown, as: Person = first) =>
    send<T>(`${simulator.apiUrl}/v2${path}`, method, body, as.token);
  const pages = async (path: string): Promise<RawTask[]> => {
    const found: RawTask[] = [];
    for (let page = 0; ; page++) {
      const answer = await ask<{ tasks: RawTask[]; last_page: boolean }>('GET', `${path}&page=${page}`);
      found.push(...answer.tasks);
      if (answer.last_page) return found;
    }
  };
  const only = <T>(list: readonly T[], what: string): T => {
    const [one] = list;
    if (!one) throw new Error(`The seed has no ${what}.`);
    return one;
  };

  type Named = { id: string; name: string };
  const team = only((await ask<{ teams: Named[] }>('GET', '/team')).teams, 'workspace').id;
  const space = only((await ask<{ spaces: Named[] }>('GET', `/team/${team}/space`)).spaces, 'space').id;
  const folder = only(
    (await ask<{ folders: Named[] }>('GET', `/space/${space}/folder`)).folders,
    'folder',
  ).id;
  const board = only((await ask<{ lists: Named[] }>('GET', `/space/${space}/list`)).lists, 'board').id;
  type Option = { id: string; name?: string; label?: string };
  type Field = Named & { type_config: { options?: Option[] } };
  const { fields } = await ask<{ fields: Field[] }>('GET', `/list/${board}/field`);
  const choicesOf = (field: string): Choices => {
    const { id, type_config: config } = only(
      fields.filter(({ name }) => name === field),
      `field ${field}`,
    );
    const options = config.options ?? [];
    return {
      fieldId: id,
      options: options.map(option => ({ id: option.id, name: option.label ?? option.name ?? '' })),
    };
  };
  const whole = 'include_closed=true&subtasks=true';
  return {
    simulator,
    all,
    supporters: all.filter(person => person.groups.includes('Supporters')),
    botId: simulator.tokens.bot.id,
    workspaceId: team,
    spaceId: space,
    boardId: board,
    folderId: folder,
    supporterFieldId: only(
      fields.filter(field => field.name === 'Supporter'),
      'supporter field',
    ).id,
    functions: choicesOf('Functions needed'),
    outcomes: choicesOf('Outcome'),
    groups: (await ask<{ groups: People['groups'] }>('GET', `/group?team_id=${team}`)).groups,
    ask,
    cards: async () => (await pages(`/list/${board}/task?${whole}`)).filter(card => card.parent === null),
    lists: async () => (await ask<{ lists: RawList[] }>('GET', `/folder/${folder}/list`)).lists,
    async everyList() {
      const archived = ['false', 'true'];
      const read = <T>(path: string) => ask<T>('GET', path);
      const folders: Named[] = [];
      for (const flag of archived)
        folders.push(
          ...(await read<{ folders: Named[] }>(`/space/${space}/folder?archived=${flag}`)).folders,
        );
      const found: RawList[] = [];
      for (const place of [`/space/${space}`, ...folders.map(({ id }) => `/folder/${id}`)])
        for (const flag of archived)
          found.push(...(await read<{ lists: RawList[] }>(`${place}/list?archived=${flag}`)).lists);
      return found;
    },
    list: id => ask<RawList & StatusesOfList>('GET', `/list/${id}`),
    items: () => pages(`/team/${team}/task?project_ids[]=${folder}&${whole}`),
    async comments(taskId) {
      const found = new Map<string, RawComment>();
      let from = '';
      for (;;) {
        const { comments } = await ask<{ comments: RawComment[] }>('GET', `/task/${taskId}/comment${from}`);
        for (const comment of comments) found.set(comment.id, comment);
        const last = comments.at(-1);
        if (!last || comments.length < 25) return [...found.values()];
        from = `?start=${last.date}&start_id=${last.id}`;
      }
    },
    async thread(commentId) {
      const { comments } = await ask<{ comments: RawComment[] }>('GET', `/comment/${commentId}/reply`);
      return comments.toReversed();
    },
    async writes() {
      type Entry = { at: number; user: number | null; path: string; method: string; status: number };
      const { requests } = await send<{ requests: Entry[] }>(
        `${simulator.url}/__sim/log`,
        'GET',
        undefined,
        '',
      );
      return requests.filter(({ method, status }) => method === 'PUT' && status < 300);
    },
    async faults(settings) {
      await send(`${simulator.url}/__sim/faults`, 'POST', settings, '');
    },
    control: (path, body) =>
      send(`${simulator.url}/__sim/${path}`, body === undefined ? 'GET' : 'POST', body, ''),
  };
}
