// What a sync says that it did: all that was done while it waited, whoever did it and whatever failed on the way.
import { expect, it, vi } from 'vitest';
import { sync } from '../../src/app/sync.ts';
import type { Backend } from '../../src/queue/backend.ts';
import { openQueues } from '../../src/queue/queues.ts';
import { openStore, StoreUnavailable } from '../../src/queue/store.ts';
import { startWorkers } from '../../src/queue/workers.ts';
import type { Memory } from '../../src/reconcile/memory/memory.ts';
import { clock } from '../support/clickup-setting.ts';
import { clientOf } from '../support/simulator-client.ts';
import { startCompanyEngine } from './company-engine.ts';

const DAY_MS = 86_400_000;
/** What the shipped playbook does for a card in progress: list, page, five tasks, the note of them, the comment. */
const OPERATIONS = 9;

/** An engine at work on an embedded store whose memory may be another, and one card for which all is to be done. */
async function startCompany(memoryOver: (memory: Memory) => Memory = memory => memory) {
  const backend: Backend = {
    openQueues,
    startWorkers,
    openStore: async options => {
      const store = await openStore(options);
      return { ...store, memory: memoryOver(store.memory) };
    },
  };
  const { simulator, company, connection, engine } = await startCompanyEngine({ backend, debounceMs: 10 });
  await engine.work(null);
  await engine.sweep();
  const [supporter] = company.group('Supporters');
  const card = await company.createCard('Orders arrive whole', {
    status: 'in progress',
    assignees: company
      .notIn('Supporters')
      .slice(0, 3)
      .map(({ id }) => id),
    start_date: Date.now(),
    due_date: Date.now() + 56 * DAY_MS,
  });
  if (supporter) await company.setSupporter(card, [supporter]);
  return {
    engine,
    company,
    card,
    slow: (latencyMs: number) => clientOf(simulator).control('faults', { latencyMs }),
    syncOnce: (of = engine) => sync(of, { connection, mode: 'act', clock }),
  };
}

it('counts what a look does that was under way when it was asked for', async () => {
  const { engine, company, card, slow, syncOnce } = await startCompany();
  await slow(100);
  await engine.queues.requestReconcile(card, 'live');
  await vi.waitFor(async () => expect((await company.spent()).writes).toBeGreaterThan(1), 20_000);
  const report = await syncOnce();
  expect(report).toMatchObject({ applied: OPERATIONS, failed: [] });
  expect((await company.spent()).writes).toBe(OPERATIONS);
});

it('counts what a look did whose end the store did not take', async () => {
  let refusals = 0;
  const { company, syncOnce } = await startCompany(memory => ({
    ...memory,
    writeAll: async entries => {
      const isResult = entries.some(({ key }) => key.startsWith('outcome:'));
      if (isResult && refusals++ === 0) throw new StoreUnavailable('The store is busy.');
      return memory.writeAll(entries);
    },
  }));
  const report = await syncOnce();
  expect(refusals).toBeGreaterThan(1);
  expect(report).toMatchObject({ applied: OPERATIONS, failed: [] });
  expect((await company.spent()).writes).toBe(OPERATIONS);
});

it('counts what a look in another process did, also where another look came after it, and none twice', async () => {
  const { engine, company, card, syncOnce } = await startCompany();
  engine.onResult((id, { applied }) => {
    if (applied.length > 0) void engine.queues.requestReconcile(id, 'live');
  });
  const report = await syncOnce({ ...engine, onResult: () => () => {} });
  expect(report).toMatchObject({ applied: OPERATIONS, failed: [] });
  expect(report.customerResults.map(({ id }) => id)).toEqual([card]);
  expect((await company.spent()).writes).toBe(OPERATIONS);
  expect(await syncOnce()).toMatchObject({ applied: 0, failed: [] });
});
