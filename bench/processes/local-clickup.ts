// `liaison simulator` in a process of its own, and what people do there.
import { setTimeout as wait } from 'node:timers/promises';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { end, gather, launch, PROGRAM } from './program.ts';

export type Person = Simulator['tokens']['people'][number];
export type Counted = {
  total: number;
  reads: number;
  writes: number;
  byRoute: Record<string, number>;
  byStatus: Record<string, number>;
};
export type Logged = { at: number; user: number; method: string; path: string; status: number };
type Delivered = { at: number; event: string; resource: string };
type Webhook = { id: string; endpoint: string; secret: string };

export type LocalClickUp = {
  apiUrl: string;
  token: string;
  people: Person[];
  boardId: string;
  supporterFieldId: string;
  /** Asks as a person, the first one unless said otherwise; rejects where ClickUp does not do it. */
  ask<T>(method: string, path: string, body?: unknown, as?: Person): Promise<T>;
  /** One of the simulator's own endpoints. */
  control<T>(method: string, path: string, body?: unknown): Promise<T>;
  /** Requests of Liaison's token since the start or since `forget`. */
  counted(): Promise<Counted>;
  forget(): Promise<void>;
  /** Liaison's last requests, oldest first; `at` is when they were answered. */
  requests(): Promise<Logged[]>;
  /** The last deliveries, oldest first; `at` is when they were answered. */
  delivered(): Promise<Delivered[]>;
  webhooks(): Promise<Webhook[]>;
  cardIds(): Promise<string[]>;
  /** Of the last work items of team lists, in the order in which they were made. */
  itemIds(): Promise<string[]>;
  /** Waits until Liaison has asked for nothing for that long; rejects after `limitMs`. */
  quiet(options?: { forMs?: number; limitMs?: number }): Promise<void>;
  stop(): Promise<void>;
};

const START_MS = 60_000;
const POLL_MS = 100;
/** More than anybody asks for. */
export const UNLIMITED = 1_000_000;

/** Starts one with a seed; ports are free ones. */
export async function startClickUp(
  seed: string,
  { rateLimit = UNLIMITED, latencyMs = 0 } = {},
): Promise<LocalClickUp> {
  const args = ['simulator', '--port', '0', '--seed', seed];
  const limits = ['--rate-limit', String(rateLimit), '--latency', String(latencyMs)];
  const child = launch([PROGRAM, ...args, ...limits]);
  const told = gather(child.stderr);
  try {
    const url = await urlIn(told, () => child.exitCode !== null);
    return await enterClickUp(url, () => end(child));
  } catch (error) {
    await end(child, 'SIGKILL');
    throw new Error(`The simulator did not start: ${told()}`, { cause: error });
  }
}

async function urlIn(told: () => string, isOver: () => boolean): Promise<string> {
  const endsAt = performance.now() + START_MS;
  while (performance.now() < endsAt && !isOver()) {
    const url = /CLICKUP_API_URL=(\S+)\/api\n/.exec(told())?.[1];
    if (url) return url;
    await wait(20);
  }
  throw new Error('It told no address.');
}

/** What can be done at a simulator that listens at `url`; `stop` ends it. */
export async function enterClickUp(url: string, stop: () => Promise<void>): Promise<LocalClickUp> {
  const send = async <T>(path: string, method: string, body: unknown, token = ''): Promise<T> => {
    const answer = await fetch(url + path, {
      method,
      headers: { authorization: token, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} was answered ${answer.status}: ${text}`);
    return JSON.parse(text) as T;
  };
  const control = <T>(method: string, path: string, body?: unknown) =>
    send<T>(`/__sim/${path}`, method, body);
  const { bot, people } = await control<Simulator['tokens']>('GET', 'tokens');
  const ask = <T>(method: string, path: string, body?: unknown, as = people[0]) =>
    send<T>(`/api/v2${path}`, method, body, as?.token);
  const { teams } = await ask<{ teams: { id: string }[] }>('GET', '/team');
  const team = teams[0]?.id ?? '';
  const { spaces } = await ask<{ spaces: { id: string }[] }>('GET', `/team/${team}/space`);
  const { lists } = await ask<{ lists: { id: string }[] }>('GET', `/space/${spaces[0]?.id}/list`);
  const boardId = lists[0]?.id ?? '';
  const { fields } = await ask<{ fields: { id: string; name: string }[] }>('GET', `/list/${boardId}/field`);
  const counted = async () => (await control<{ requests: Counted }>('GET', `stats?user=${bot.id}`)).requests;

  return {
    apiUrl: `${url}/api`,
    token: bot.token,
    people,
    boardId,
    supporterFieldId: fields.find(({ name }) => name === 'Supporter')?.id ?? '',
    ask,
    control,
    counted,
    forget: async () => void (await control('POST', 'reset-stats')),
    requests: async () =>
      (await control<{ requests: Logged[] }>('GET', 'log')).requests.filter(({ user }) => user === bot.id),
    delivered: async () => (await control<{ deliveries: Delivered[] }>('GET', 'log')).deliveries,
    webhooks: async () => {
      const answer = await send<{ webhooks: Webhook[] }>(
        `/api/v2/team/${team}/webhook`,
        'GET',
        undefined,
        bot.token,
      );
      return answer.webhooks;
    },
    cardIds: () => cardIdsOf(boardId, ask),
    itemIds: () => itemIdsOf(team, boardId, ask),
    quiet: options => untilQuiet(async () => (await counted()).total, options),
    stop,
  };
}

async function cardIdsOf(boardId: string, ask: LocalClickUp['ask']): Promise<string[]> {
  const ids: string[] = [];
  for (let page = 0; ; page++) {
    const { tasks } = await ask<{ tasks: { id: string }[] }>('GET', `/list/${boardId}/task?page=${page}`);
    ids.push(...tasks.map(({ id }) => id));
    if (tasks.length < 100) return ids;
  }
}

async function itemIdsOf(team: string, boardId: string, ask: LocalClickUp['ask']): Promise<string[]> {
  const query = 'order_by=created&page=0';
  const { tasks } = await ask<{ tasks: { id: string; list: { id: string }; date_created: string }[] }>(
    'GET',
    `/team/${team}/task?${query}`,
  );
  return tasks
    .filter(({ list }) => list.id !== boardId)
    .toSorted((one, other) => Number(one.date_created) - Number(other.date_created))
    .map(({ id }) => id);
}

async function untilQuiet(
  count: () => Promise<number>,
  { forMs = 2_000, limitMs = 600_000 } = {},
): Promise<void> {
  const endsAt = performance.now() + limitMs;
  let [known, since] = [await count(), performance.now()];
  while (performance.now() - since < forMs) {
    if (performance.now() > endsAt) throw new Error('Liaison did not come to rest.');
    await wait(POLL_MS);
    const now = await count();
    if (now !== known) [known, since] = [now, performance.now()];
  }
}
