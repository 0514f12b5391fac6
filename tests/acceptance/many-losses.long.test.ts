// A store that is emptied or rolled back again and again while people work: nothing is doubled, nothing lost, no timer missing.
import { describe, expect, it, vi } from 'vitest';
import { times } from '../support/scale.ts';
import { findServer } from '../support/store-servers.ts';
import { cardAtWork, PATIENCE, startWorld, untilMirrored } from './lost-world.ts';
import { hasRedis, ownDatabase, ownRedis } from './own-stores.ts';

const LOSSES = times({ sample: 2, long: 20 });
const LIMIT_MS = 150_000 + LOSSES * 30_000;
const LONGEST_PAUSE_MS = 3_000;

type Losable = {
  url: string;
  empty(): Promise<void>;
  keep(): Promise<void>;
  rollBack(): Promise<void>;
};

const someTime = () => new Promise<void>(resolve => setTimeout(resolve, Math.random() * LONGEST_PAUSE_MS));

const HOW: Record<string, (store: Losable) => Promise<void>> = {
  emptied: store => store.empty(),
  async 'rolled back by a few seconds'(store) {
    await store.keep();
    await someTime();
    await store.rollBack();
  },
};

async function loseOften(store: Losable, lose: (store: Losable) => Promise<void>): Promise<void> {
  const { company, run } = await startWorld(store.url);
  const liaison = await run();
  /** Schedules, and one timer for what is next on each card. */
  const timers = async (): Promise<number> => {
    const metrics = await (await fetch(`${liaison.adminUrl}/metrics`)).text();
    return Number(/^liaison_queue_jobs\{queue="wakeUps",state="delayed"\} (\d+)$/m.exec(metrics)?.[1]);
  };
  const schedules = await timers();
  expect(schedules).toBeGreaterThan(0);
  const names: string[] = [];
  const ids: string[] = [];
  for (let loss = 1; loss <= LOSSES; loss++) {
    const name = `Result ${loss}`;
    ids.push(await cardAtWork(company, name));
    names.push(name);
    await someTime();
    await lose(store);
    await someTime();
  }
  await untilMirrored(company, names);
  for (const id of ids) {
    await vi.waitFor(async () => {
      const said = (await company.comments(id)).map(({ comment_text: text }) => text);
      expect(said.filter(text => text.startsWith('How this customer result stands'))).toHaveLength(1);
    }, PATIENCE);
  }
  await vi.waitFor(async () => expect(await timers()).toBe(schedules + ids.length), PATIENCE);
}

const postgres = await findServer(process.env['POSTGRES_URL'] ?? 'postgres://postgres@127.0.0.1:5432/test');

describe.each(Object.entries(HOW))(`A store that is %s ${LOSSES} times`, (_, lose) => {
  it.skipIf(!hasRedis)(
    'on Redis',
    async () => expect(loseOften(await ownRedis(), lose)).resolves.toBeUndefined(),
    LIMIT_MS,
  );

  it.skipIf(postgres.isSkipped)(
    'on PostgreSQL',
    async () => expect(loseOften(await ownDatabase(postgres.url), lose)).resolves.toBeUndefined(),
    LIMIT_MS,
  );
});
