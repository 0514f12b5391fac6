// A first mirror on an ordinary plan's budget, in virtual time: what it costs, and whether people have to wait for it.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadPlaybook } from '../../src/config/playbook-file.ts';
import type { LoadedPlaybook } from '../../src/domain/playbook/loaded-playbook.ts';
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts';
import { createInMemoryBackend } from '../support/in-memory-queue/backend.ts';
import { ENDPOINT, type Liaison, type Receive, startLiaison } from '../support/liaison.ts';
import { type People, peopleOf } from '../support/people.ts';
import { createVirtualTime, type VirtualTime } from '../support/virtual-time.ts';
import { answerWithoutNetwork } from '../support/without-network.ts';

const START = Date.parse('2027-01-11T08:00:00Z');
const CARDS = 60;
const ITEMS = 8;
const LATENCY_MS = 200;
const DEBOUNCE_MS = 300;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Per card: its list, its items, the about item, the status comment, one update of the about item. */
const WRITES = CARDS * (1 + ITEMS + 1 + 1 + 1);
/**
 * With one page each of cards, lists and work items; and for the team that is full: its comment, that it is complete, the
 * explanation, the undo.
 */
const MIRROR = WRITES + 3 + 4;
/**
 * Until a delivery proves that a place is heard, and once after that, it is asked each half minute: one request a place.
 * The folder tells at once; of the board nothing comes before the first minute's budget has made a whole list.
 */
const POLLS = 2 + 5;
const LOWER_BOUND = MIRROR + POLLS;

type Logged = { at: number; user: number; method: string; path: string };
type Spent = { total: number; writes: number; byStatus: Record<string, number> };

describe(`the first mirror of ${CARDS} cards with ${ITEMS} work items each, at 100 requests a minute`, () => {
  let time: VirtualTime;
  let simulator: Simulator;
  let people: People;
  let liaison: Liaison;
  let without: { stop(): void };
  let crowded: string;
  let enforcedAfterMs = Number.POSITIVE_INFINITY;
  let spent: Spent;
  let minutes = 0;
  let writesBefore = 0;

  const spentByBot = async (): Promise<Spent> => {
    const answer = await simulator.fetch(new Request(`${simulator.url}/__sim/stats?user=${people.botId}`));
    return ((await answer.json()) as { requests: Spent }).requests;
  };

  beforeAll(async () => {
    time = createVirtualTime(START);
    let receive: Receive | null = null;
    simulator = await startSimulator({
      seed: 'empty',
      idSeed: 'first mirror',
      rateLimit: 100,
      time,
      courier: async (endpoint, headers, body) =>
        endpoint === ENDPOINT && receive ? receive(headers, body).catch(() => null) : null,
    });
    without = answerWithoutNetwork(simulator);
    people = await time.passWhile(peopleOf(simulator));
    crowded = await time.passWhile(fillBoard(people, time));
    await people.faults({ latencyMs: LATENCY_MS });
    const starting = startLiaison({
      simulator,
      loaded: await playbookWithEightItems(),
      backend: createInMemoryBackend({ timers: time, random: () => 0.5 }),
      storeUrl: 'volatile:',
      time,
      random: () => 0.5,
      pollMs: MINUTE_MS / 2,
      log: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
      listens: given => {
        receive = given;
      },
      heard: () => {},
    });
    liaison = await time.passWhile(starting);

    // Once the first minute's budget is used up, somebody joins a team that is full.
    await time.passUntil(time.now() + 4 * MINUTE_MS);
    writesBefore = (await spentByBot()).writes;
    enforcedAfterMs = await joinAndWait();
    while ((await spentByBot()).writes < WRITES + 2 && minutes < 60) {
      minutes++;
      await time.passUntil(time.now() + MINUTE_MS);
    }
    await time.passUntil(time.now() + 3 * MINUTE_MS);
    spent = await spentByBot();
  }, 120_000);

  afterAll(async () => {
    await time.passWhile(liaison.stop());
    without.stop();
    await simulator.close();
  });

  it('never meets a refusal', () => {
    expect(spent.byStatus['429'] ?? 0).toBe(0);
  });

  it('makes everything', async () => {
    const lists = await time.passWhile(people.lists());
    expect(lists).toHaveLength(CARDS);
  });

  it('spends at most 5 % more than the lower bound', () => {
    expect(spent.total).toBeLessThanOrEqual(LOWER_BOUND * 1.05);
  });

  it('is under way when somebody joins the full team', () => {
    expect(writesBefore).toBeGreaterThan(0);
    expect(writesBefore).toBeLessThan(WRITES);
  });

  it('lets a change that somebody makes meanwhile be enforced within the debounce and three round trips', () => {
    expect(enforcedAfterMs).toBeLessThanOrEqual(DEBOUNCE_MS + 3 * LATENCY_MS);
  });

  async function joinAndWait(): Promise<number> {
    const joiner = people.all.at(-1);
    if (!joiner) throw new Error('the seed lacks people');
    const joining = people.ask(
      'PUT',
      `/task/${crowded}`,
      { assignees: { add: [joiner.id], rem: [] } },
      joiner,
    );
    await time.passWhile(joining);
    const joinedAt = time.now();
    await time.passUntil(joinedAt + 5_000);
    const answer = await simulator.fetch(new Request(`${simulator.url}/__sim/log`));
    const { requests } = (await answer.json()) as { requests: Logged[] };
    const undone = requests.find(
      ({ user, method, path, at }) =>
        user === people.botId && method === 'PUT' && path.endsWith(`/task/${crowded}`) && at >= joinedAt,
    );
    return undone ? undone.at - joinedAt : Number.POSITIVE_INFINITY;
  }
});

/** Cards at work with everything in order, and one forming with a full team; answers with the full one's id. */
async function fillBoard(people: People, time: VirtualTime): Promise<string> {
  const [supporter] = people.supporters;
  const team = people.all.filter(person => !people.supporters.includes(person));
  if (!supporter) throw new Error('the seed lacks supporters');
  const create = async (name: string, status: string, size: number, number: number): Promise<string> => {
    const as = people.all[number % people.all.length];
    const { id } = await people.ask<{ id: string }>(
      'POST',
      `/list/${people.boardId}/task`,
      {
        name,
        status,
        assignees: team.slice(0, size).map(person => person.id),
        start_date: START,
        due_date: START + 56 * DAY_MS,
        custom_fields: [{ id: people.supporterFieldId, value: { add: [supporter.id], rem: [] } }],
      },
      as,
    );
    return id;
  };
  for (let number = 1; number <= CARDS; number++) await create(`Result ${number}`, 'in progress', 3, number);
  const crowded = await create('Everybody wants this one', 'forming', 5, 0);
  await time.pause(2 * MINUTE_MS);
  return crowded;
}

async function playbookWithEightItems(): Promise<LoadedPlaybook> {
  const loaded = await loadPlaybook('config/playbook.yaml');
  const { feedback: _, ...playbook } = loaded.playbook;
  const workItems = playbook.workItems
    .slice(0, ITEMS)
    .map(({ from: _from, ...item }) => ({ ...item, phase: 'running' as const }));
  return { ...loaded, playbook: { ...playbook, workItems } };
}
