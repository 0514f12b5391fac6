// What a store in memory can be put through, so that whole stories can be played in which the store is lost.
import { describe, expect, it, onTestFinished } from 'vitest';
import { StoreUnavailable } from '../../src/queue/store.ts';
import { type Handlers, LockLost } from '../../src/queue/workers.ts';
import type { ReconcileResult } from '../../src/reconcile/result.ts';
import { createInMemoryBackend } from '../support/in-memory-queue/backend.ts';
import { gate, newWorkspaceId } from '../support/queue-rig.ts';
import { delivery, quiet } from '../support/queue-rig-parts.ts';
import { createVirtualTime } from '../support/virtual-time.ts';

const START = Date.parse('2026-05-04T07:00:00Z');
const MINUTE_MS = 60_000;
const done: ReconcileResult = { kind: 'done', next: null };

async function startBackend(handlers: Partial<Handlers> = {}) {
  const time = createVirtualTime(START);
  const backend = createInMemoryBackend({ timers: time, random: () => 0.5 });
  const options = { clock: time, log: quiet };
  const store = await backend.openStore({
    url: 'volatile:',
    workspaceId: newWorkspaceId(),
    boardId: 'board',
    ...options,
  });
  const queues = await backend.openQueues(store, options);
  const work = async () => {
    const all: Handlers = {
      delivery: async () => {},
      reconcile: async () => done,
      schedule: async () => {},
      ...handlers,
    };
    const workers = await backend.startWorkers(store, queues, all, options);
    onTestFinished(() => time.passWhile(workers.close({ timeoutMs: 10 })));
  };
  return { time, backend, store, queues, work, pass: (ms: number) => time.passUntil(time.now() + ms) };
}

describe('emptied', () => {
  it('has no job, no schedule, no wake-up and no memory left, and works on', async () => {
    const ran: string[] = [];
    const { backend, store, queues, work, pass, time } = await startBackend({
      async reconcile(key) {
        ran.push(key);
        return done;
      },
    });
    await queues.setWakeUp('sleeper', time.now() + MINUTE_MS);
    await queues.keepSchedules([{ name: 'beat', everyMs: MINUTE_MS }]);
    await queues.requestReconcile('lost', 'live');
    await queues.addDelivery(delivery(1));
    await store.memory.write('kept', '1', MINUTE_MS);
    backend.empty();
    await work();
    await pass(2 * MINUTE_MS);
    expect(await queues.counts()).toEqual({
      deliveries: expect.not.objectContaining({ completed: 1 }),
      reconcile: expect.objectContaining({ delayed: 0, waiting: 0 }),
      wakeUps: expect.objectContaining({ delayed: 0, waiting: 0 }),
    });
    expect(await store.memory.readAll('')).toEqual(new Map());
    await queues.requestReconcile('later', 'live');
    await pass(MINUTE_MS);
    expect(ran).toEqual(['later']);
  });

  it('takes the lock of whoever runs a job', async () => {
    const begun = gate();
    const may = gate();
    let found: unknown = null;
    const { backend, queues, work, pass } = await startBackend({
      async reconcile(_key, { checkLock }) {
        begun.open();
        await may.opened;
        found = await checkLock().catch((error: unknown) => error);
        return done;
      },
    });
    await work();
    await queues.requestReconcile('card', 'live');
    await pass(1_000);
    await begun.opened;
    backend.empty();
    may.open();
    await pass(1_000);
    expect(found).toBeInstanceOf(LockLost);
  });
});

