// The smallest client that tests of the simulator need: bare HTTP with a token, nothing retried.
import type { Simulator } from '../../src/simulator/simulator.ts';

/** An answer with its headers and parsed body (text where it is no JSON). */
type Reply<T> = { status: number; headers: Headers; body: T };

/** Speaks to a simulator as one user. */
export type Client = {
  ask<T = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<Reply<T>>;
  control<T = Record<string, unknown>>(path: string, body?: unknown): Promise<Reply<T>>;
};

/** What tests read of a task. */
export type Task = {
  id: string;
  name: string;
  description: string;
  status: { status: string; type: string };
  assignees: { id: number }[];
  custom_fields: { id: string; name: string; value?: unknown; type_config: { options?: { id: string }[] } }[];
  [key: string]: unknown;
};

/** Makes a client with the bot's token, or another. */
export function clientOf(simulator: Simulator, token = simulator.tokens.bot.token): Client {
  const send = async <T>(url: string, method: string, body: unknown): Promise<Reply<T>> => {
    const answer = await fetch(url, {
      method,
      headers: { Authorization: token, 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    const isJson = answer.headers.get('content-type')?.includes('json') === true;
    return { status: answer.status, headers: answer.headers, body: (isJson ? JSON.parse(text) : text) as T };
  };
  return {
    ask: (method, path, body) => send(`${simulator.apiUrl}${path}`, method, body),
    control: (path, body) =>
      send(`${simulator.url}/__sim/${path}`, body === undefined ? 'GET' : 'POST', body),
  };
}

/** The ids of the places in a seed. */
export type Places = { team: string; space: string; folder: string; board: string };

/** Finds the places of the seed through the API. */
export async function placesOf(client: Client): Promise<Places> {
  type Named = { id: string }[];
  const firstId = (list: Named) => {
    const [one] = list;
    if (one === undefined) throw new Error('The seed lacks a place.');
    return one.id;
  };
  const team = firstId((await client.ask<{ teams: Named }>('GET', '/v2/team')).body.teams);
  const spaces = await client.ask<{ spaces: Named }>('GET', `/v2/team/${team}/space`);
  const space = firstId(spaces.body.spaces);
  const folders = await client.ask<{ folders: Named }>('GET', `/v2/space/${space}/folder`);
  const lists = await client.ask<{ lists: Named }>('GET', `/v2/space/${space}/list`);
  return { team, space, folder: firstId(folders.body.folders), board: firstId(lists.body.lists) };
}
