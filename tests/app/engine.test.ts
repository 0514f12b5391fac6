// Store, queues and use case together: sweep, poll, sync's report, and a store that was lost.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEngine } from '../../src/app/engine.ts';
import { sync } from '../../src/app/sync.ts';
import { connect } from '../../src/clickup/connect.ts';
import { loadPlaybook } from '../../src/config/playbook-file.ts';
import type { LoadedPlaybook } from '../../src/domain/playbook/loaded-playbook.ts';
import { openStore } from '../../src/queue/store.ts';
import { startWorkers } from '../../src/queue/workers.ts';
import type { Memory } from '../../src/reconcile/memory/memory.ts';
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts';
import { clock, rememberingLog } from '../support/clickup-setting.ts';
import { type Company, companyOf } from '../support/company-at-work.ts';
import { embeddedStoreIn } from '../support/embedded-store.ts';
import { clientOf } from '../support/simulator-client.ts';
import { anyStoreIn } from '../support/stores.ts';

const DAY_MS = 86_400_000;
const READ_LAG_MS = 60_000;
const folder = mkdtempSync(join(tmpdir(), 'liaison-engine-'));
let loaded: LoadedPlaybook;
let stores = 0;

const ends: (() => Promise<void>)[] = [];
let simulator: Simulator;
let company: Company;
let first: Awaited<ReturnType<typeof start>>;