describe('set back', () => {
  it('knows nothing of its last seconds, and what ended in them runs again', async () => {
    const ran: string[] = [];
    const { backend, store, queues, work, pass, time } = await startBackend({
      async reconcile(key) {
        ran.push(key);
        return done;
      },
    });
    const later = time.now() + 60 * MINUTE_MS;
    await queues.keepSchedules([{ name: 'beat', everyMs: 60 * MINUTE_MS }]);
    await queues.setWakeUp('card', later);
    await store.memory.write('kept', 'old', 60 * MINUTE_MS);
    await queues.requestReconcile('ran', 'live');
    await pass(200);
    await work();
    await pass(MINUTE_MS / 2);
    expect(ran).toEqual(['ran']);
    await store.memory.write('kept', 'new', 60 * MINUTE_MS);
    await store.memory.write('more', '1', 60 * MINUTE_MS);
    await queues.setWakeUp('card', later + MINUTE_MS);
    await queues.setWakeUp('other', later);
    await queues.keepSchedules([]);
    await queues.requestReconcile('lost', 'live');
    backend.rollBack(10_000);
    expect(await store.memory.readAll('')).toEqual(new Map([['kept', 'old']]));
    expect(await queues.wakeUps()).toEqual(new Map([['card', later]]));
    await pass(MINUTE_MS / 6);
    expect(ran).toEqual(['ran']);
    backend.rollBack(40_000);
    await pass(MINUTE_MS);
    expect(ran).toEqual(['ran', 'ran']);
    expect((await queues.counts()).wakeUps).toMatchObject({ delayed: 2 });
  });

  it('takes the lock of whoever runs a job that waited then, and it runs once more', async () => {
    const may = gate();
    const found: unknown[] = [];
    const { backend, queues, work, pass } = await startBackend({
      async reconcile(_key, { checkLock }) {
        if (found.length === 0) await may.opened;
        found.push(await checkLock().catch((error: unknown) => error));
        return done;
      },
    });
    await queues.requestReconcile('card', 'live');
    await pass(5_000);
    await work();
    await pass(1_000);
    backend.rollBack(3_000);
    may.open();
    await pass(MINUTE_MS);
    expect(found).toHaveLength(2);
    expect(found.filter(error => error instanceof LockLost)).toHaveLength(1);
    expect((await queues.counts()).reconcile).toMatchObject({ active: 0, waiting: 0, delayed: 0 });
  });

  it('takes the lock of whoever runs a job that ran then for the time before, and it runs once more', async () => {
    const may = gate();
    const found: unknown[] = [];
    const { backend, queues, work, pass, time } = await startBackend({
      async reconcile(_key, { checkLock }) {
        if (found.length === 0) await time.pause(3_000);
        if (found.length === 1) await may.opened;
        found.push(await checkLock().catch((error: unknown) => error));
        if (found.length === 1)
          return { kind: 'requeueAfter', at: time.now() + 1, why: 'wait', holds: 'queue' };
        return done;
      },
    });
    await queues.requestReconcile('card', 'live');
    await work();
    await pass(5_000);
    backend.rollBack(3_000);
    may.open();
    await pass(MINUTE_MS);
    expect(found).toEqual([undefined, expect.any(LockLost), undefined]);
    expect((await queues.counts()).reconcile).toMatchObject({ active: 0, waiting: 0, delayed: 0 });
  });
});

describe('standing still', () => {
  it('refuses in time, begins nothing, and does afterwards what it was asked for', async () => {
    const ran: string[] = [];
    const { backend, store, queues, work, pass, time } = await startBackend({
      async reconcile(key) {
        ran.push(key);
        return done;
      },
    });
    await work();
    await store.memory.write('kept', '1', 60 * MINUTE_MS);
    backend.standStill(12_000);
    const before = time.now();
    const refusals = [
      queues.addDelivery(delivery(1)),
      queues.requestReconcile('card', 'live'),
      store.memory.read('kept'),
      store.pulse('kept'),
    ].map(work => work.catch((error: unknown) => error));
    for (const refusal of refusals) expect(await time.passWhile(refusal)).toBeInstanceOf(StoreUnavailable);
    expect(time.now() - before).toBe(3_000);
    expect(ran).toEqual([]);
    await pass(MINUTE_MS);
    expect(ran).toEqual(['card']);
    expect(await queues.deliveries(10)).toMatchObject([{ state: 'completed' }]);
    expect(await store.memory.read('kept')).toBe('1');
  });
});
