// More deliveries than can be noted, and a store that stands still meanwhile: refused in time, nothing kept of what was
// refused, nothing lost of what was acknowledged.
import { describe, expect, it, vi } from 'vitest';
import { sendFor, signedRequests } from '../../bench/processes/load.ts';
import { longestAnswer } from '../../bench/processes/longest-answer.ts';
import { canMeasure, usageOf } from '../../bench/processes/usage.ts';
import type { Company } from '../support/company-at-work.ts';
import type { Process } from '../support/process.ts';
import { times } from '../support/scale.ts';
import { cardAtWork, PATIENCE, startWorld, untilMirrored } from './lost-world.ts';
import { hasRedis, ownRedis } from './own-stores.ts';

const CONNECTIONS = 200;
/** After each answer: of 200 connections, 333 deliveries a second, or as many as can be. */
const PAUSE_MS = times({ sample: 0, long: 600 });
const HALF_MS = times({ sample: 1_000, long: 150_000 });
const STILL_MS = 3_000;
/** What ClickUp is promised. */
const ANSWER_MS = 800;
/** More than the process may have had in hand when the store stopped. */
const IN_HAND = 100;
/** The delivery log, with what belongs to its queue. */
const KEPT = 1_100;
/** So many times the memory may be taken after the second half than after the first; mere seconds only warm V8 up. */
const MEMORY_GROWTH = times({ sample: 1.75, long: 1.25 });
const NAMES = ['One', 'Two', 'Three'];

type Sync = { applied: number; failed: unknown[] };

const webhookOf = async ({ simulator }: Company): Promise<{ id: string; secret: string }> => {
  const headers = { authorization: simulator.tokens.bot.token };
  const get = async (path: string) => (await fetch(`${simulator.apiUrl}/v2${path}`, { headers })).json();
  const { teams } = (await get('/team')) as { teams: { id: string }[] };
  const { webhooks } = (await get(`/team/${teams[0]?.id}/webhook`)) as { webhooks: never[] };
  const [webhook] = webhooks;
  if (!webhook) throw new Error('There is no webhook.');
  return webhook;
};

/** One answer each after the other, on many connections; what the slowest answer of this machine took meanwhile counts not. */
async function send({ url }: Process, requests: readonly Buffer[], forMs: number, pauseMs = PAUSE_MS) {
  const others = longestAnswer(`${url}/healthz`);
  const port = Number(new URL(url).port);
  const { tookMs, refused } = await sendFor({ port, requests, connections: CONNECTIONS, forMs, pauseMs });
  const slowest = tookMs.reduce((most, ms) => Math.max(most, ms), 0);
  return { taken: tookMs.length - refused, refused, lateMs: slowest - (await others.stop()) };
}

/** The most that it took so far. */
const memoryOf = async ({ child }: Process): Promise<number> => {
  const { pid } = child;
  return canMeasure && pid !== undefined ? (await usageOf(pid)).peakMemory : 1;
};

describe.skipIf(!hasRedis)(`Overload ${hasRedis ? '' : '(skipped: there is no redis-server)'}`, () => {
  it(
    'is refused in time, and memory, store and board are afterwards as they were',
    async () => {
      const { url, redis, signal } = await ownRedis();
      const { company, run, start } = await startWorld(url);
      // V8 takes what it may before it looks for what is left over: so little that what is kept shows.
      start.env = { NODE_OPTIONS: '--max-semi-space-size=2 --max-old-space-size=100' };
      const ids = await Promise.all(NAMES.map(name => cardAtWork(company, name)));
      const liaison = await run();
      await untilMirrored(company, NAMES);
      const { id, secret } = await webhookOf(company);
      const requests = ids.flatMap(card => signedRequests(1_000, id, secret, card));
      const counter = (await redis.keys('*:deliveries:id'))[0] ?? '';
      const noted = async () => Number(await redis.get(counter));
      // Reconciles collect and back off: a sweep that came before them would do their work.
      const waiting = async () => {
        const ofReconciles = counter.replace(/deliveries:id$/, 'reconcile:');
        const lists = [counter.replace(/id$/, 'active'), `${ofReconciles}active`];
        const sets = [
          counter.replace(/id$/, 'prioritized'),
          `${ofReconciles}prioritized`,
          `${ofReconciles}delayed`,
        ];
        const counts = [...lists.map(key => redis.llen(key)), ...sets.map(key => redis.zcard(key))];
        return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
      };
      // What a delivery reported is remembered for a quarter of an hour; what is kept of the delivery itself is the log.
      const jobs = async () => (await redis.keys(counter.replace(/id$/, '*'))).length;
      const untilHandled = () => vi.waitFor(async () => expect(await waiting()).toBe(0), PATIENCE);

      const first = await send(liaison, requests, HALF_MS);
      expect(first.lateMs).toBeLessThan(ANSWER_MS);
      await untilHandled();
      const memory = await memoryOf(liaison);

      const before = await noted();
      signal('SIGSTOP');
      const still = await send(liaison, requests, STILL_MS, 0);
      signal('SIGCONT');
      expect(still.refused).toBeGreaterThan(CONNECTIONS);
      expect(still.lateMs).toBeLessThan(ANSWER_MS);
      // What was refused comes again: had it been kept as well, each time would be one delivery more.
      await untilHandled();
      expect((await noted()) - before - still.taken).toBeLessThan(IN_HAND);

      const [person] = company.notIn('Supporters').slice(4);
      if (!person) throw new Error('There is nobody to join.');
      const second = send(liaison, requests, HALF_MS);
      await company.join(ids[0] ?? '', person);
      expect((await second).lateMs).toBeLessThan(ANSWER_MS);
      await untilHandled();

      const sync = await fetch(`${liaison.adminUrl}/api/sync`, { method: 'POST' });
      expect((await sync.json()) as Sync).toMatchObject({ applied: 0, failed: [] });
      await untilMirrored(company, NAMES);
      expect((await company.card(ids[0] ?? '')).assignees.map(one => one.id)).toContain(person.id);
      expect(await jobs()).toBeLessThan(KEPT);
      expect((await memoryOf(liaison)) / memory).toBeLessThan(MEMORY_GROWTH);
    },
    200_000 + 3 * HALF_MS,
  );
});
