// A job that is taken away in the middle of a card, on each kind of store: nothing is written for it any more.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Redis } from 'ioredis';
import type { Pool } from 'pg';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { type Engine, startEngine } from '../../src/app/engine.ts';
import { connect } from '../../src/clickup/connect.ts';
import { loadPlaybook } from '../../src/config/playbook-file.ts';
import type { Backend } from '../../src/queue/backend.ts';
import { openQueues } from '../../src/queue/queues.ts';
import { openStore, type Store } from '../../src/queue/store.ts';
import { LockLost, startWorkers } from '../../src/queue/workers.ts';
import { Cancelled } from '../../src/reconcile/apply/guarded-clickup.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { rememberingLog } from '../support/clickup-setting.ts';
import { companyOf } from '../support/company-at-work.ts';
import { embeddedStoreIn } from '../support/embedded-store.ts';
import { createInMemoryBackend } from '../support/in-memory-queue/backend.ts';
import { gate, newWorkspaceId } from '../support/queue-rig.ts';
import { movableClock } from '../support/queue-rig-parts.ts';
import { isLong } from '../support/scale.ts';
import { findServer } from '../support/store-servers.ts';

const DAY_MS = 86_400_000;
const folder = mkdtempSync(join(tmpdir(), 'liaison-lost-job-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const redis = await findServer(process.env['REDIS_URL'] ?? 'redis://127.0.0.1:6379');
const postgres = await findServer(process.env['POSTGRES_URL'] ?? 'postgres://postgres@127.0.0.1:5432/test');
const bull: Backend = { openStore, openQueues, startWorkers };
const volatile = createInMemoryBackend({ timers: globalThis });

type Tried = { name: string; url(): string; backend: Backend; steal(store: Engine['store']): Promise<void> };

const stealRows = async (store: Engine['store']): Promise<void> => {
  const { backend } = store as Store;
  const sql = "UPDATE job SET lock_token = 'somebody else' WHERE queue = $1 AND state = 'active'";
  await (backend.producer as unknown as Pool).query(sql, [backend.queueName('reconcile')]);
};
const stores: Tried[] = [
  {
    name: 'in memory',
    url: () => 'volatile:',
    backend: volatile,
    steal: async store => volatile.breakLocks(store),
  },
  // It has PostgreSQL's tables.
  ...(isLong
    ? [
        {
          name: 'on the embedded store',
          url: () => embeddedStoreIn(join(folder, newWorkspaceId())),
          backend: bull,
          steal: stealRows,
        },
      ]
    : []),
  ...(redis.isSkipped
    ? []
    : [
        {
          name: 'on Redis',
          url: () => redis.url,
          backend: bull,
          async steal(store: Engine['store']) {
            const { backend } = store as Store;
            const client = backend.producer as Redis;
            await client.del(await client.keys(`${backend.prefix}:reconcile:*:lock`));
          },
        },
      ]),
  ...(postgres.isSkipped
    ? []
    : [{ name: 'on PostgreSQL', url: () => postgres.url, backend: bull, steal: stealRows }]),
];

/** An engine that has brought a card to rest, whose dates then moved; the answer to its next change is held back. */
async function heldInTheMiddle({ url, backend }: Tried) {
  const simulator = await startSimulator({ seed: 'empty', rateLimit: 100_000 });
  onTestFinished(() => simulator.close());
  const company = await companyOf(simulator);
  const clock = movableClock();
  const log = rememberingLog();
  const loaded = await loadPlaybook('config/playbook.yaml');
  const [supporter] = company.group('Supporters');
  const team = company.notIn('Supporters').slice(0, 3);
  const [person] = team;
  if (!supporter || !person) throw new Error('the seed lacks people');
  const card = await company.createCard('Orders arrive whole', {
    status: 'in progress',
    assignees: team.map(({ id }) => id),
    start_date: Date.now(),
    due_date: Date.now() + 56 * DAY_MS,
  });
  await company.setSupporter(card, [supporter]);

  const { token } = simulator.tokens.bot;
  const connection = await connect({ apiUrl: simulator.apiUrl, token, loaded, clock, log });
  const { clickUp } = connection;
  const wrote = gate();
  const answers = gate();
  const held: typeof clickUp = {
    ...clickUp,
    async updateItem(id, change) {
      const item = await clickUp.updateItem(id, change);
      wrote.open();
      await answers.opened;
      return item;
    },
  };
  const workspaceId = newWorkspaceId();
  const cutOff = new AbortController();
  let tell = (_how: unknown): void => {};
  const refused = new Promise<unknown>(resolve => {
    tell = resolve;
  });
  const engine = await startEngine({
    connection: { ...connection, clickUp: held },
    loaded,
    storeUrl: url(),
    backend: {
      ...backend,
      openStore: options => backend.openStore({ ...options, workspaceId }),
      async startWorkers(store, queues, handlers, options) {
        const reconcile: typeof handlers.reconcile = (key, run) => {
          run.signal.addEventListener('abort', () => cutOff.abort(), { once: true });
          const work = handlers.reconcile(key, run);
          work.catch(tell);
          return work;
        };
        const workers = await backend.startWorkers(store, queues, { ...handlers, reconcile }, options);
        return { close: () => workers.close({ timeoutMs: 0 }) };
      },
    },
    clock,
    log,
    debounceMs: 10,
  });
  let closing: Promise<void> | null = null;
  const close = () => (closing ??= engine.close());
  onTestFinished(close);
  const first = new Promise<void>(resolve => {
    engine.onResult((_, { result }) => (result.kind === 'done' ? resolve() : undefined));
  });
  await engine.work(null);
  await engine.sweep();
  await first;
  const later = { start_date: Date.now() + 14 * DAY_MS, due_date: Date.now() + 70 * DAY_MS };
  await company.as(person).ask('PUT', `/v2/task/${card}`, later);
  clock.advance(60_000);
  await engine.sweep();
  await wrote.opened;
  const { writes } = await company.spent();
  const written = async () => (await company.spent()).writes - writes;
  return { engine, clock, answers, written, close, refused, cutOff: cutOff.signal };
}

describe.each(stores)('A job that is taken away $name', tried => {
  it('in the middle of its writes writes nothing more', async () => {
    const { engine, clock, answers, written, refused } = await heldInTheMiddle(tried);
    await tried.steal(engine.store);
    clock.advance(5_000);
    answers.open();
    expect(await refused).toBeInstanceOf(LockLost);
    expect(await written()).toBe(0);
  });

  it('by the end of its process writes nothing more', async () => {
    const { answers, written, close, refused, cutOff } = await heldInTheMiddle(tried);
    const closing = close();
    await new Promise(resolve => cutOff.addEventListener('abort', resolve, { once: true }));
    answers.open();
    expect(await refused).toBeInstanceOf(Cancelled);
    await closing;
    expect(await written()).toBe(0);
  });
});
