// A board that is too big for one minute's requests, in virtual time: it is read all the same, each page once, and live
// work goes on meanwhile.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { connect } from '../../src/clickup/connect.ts';
import type { Places } from '../../src/clickup/places/places.ts';
import { loadPlaybook } from '../../src/config/playbook-file.ts';
import { forgetfulMemory } from '../../src/queries/forgetful-memory.ts';
import { planBoard } from '../../src/queries/plan.ts';
import { boardCacheFor } from '../../src/queries/playbook-cache.ts';
import type { BoardCache } from '../../src/reconcile/cache/board-cache.ts';
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts';
import { rememberingLog } from '../support/clickup-setting.ts';
import { times } from '../support/scale.ts';
import { createVirtualTime, type VirtualTime } from '../support/virtual-time.ts';
import { answerWithoutNetwork } from '../support/without-network.ts';

const START = Date.parse('2027-01-11T08:00:00Z');
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const CARDS = times({ sample: 200, long: 300 });
const ITEMS = 10;
const PER_MINUTE = times({ sample: 14, long: 20 });
/** Cards and work items by the hundred, the lists, the workspace and its groups. */
const PAGES = CARDS / 100 + (CARDS * ITEMS) / 100 + 3;

const Task = z.object({ id: z.string() });
const Tasks = z.object({ tasks: z.array(Task) });
const EXPECTED = { status: 'done', made: true };

