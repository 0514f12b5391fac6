// Two processes do what follows from many changes at once: one of them reads the cards, and both work with what it shows.
import { expect, it } from 'vitest';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { companyOf } from '../support/company-at-work.ts';
import { startRun } from '../support/process.ts';
import { triedStores } from '../support/stores.ts';

/** One process has eight under way at most, so that the other one takes some as well. */
const CARDS = 20;
const SLOW_MS = 1_000;
const LIMIT_MS = 60_000;
const POLLING = { timeout: LIMIT_MS, interval: 1_000 };

type Logged = { at: number; user: number; method: string; path: string };

const redis = (await triedStores()).find(({ name }) => name === 'Redis');

it.skipIf(redis?.missing !== null)(
  `cards that change together are read by one process for both ${redis?.missing ?? ''}`,
  async () => {
    const place = redis?.open();
    if (!place) throw new Error('Redis is needed.');
    const simulator = await startSimulator({ seed: 'empty', rateLimit: 10_000 });
    const company = await companyOf(simulator);
    const [joiner, ...team] = company.notIn('Supporters').slice(0, 4);
    if (!joiner) throw new Error('The seed has no people.');
    const assignees = team.map(({ id }) => id);
    const cards = await Promise.all(
      Array.from({ length: CARDS }, (_, index) =>
        company.createCard(`Result ${index + 1}`, { status: 'forming', assignees }),
      ),
    );
    const start = { simulator, storeUrl: place.url };
    const first = await startRun(start);
    const other = await startRun({ ...start, role: 'worker', env: { PUBLIC_URL: first.url } });
    const client = company.as(joiner);
    /** When Liaison's reads of the board's cards were answered since then. */
    const answeredReads = async (since: number): Promise<number[]> => {
      const { body } = await client.control<{ requests: Logged[] }>('log');
      const path = `/v2/list/${company.places.board}/task`;
      return body.requests
        .filter(
          one =>
            one.user === simulator.tokens.bot.id &&
            one.at >= since &&
            one.method === 'GET' &&
            one.path.startsWith(path),
        )
        .map(({ at }) => at);
    };
    try {
      await expect.poll(async () => (await company.spent()).writes, POLLING).toBeGreaterThanOrEqual(CARDS);
      await client.control('faults', { latencyMs: SLOW_MS });
      const { body } = await client.control<{ now: number }>('clock');
      await Promise.all(cards.map(id => company.join(id, joiner)));
      const told = async (): Promise<number> => {
        const texts = await Promise.all(cards.map(id => company.comments(id)));
        return texts.flat().filter(({ comment_text: text }) => text.includes(joiner.username)).length;
      };
      await expect.poll(told, POLLING).toBe(CARDS);
      const reads = await answeredReads(body.now);
      expect(reads.length).toBeGreaterThan(0);
      const apart = reads.slice(1).map((at, index) => at - (reads[index] ?? 0));
      // Each began once the one before was answered.
      expect(apart.filter(ms => ms < SLOW_MS)).toEqual([]);
    } finally {
      await Promise.all([first, other].map(one => one.stop()));
      await simulator.close();
    }
  },
  3 * LIMIT_MS,
);
