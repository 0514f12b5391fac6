// The company of the seed, acting through ClickUp's public API: each person with their own token.
import type { Simulator } from '../../src/simulator/simulator.ts';
import { type Client, clientOf, type Places, placesOf, type Task } from './simulator-client.ts';

export type Comment = {
  id: string;
  comment_text: string;
  resolved: boolean;
  assignee: { id: number } | null;
  user: { id: number };
};
export type Person = Simulator['tokens']['people'][number];

/** Requests of a token: reads, writes, and how they were answered. */
type Spent = { total: number; reads: number; writes: number; byStatus: Record<string, number> };

type Delivered = { sent: number; acknowledged: number; failed: number; lost: number };

export type Company = {
  simulator: Simulator;
  places: Places;
  /** People of the workspace in the group, in the seed's order. */
  group(name: string): Person[];
  /** Everybody else, the first ones each from another function, as a team should be. */
  notIn(group: string): Person[];
  /** The id of the board's field for the supporter. */
  supporterField: string;
  as(person: Person): Client;
  createCard(name: string, more?: object): Promise<string>;
  join(cardId: string, person: Person): Promise<void>;
  leave(cardId: string, person: Person): Promise<void>;
  setSupporter(cardId: string, add: Person[], rem?: Person[]): Promise<void>;
  /** Moves the card as the given person. */
  move(cardId: string, status: string, person: Person): Promise<void>;
  card(cardId: string): Promise<Task>;
  comments(taskId: string): Promise<Comment[]>;
  /** What was answered in the thread of a comment. */
  replies(commentId: string): Promise<Comment[]>;
  lists(): Promise<{ id: string; name: string; content: string }[]>;
  items(listId: string): Promise<Task[]>;
  /** What the bot's token spent so far. */
  spent(): Promise<Spent>;
  /** How the bot's webhooks fared: attempts, how they were answered, and events that were given up. */
  delivered(): Promise<Delivered>;
};

/** Looks up the places of the seed. */
export async function companyOf(simulator: Simulator): Promise<Company> {
  const [first] = simulator.tokens.people;
  if (!first) throw new Error('The seed has no people.');
  const client = clientOf(simulator, first.token);
  const places = await placesOf(client);
  const as = (person: Person) => clientOf(simulator, person.token);
  const done = async (answer: Promise<{ status: number; body: unknown }>): Promise<void> => {
    const { status, body } = await answer;
    if (status >= 300) throw new Error(`ClickUp answered ${status}: ${JSON.stringify(body)}`);
  };
  const fields = await client.ask<{ fields: { id: string; name: string }[] }>(
    'GET',
    `/v2/list/${places.board}/field`,
  );
  const supporterField = fields.body.fields.find(field => field.name === 'Supporter')?.id ?? '';

  return {
    simulator,
    places,
    supporterField,
    as,
    group: name => simulator.tokens.people.filter(person => person.groups.includes(name)),
    notIn(name) {
      const others = simulator.tokens.people.filter(person => !person.groups.includes(name));
      const [firsts, more] = [new Map<string | undefined, Person>(), [] as Person[]];
      for (const person of others) {
        const [works] = person.groups;
        if (firsts.has(works)) more.push(person);
        else firsts.set(works, person);
      }
      return [...firsts.values(), ...more];
    },
    async createCard(name, more = {}) {
      const { body } = await client.ask<Task>('POST', `/v2/list/${places.board}/task`, { name, ...more });
      return body.id;
    },
    join: (cardId, person) =>
      done(as(person).ask('PUT', `/v2/task/${cardId}`, { assignees: { add: [person.id], rem: [] } })),
    leave: (cardId, person) =>
      done(as(person).ask('PUT', `/v2/task/${cardId}`, { assignees: { add: [], rem: [person.id] } })),
    setSupporter: (cardId, add, rem = []) =>
      done(
        client.ask('POST', `/v2/task/${cardId}/field/${supporterField}`, {
          value: { add: add.map(({ id }) => id), rem: rem.map(({ id }) => id) },
        }),
      ),
    move: (cardId, status, person) => done(as(person).ask('PUT', `/v2/task/${cardId}`, { status })),
    card: async cardId => (await client.ask<Task>('GET', `/v2/task/${cardId}`)).body,
    comments: async taskId =>
      (await client.ask<{ comments: Comment[] }>('GET', `/v2/task/${taskId}/comment`)).body.comments,
    replies: async commentId =>
      (await client.ask<{ comments: Comment[] }>('GET', `/v2/comment/${commentId}/reply`)).body.comments,
    lists: async () =>
      (
        await client.ask<{ lists: { id: string; name: string; content: string }[] }>(
          'GET',
          `/v2/folder/${places.folder}/list`,
        )
      ).body.lists,
    items: async listId =>
      (
        await client.ask<{ tasks: Task[] }>(
          'GET',
          `/v2/list/${listId}/task?include_closed=true&subtasks=true`,
        )
      ).body.tasks,
    async spent() {
      const { body } = await client.control<{ requests: Spent }>(`stats?user=${simulator.tokens.bot.id}`);
      return body.requests;
    },
    async delivered() {
      const { body } = await client.control<{ deliveries: Delivered }>(
        `stats?user=${simulator.tokens.bot.id}`,
      );
      return body.deliveries;
    },
  };
}