describe(`a board of ${CARDS} cards with ${ITEMS} work items each, at ${PER_MINUTE} requests a minute`, () => {
  let time: VirtualTime;
  let simulator: Simulator;
  let without: { stop(): void };

  // One board for all: nobody here minds what the others did to a card of it.
  beforeAll(async () => {
    time = createVirtualTime(START);
    simulator = await startSimulator({ seed: `large:${CARDS}x${ITEMS}`, rateLimit: PER_MINUTE, time });
    without = answerWithoutNetwork(simulator);
  });
  beforeEach(async () => {
    // A whole budget for each.
    await time.passUntil(time.now() + 2 * MINUTE_MS);
  });
  afterAll(async () => {
    without.stop();
    await simulator.close();
  });

  async function meet(more: { signal?: AbortSignal; waitsForBudget?: boolean } = {}) {
    const log = rememberingLog();
    const loaded = await loadPlaybook('config/playbook.yaml');
    const { token } = simulator.tokens.bot;
    const connecting = connect({
      apiUrl: simulator.apiUrl,
      token,
      loaded,
      clock: time,
      log,
      pause: ms => time.pause(ms),
      random: () => 0.5,
      ...more,
    });
    const connection = await time.passWhile(connecting);
    const memory = forgetfulMemory(time);
    const { clickUp, wholeReads } = connection;
    const cache = boardCacheFor(loaded, { clickUp, wholeReads, memory, clock: time });
    return {
      connection,
      cache,
      memory,
      loaded,
      log,
      reads: () => connection.transport.requests().reads,
    };
  }

  /** Asks with somebody else's token, who has a budget of their own. */
  async function askAside<T>(answer: z.ZodType<T>, path: string, body?: object): Promise<T> {
    const { token } = simulator.tokens.people[0] ?? { token: '' };
    const request = new Request(`${simulator.apiUrl}/v2${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { authorization: token, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const response = await time.passWhile(simulator.fetch(request));
    return answer.parse(await response.json());
  }
  const makeCard = async ({ boardId }: Places): Promise<string> =>
    (await askAside(Task, `/list/${boardId}/task`, { name: 'Brand new', status: 'backlog' })).id;
  /** The work items that were made first and last. */
  async function itemsAtBothEnds({ folderId, workspaceId }: Places): Promise<[string, string]> {
    const path = `/team/${workspaceId}/task?project_ids[]=${folderId}&order_by=created&page=0`;
    const [oldest, youngest] = [await askAside(Tasks, `${path}&reverse=true`), await askAside(Tasks, path)];
    return [oldest.tasks[0]?.id ?? '', youngest.tasks[0]?.id ?? ''];
  }
  const seen = (cache: BoardCache, moved: string, made: string) => {
    const cards = cache.present()?.board.cards ?? [];
    return {
      status: cards.find(({ id }) => id === moved)?.status,
      made: cards.some(({ id }) => id === made),
    };
  };

  it('is read whole over several minutes, each page once', async () => {
    const { cache, reads, log } = await meet();
    const [before, startedAt] = [reads(), time.now()];
    const { board } = await time.passWhile(cache.whole(time.now()), DAY_MS);
    expect(board.cards).toHaveLength(CARDS);
    expect(board.items.length).toBeGreaterThanOrEqual(CARDS * ITEMS);
    expect(reads() - before).toBeLessThanOrEqual(
      PAGES + board.items.length / 100 - (CARDS * ITEMS) / 100 + 2,
    );
    expect(time.now() - startedAt).toBeGreaterThan(MINUTE_MS);
    expect(time.now() - startedAt).toBeLessThan(6 * MINUTE_MS);
    expect(log.text()).toContain('waiting for the next one');
  });

  it('holds back no live look while it is read again, and loses nothing that such a look has seen', async () => {
    const { cache, connection } = await meet();
    await time.passWhile(cache.whole(time.now()));
    await time.passUntil(time.now() + 2 * MINUTE_MS);
    // From now on a delta is small: what was made with the board is older than the read lag.
    const [card] = cache.present()?.board.cards ?? [];
    if (!card) throw new Error('no card was read');
    const [item] = cache.present()?.board.items ?? [];
    if (!item) throw new Error('no work item was read');
    await time.passWhile(connection.clickUp.moveCard(card.id, 'evaluation'));
    await time.passWhile(connection.clickUp.updateItem(item.id, { dueOn: '2027-03-01' }));
    await time.passWhile(cache.fresh(time.now()));
    await time.passUntil(time.now() + 2 * MINUTE_MS);

    const startedAt = time.now();
    let isRead = false;
    const whole = cache.whole(startedAt).finally(() => {
      isRead = true;
    });
    // By now the first pages have been read: a change shows on no page that is still to come.
    await time.passUntil(startedAt + 1_000);
    await time.passWhile(connection.clickUp.moveCard(card.id, 'done'));
    const made = await makeCard(connection.places);
    await time.passWhile(cache.fresh(time.now()));
    expect({ isRead, ...seen(cache, card.id, made) }).toEqual({ isRead: false, ...EXPECTED });
    expect(time.now() - startedAt).toBeLessThan(MINUTE_MS);
    await time.passWhile(whole);
    expect(seen(cache, card.id, made)).toEqual(EXPECTED);
  });

  it('shows in the next delta what changed on a page that had been read already', async () => {
    const { cache, connection, reads } = await meet();
    const before = reads();
    const whole = cache.whole(time.now());
    // The first pages of everything.
    while (reads() - before < 6) await time.passUntil(time.now() + 1_000);
    const [first, last] = await itemsAtBothEnds(connection.places);
    await time.passWhile(connection.clickUp.updateItem(first, { dueOn: '2027-03-08' }));
    await time.passUntil(time.now() + 1.2 * MINUTE_MS);
    // Later than the read lag, on a page that is still to come.
    await time.passWhile(connection.clickUp.updateItem(last, { dueOn: '2027-03-08' }));
    const { board } = await time.passWhile(whole);
    const dueIn = ({ items }: typeof board, id: string) => items.find(item => item.id === id)?.dueOn;
    expect(dueIn(board, first)).not.toBe('2027-03-08');
    expect(dueIn(board, last)).toBe('2027-03-08');
    await time.passUntil(time.now() + 2 * MINUTE_MS);
    const next = await time.passWhile(cache.fresh(time.now()));
    expect(dueIn(next.board, first)).toBe('2027-03-08');
  });

  it('is planned by a command that says that it waits', async () => {
    const { connection, loaded, memory, log } = await meet({ waitsForBudget: true });
    const report = await time.passWhile(
      planBoard(connection, loaded, { memory, clock: time, card: null }),
      DAY_MS,
    );
    expect(report.customerResults.length).toBeGreaterThan(0);
    expect(log.text()).toMatch(/reading the .*waiting for the next one/);
  });

  it('lets go of the waiting when the process ends', async () => {
    const ending = new AbortController();
    const { cache } = await meet({ signal: ending.signal });
    const whole = cache.whole(time.now()).catch((error: unknown) => error);
    await time.passUntil(time.now() + 1_000);
    ending.abort();
    expect(await time.passWhile(whole, 2 * MINUTE_MS)).toMatchObject({ kind: 'limited' });
    expect(cache.present()).toBeNull();
  });
});
