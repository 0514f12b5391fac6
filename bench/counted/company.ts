// A company in virtual time: a simulated ClickUp, its people and one Liaison, without network and without waiting.
import { loadPlaybook } from '../../src/config/playbook-file.ts';
import type { LoadedPlaybook } from '../../src/domain/playbook/loaded-playbook.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { createInMemoryBackend } from '../../tests/support/in-memory-queue/backend.ts';
import { ENDPOINT, type Liaison, type Receive, startLiaison } from '../../tests/support/liaison.ts';
import { type People, peopleOf } from '../../tests/support/people.ts';
import { createVirtualTime, type VirtualTime } from '../../tests/support/virtual-time.ts';
import { answerWithoutNetwork } from '../../tests/support/without-network.ts';

const START = Date.parse('2027-01-11T08:00:00Z');
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** It is due some weeks before the card is. */
const MILESTONE = 'plan-the-evaluation';

/** What Liaison asked of ClickUp. */
export type Spent = {
  total: number;
  reads: number;
  writes: number;
  byRoute: Record<string, number>;
  byStatus: Record<string, number>;
};
export type Logged = { at: number; user: number; method: string; path: string };

export type Company = {
  time: VirtualTime;
  people: People;
  liaison: Liaison;
  cardIds: string[];
  /** The instants at which deliveries were handed to Liaison. */
  deliveredAt: number[];
  /** Liaison's requests since the start or since `forget`. */
  spent(): Promise<Spent>;
  forget(): Promise<void>;
  requests(): Promise<Logged[]>;
  close(): Promise<void>;
};

export type CompanyOptions = {
  /** Cards at work, complete and in order. */
  cards: number;
  /** The templates of each team list. */
  items: number;
  /** Their due days move with that of the card. */
  itemsMove?: boolean;
  latencyMs?: number;
  /** Requests a minute; as an ordinary plan has them by default. */
  rateLimit?: number;
  /** Deliveries tell nothing: Liaison polls. Both ask as often as `liaison run` does. */
  polls?: boolean;
  /** Cards in forming with so many in the team already. */
  forming?: { size: number }[];
};

/** Starts it; Liaison has met the board but need not be done. Ids of `forming` come last in `cardIds`. */
export async function startCompany({
  cards,
  items,
  itemsMove = false,
  latencyMs = 0,
  rateLimit = 100,
  polls = false,
  forming = [],
}: CompanyOptions): Promise<Company> {
  const time = createVirtualTime(START);
  const deliveredAt: number[] = [];
  let receive: Receive | null = null;
  const simulator = await startSimulator({
    seed: 'empty',
    idSeed: 'bench',
    rateLimit,
    time,
    courier: async (endpoint, headers, body) => {
      if (endpoint !== ENDPOINT || !receive) return null;
      deliveredAt.push(time.now());
      return receive(headers, body).catch(() => null);
    },
  });
  const without = answerWithoutNetwork(simulator);
  const people = await time.passWhile(peopleOf(simulator));
  const wanted = [
    ...Array.from({ length: cards }, () => ({ status: 'in progress', size: 3 })),
    ...forming.map(({ size }) => ({ status: 'forming', size })),
  ];
  const cardIds: string[] = [];
  for (const [index, card] of wanted.entries())
    cardIds.push(await time.passWhile(createCard(people, index, card)));
  await time.passUntil(time.now() + 2 * MINUTE_MS);
  await people.faults({ latencyMs });
  const control = (method: string, path: string) =>
    simulator.fetch(new Request(`${simulator.url}/__sim/${path}`, { method }));
  const liaison = await time.passWhile(
    startLiaison({
      simulator,
      loaded: await playbookOf(items, itemsMove),
      backend: createInMemoryBackend({ timers: time, random: () => 0.5 }),
      storeUrl: 'volatile:',
      pollMs: MINUTE_MS / 2,
      webhooksMs: 5 * MINUTE_MS,
      ...(polls ? { publicUrl: null } : {}),
      time,
      random: () => 0.5,
      log: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
      listens: given => {
        receive = given;
      },
      heard: () => {},
    }),
  );

  return {
    time,
    people,
    liaison,
    cardIds,
    deliveredAt,
    async spent() {
      const answer = await control('GET', `stats?user=${people.botId}`);
      return ((await answer.json()) as { requests: Spent }).requests;
    },
    async forget() {
      const answer = await control('POST', 'reset-stats');
      if (!answer.ok) throw new Error(`The simulator's counts could not be reset: ${answer.status}.`);
    },
    async requests() {
      const { requests } = (await (await control('GET', 'log')).json()) as { requests: Logged[] };
      return requests.filter(({ user }) => user === people.botId);
    },
    async close() {
      await time.passWhile(liaison.stop());
      without.stop();
      await simulator.close();
    },
  };
}

async function createCard(
  people: People,
  index: number,
  { status, size }: { status: string; size: number },
): Promise<string> {
  const [supporter] = people.supporters;
  const team = people.all.filter(person => !people.supporters.includes(person));
  if (!supporter) throw new Error('The seed lacks supporters.');
  const { id } = await people.ask<{ id: string }>(
    'POST',
    `/list/${people.boardId}/task`,
    {
      name: `Customer result ${index + 1}`,
      status,
      assignees: team.slice(0, size).map(person => person.id),
      start_date: START,
      due_date: START + 56 * DAY_MS,
      custom_fields: [{ id: people.supporterFieldId, value: { add: [supporter.id], rem: [] } }],
    },
    people.all[index % people.all.length],
  );
  return id;
}

/** The playbook that comes along, with so many templates, all made at the start. */
async function playbookOf(items: number, itemsMove: boolean): Promise<LoadedPlaybook> {
  const loaded = await loadPlaybook('config/playbook.yaml');
  const { feedback: _, ...playbook } = loaded.playbook;
  const milestone = playbook.workItems.find(({ key }) => key === MILESTONE);
  if (!milestone) throw new Error(`The playbook has no work item ${MILESTONE}.`);
  const workItems = playbook.workItems.slice(0, items).map(({ from: _from, ...item }) => ({
    ...item,
    phase: 'running' as const,
    ...(itemsMove ? { due: milestone.due } : {}),
  }));
  return { ...loaded, playbook: { ...playbook, workItems } };
}