beforeAll(async () => {
  loaded = await loadPlaybook('config/playbook.yaml');
  simulator = await startSimulator({ seed: 'empty', rateLimit: 100_000 });
  company = await companyOf(simulator);
  first = await start();
});
afterAll(async () => {
  for (const end of ends) await end();
  await simulator.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Companies do not meet on Redis; a further store of this one has to be another. */
async function storeOfItsOwn(): Promise<string> {
  const place = join(folder, String(stores++));
  return stores === 1 ? anyStoreIn(place) : embeddedStoreIn(place);
}

/** An engine on an empty store of its own. */
async function start() {
  const log = rememberingLog();
  const { token } = simulator.tokens.bot;
  const connection = await connect({ apiUrl: simulator.apiUrl, token, loaded, clock, log });
  const engine = await startEngine({
    connection,
    loaded,
    storeUrl: await storeOfItsOwn(),
    clock,
    log,
    debounceMs: 10,
  });
  let isClosed = false;
  const close = async (): Promise<void> => {
    if (!isClosed) await engine.close();
    isClosed = true;
  };
  ends.push(close);
  const readsOf = async (work: () => Promise<unknown>): Promise<number> => {
    const before = connection.transport.requests().reads;
    await work();
    return connection.transport.requests().reads - before;
  };
  return { engine, connection, log, close, readsOf };
}

const sweepOnce = () => sync(first.engine, { connection: first.connection, mode: 'act', clock });

async function cardInProgress(name: string): Promise<string> {
  const [supporter] = company.group('Supporters');
  const team = company.notIn('Supporters').slice(0, 3);
  const id = await company.createCard(name, {
    status: 'in progress',
    assignees: team.map(person => person.id),
    start_date: Date.now(),
    due_date: Date.now() + 56 * DAY_MS,
  });
  if (supporter) await company.setSupporter(id, [supporter]);
  return id;
}

// One company and one store for all; each step goes on from the one before.
describe('the engine', () => {
  let card: string;
  let idea: string;

  it('begins polling with a sweep where nothing was seen before', async () => {
    card = await cardInProgress('Orders arrive whole');
    idea = await company.createCard('An idea');
    expect((await first.engine.poll()).sort()).toEqual([card, idea].sort());
    expect(await first.engine.lastSweepAt()).toBeGreaterThan(clock.now() - 60_000);
  });

  it('asks in one request for what only one of two places does not tell', async () => {
    const { engine, readsOf } = first;
    const [person] = company.notIn('Supporters');
    if (!person) throw new Error('the seed lacks people');
    const pollWith = async (told: Parameters<typeof engine.poll>[0]) => {
      let found: string[] = [];
      const reads = await readsOf(async () => {
        found = await engine.poll(told);
      });
      return { found, reads };
    };
    await company.as(person).ask('PUT', `/v2/task/${idea}`, { name: 'An idea of somebody' });
    expect(await pollWith({ board: true, folder: false })).toEqual({ found: [], reads: 1 });
    expect(await pollWith({ board: false, folder: true })).toEqual({ found: [idea], reads: 1 });
  });

  it('gives an account of what a sync applied, and of its requests', async () => {
    const before = await company.spent();
    const already = first.connection.transport.requests().reads;
    await first.engine.work(null);
    const report = await sweepOnce();
    const spent = (await company.spent()).writes - before.writes;
    expect({ spent, ...report }).toMatchObject({ mode: 'act', applied: spent, failed: [] });
    expect(report.requests.writes).toBe(9);
    expect(report.requests.reads).toBeLessThanOrEqual(first.connection.transport.requests().reads - already);
    expect(report.customerResults.map(({ id }) => id)).toEqual([card, idea]);
    const [result] = report.customerResults;
    expect(result).toMatchObject({ phase: 'running', findings: [], list: { id: expect.any(String) } });
    expect(result?.operations.map(({ kind }) => kind)).toContain('create-list');
    const operations = report.customerResults.flatMap(each => each.operations);
    expect(report.operations).toBe(operations.length);
  });

  it('held nothing back at this first start', async () => {
    expect(first.log.text()).not.toContain('Liaison was here before');
    expect(await company.lists()).toHaveLength(1);
  });

  it('has nothing left to do for the next sync', async () => {
    expect(await sweepOnce()).toMatchObject({
      operations: 0,
      applied: 0,
      failed: [],
      requests: { writes: 0 },
    });
  });

  it('waits for what it hears: no plan is read from the store for it', async () => {
    const { engine, connection } = first;
    const inside = engine.store.memory;
    const reads: string[] = [];
    const memory: Memory = {
      ...inside,
      read: key => {
        reads.push(key);
        return inside.read(key);
      },
      readAll: async prefix => {
        reads.push(prefix);
        return inside.readAll(prefix);
      },
    };
    const watched = { ...engine, store: { ...engine.store, memory } };
    const report = await sync(watched, { connection, mode: 'act', clock });
    expect(report.customerResults).toHaveLength(2);
    expect(reads.filter(key => key.startsWith('outcome:'))).toEqual([]);
  });

  it('learns from the store what looks in another process came to', async () => {
    const { engine, connection } = first;
    const deaf = { ...engine, onResult: () => () => {} };
    const report = await sync(deaf, { connection, mode: 'act', clock });
    expect(report).toMatchObject({ failed: [], applied: 0 });
    expect(report.customerResults.map(({ id }) => id)).toEqual([card, idea]);
  });

  it('finds by polling exactly the cards that changed, and pays two reads when nothing happened', async () => {
    const { engine, readsOf } = first;
    let found: string[] = [];
    const reads = await readsOf(async () => {
      found = await engine.poll();
    });
    expect({ found, reads }).toEqual({ found: [], reads: 2 });

    const [person] = company.notIn('Supporters');
    if (!person) throw new Error('the seed lacks people');
    const [list] = await company.lists();
    await company.as(person).ask('POST', `/v2/list/${list?.id}/task`, { name: 'Call the warehouse' });
    expect(await engine.poll()).toEqual([card]);
    await company.as(person).ask('PUT', `/v2/task/${idea}`, { name: 'A better idea' });
    const fresh = await company.createCard('Another idea');
    expect((await engine.poll()).sort()).toEqual([idea, fresh].sort());
    expect(await engine.poll()).toEqual([]);
  });

  it('names the card that failed with its reason, and ends the others', async () => {
    const broken = await cardInProgress('Returns are easy');
    const rule = { kind: 'status', status: 400, method: 'POST', route: '/v2/folder' };
    const { control } = clientOf(simulator);
    await control('faults', { rules: [rule] });
    const report = await sweepOnce();
    await control('faults', {});
    expect(report).toMatchObject({
      failed: [{ id: broken, reason: expect.stringContaining('Returns are easy') }],
    });
    expect(report.customerResults.map(({ id }) => id)).toEqual(expect.arrayContaining([card, idea, broken]));
  });

  it('lets go of a store whose queues cannot be opened, so that the process can end', async () => {
    const storeUrl = embeddedStoreIn(join(folder, 'let-go'));
    const backend = {
      openStore,
      startWorkers,
      openQueues: () => Promise.reject(new Error('no queues today')),
    };
    const { connection, log } = first;
    const starting = startEngine({
      connection,
      loaded,
      storeUrl,
      clock,
      log,
      backend,
    });
    await expect(starting).rejects.toThrow('no queues today');
    const { workspaceId, boardId } = connection.places;
    const again = await openStore({ url: storeUrl, workspaceId, boardId, clock, log });
    await again.close();
  });

  it('takes an empty store for lost where Liaison was before: it creates nothing for the read lag', async () => {
    await first.close();
    const names = async () => (await company.lists()).map(({ name }) => name);
    const before = await names();
    const late = await cardInProgress('Nobody waits');
    const { engine, log, connection } = await start();
    const startedAt = clock.now();
    await engine.work(null);
    await engine.sweep();
    await expect
      .poll(async () => (await engine.queues.wakeUps()).get(late), { timeout: 20_000 })
      .toBeGreaterThanOrEqual(startedAt + READ_LAG_MS);
    expect(log.text()).toContain('Liaison was here before');
    expect(connection.transport.requests().writes).toBe(0);
    expect(await names()).toEqual(before);
  });
});
