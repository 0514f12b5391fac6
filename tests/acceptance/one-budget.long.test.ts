// Several processes with one token on one store keep within one budget: ClickUp never has to refuse any of them.
import { describe, expect, it } from 'vitest';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { type Company, companyOf } from '../support/company-at-work.ts';
import { freePorts, type Process, startRun } from '../support/process.ts';
import { times } from '../support/scale.ts';
import { triedStores } from '../support/stores.ts';

const PER_MINUTE = 100;
const CARDS = 60;
/** Whole minutes; a first mirror of so many cards takes longer. */
const WINDOWS = times({ sample: 1, long: 2 });
const LASTS_MS = WINDOWS * 60_000 + 5_000;
const LATER_MS = WINDOWS * 12_000;
const BETWEEN_CHANGES_MS = 3_000;
const DAY_MS = 86_400_000;

const pause = (ms: number) => new Promise<void>(resolve => void setTimeout(resolve, ms));

/** Made by many hands: people's tokens have the same limit. */
async function cardsInProgress(company: Company): Promise<string[]> {
  const people = company.notIn('Supporters');
  const makers = company.simulator.tokens.people;
  const ids: string[] = [];
  for (let number = 0; number < CARDS; number++) {
    const maker = makers[number % makers.length];
    if (!maker) throw new Error('The seed has no people.');
    const { body } = await company
      .as(maker)
      .ask<{ id: string }>('POST', `/v2/list/${company.places.board}/task`, {
        name: `Result ${number + 1}`,
        status: 'in progress',
        assignees: people.slice(number % 3, (number % 3) + 3).map(({ id }) => id),
        start_date: Date.now(),
        due_date: Date.now() + 56 * DAY_MS,
      });
    ids.push(body.id);
  }
  return ids;
}

/** People keep working while the first mirror is under way. */
async function changeCards(company: Company, ids: readonly string[], until: number): Promise<number> {
  const people = company.simulator.tokens.people;
  let changes = 0;
  for (; Date.now() < until; changes++) {
    const [id, person] = [ids[(changes * 7) % ids.length], people[changes % people.length]];
    if (!id || !person) throw new Error('Nothing to change.');
    await company.as(person).ask('PUT', `/v2/task/${id}`, { priority: 1 + (changes % 4) });
    await pause(BETWEEN_CHANGES_MS);
  }
  return changes;
}

const redis = (await triedStores()).find(({ name }) => name === 'Redis');

describe.skipIf(redis?.missing !== null)(`One token on one Redis ${redis?.missing ?? ''}`, () => {
  it.concurrent.each([
    ['two', 2],
    ['four', 4],
  ])(
    `is refused nothing while %s processes mirror ${CARDS} cards and hear of changes`,
    async (_, count) => {
      const place = redis?.open();
      if (!place) throw new Error('Redis is needed.');
      const simulator = await startSimulator({ seed: 'empty', rateLimit: PER_MINUTE });
      try {
        const company = await companyOf(simulator);
        const ids = await cardsInProgress(company);
        // Behind one public address, as one deployment is.
        const ports = await freePorts();
        const env = { PUBLIC_URL: `http://127.0.0.1:${ports.port}` };
        const start = { simulator, storeUrl: place.url, env };
        const until = Date.now() + LASTS_MS;
        const changing = changeCards(company, ids, until);
        const running: Process[] = [];
        for (let number = 0; number < count; number++) {
          // The last ones come when the others have used up what there is.
          if (number === count / 2) await pause(LATER_MS);
          running.push(await startRun(number === 0 ? { ...start, ports } : start, { isReady: false }));
        }
        const changes = await changing;
        const ended = await Promise.all(running.map(one => one.stop()));
        const spent = await company.spent();
        const told = ended.map(({ stderr }) => stderr).join('\n');
        expect(spent.byStatus['429'] ?? 0, told).toBe(0);
        expect(ended.map(({ code }) => code)).toEqual(running.map(() => 0));
        // They were kept busy: all but what is left to live work was used in each whole window.
        expect(spent.total).toBeGreaterThan(WINDOWS * 0.7 * PER_MINUTE);
        expect(changes).toBeGreaterThan(WINDOWS * 10);
      } finally {
        await simulator.close();
        place.remove();
      }
    },
    LASTS_MS + 90_000,
  );
});
