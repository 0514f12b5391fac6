// A second board of the same company, with a Liaison of its own: another playbook on the same store and with the same
// token, so that both share one budget of requests and nothing else.

import type { LoadedPlaybook } from '../../src/domain/playbook/loaded-playbook.ts';
import { planBoard } from '../../src/queries/plan.ts';
import { readingOnly } from '../../src/reconcile/memory/memory.ts';
import { ENDPOINT_PATH } from '../../src/reconcile/webhook-port.ts';
import { type Liaison, type LiaisonOptions, type Receive, startLiaison } from '../support/liaison.ts';
import type { People, RawList, RawTask } from '../support/people.ts';
import type { Faults } from './faults.ts';
import type { Pace } from './pace.ts';
import { untilAtRest } from './rest.ts';

/** As many requests a minute as ClickUp's smaller plans allow. */
export const PER_MINUTE = 100;
const PUBLIC_URL = 'http://127.0.0.1:10';
/** Where ClickUp reaches it; nobody listens there on the network. */
export const NEIGHBOUR_ENDPOINT = PUBLIC_URL + ENDPOINT_PATH;

export type Neighbour = {
  /** Answers a delivery as its Liaison does, or with null while it does not live. */
  receive(headers: Record<string, string>, body: string): Promise<number | null>;
  start(): void;
  /** Lets it come to rest; answers with everything that is wrong on its board, in sentences. */
  wrongAtRest(pace: Pace): Promise<string[]>;
  stop(): Promise<void>;
};

type Shared = Omit<LiaisonOptions, 'loaded' | 'listens' | 'heard' | 'carriedOut' | 'publicUrl'>;

const DAY_MS = 86_400_000;
const BOARD = 'Other results';
const FOLDER = 'Other teams';
/** So many that both boards together need more than a minute's requests for their first mirrors. */
const CARDS = 12;

/** Makes the board with its cards, and the folder for their lists. `shared`: what its Liaison shares with the story's. */
export async function createNeighbour(
  people: People,
  { startAt, loaded: { playbook, ...loaded } }: { startAt: number; loaded: LoadedPlaybook },
  shared: () => Shared,
): Promise<Neighbour> {
  const { boardId, folderId } = await createPlaces(people);
  const cardIds = await createCards(people, boardId, startAt);
  const places = { ...playbook.places, board: BOARD, folder: FOLDER };
  const own = { ...loaded, playbook: { ...playbook, places } };
  let receive: Receive | null = null;
  let life: Promise<Liaison> | null = null;
  const start = () =>
    startLiaison({
      ...shared(),
      loaded: own,
      publicUrl: PUBLIC_URL,
      listens: given => {
        receive = given;
      },
      heard: () => undefined,
    });

  return {
    receive: async (headers, body) => (await receive?.(headers, body).catch(() => null)) ?? null,
    start() {
      life = start();
    },
    async wrongAtRest(pace) {
      const { time } = pace;
      const liaison = await time.passWhile(life ?? start());
      await time.passWhile(liaison.engine.sweep());
      await untilAtRest(pace, liaison);
      const memory = readingOnly(liaison.engine.store.memory);
      const look = planBoard(liaison.connection, own, { memory, clock: time, card: null });
      const { customerResults } = await time.passWhile(look);
      const left = customerResults.flatMap(({ id, operations }) =>
        operations.map(
          ({ summary }) => `the neighbour's card ${id}: there is still something to do: ${summary}`,
        ),
      );
      return [...left, ...(await time.passWhile(wrongLists(people, folderId, cardIds)))];
    },
    stop: async () => (await life)?.stop(),
  };
}

/** Faults without those by which ClickUp refuses as if the budget were spent: now it never is. */
export function withoutRefusals({ rules, ...switches }: Faults): Faults {
  return { ...switches, rules: rules.filter(({ status }) => status !== 429) };
}

async function wrongLists(people: People, folderId: string, cardIds: readonly string[]): Promise<string[]> {
  const wrong: string[] = [];
  const { lists } = await people.ask<{ lists: RawList[] }>('GET', `/folder/${folderId}/list`);
  for (const cardId of cardIds) {
    const count = lists.filter(({ content }) => content.includes(`/${cardId}`)).length;
    if (count !== 1) wrong.push(`the neighbour's card ${cardId}: ${count} lists name it`);
  }
  const names = lists.map(({ name }) => name);
  if (lists.length !== cardIds.length)
    wrong.push(`the neighbour has ${lists.length} lists: ${names.join(', ')}`);
  return wrong;
}

async function createPlaces(people: People): Promise<{ boardId: string; folderId: string }> {
  const place = (what: string, name: string) =>
    people.ask<{ id: string }>('POST', `/space/${people.spaceId}/${what}`, { name });
  const { id: boardId } = await place('list', BOARD);
  const { id: folderId } = await place('folder', FOLDER);
  const field = (name: string, type: string, options?: readonly { name: string }[]) =>
    people.control('fields', {
      list: boardId,
      name,
      type,
      ...(options ? { options: options.map(option => option.name) } : {}),
    });
  await field('Supporter', 'users');
  await field('Functions needed', 'labels', people.functions.options);
  await field('Outcome', 'drop_down', people.outcomes.options);
  return { boardId, folderId };
}

async function createCards(people: People, boardId: string, now: number): Promise<string[]> {
  const ids: string[] = [];
  for (let index = 0; index < CARDS; index++) {
    const { id } = await people.ask<RawTask>('POST', `/list/${boardId}/task`, {
      name: `Result ${index + 1}`,
      status: 'in progress',
      assignees: people.all.slice(index, index + 2).map(person => person.id),
      start_date: now - DAY_MS,
      due_date: now + 42 * DAY_MS,
    });
    ids.push(id);
  }
  return ids;
}
