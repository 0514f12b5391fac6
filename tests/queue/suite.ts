// One suite for every store: what the rest of the program may rely on, whichever store is configured.
import { describe, expect, it, vi } from 'vitest';
import { openQueues, type Queues } from '../../src/queue/queues.ts';
import type { Store } from '../../src/queue/store.ts';
import { LockLost } from '../../src/queue/workers.ts';
import type { Verdict } from '../../src/reconcile/verdict.ts';
import { memoryClaims } from './memory-claims.ts';
import { gate, newWorkspaceId, openRig, untilIdle, WAIT } from './rig.ts';
import { delivery, quiet } from './rig-parts.ts';

const done: Verdict = { kind: 'done', next: null };

export type Subject = {
  /** The address of a store that answers. Tests keep apart by workspace id. */
  url: () => string;
  followsClock: boolean;
  /** Takes the locks of all running reconciles away, as a process that overslept would find them. */
  breakLocks: (store: Store) => Promise<void>;
};

export function storeSuite({ url, followsClock, breakLocks }: Subject): void {
  describe('reconciles', () => {
    it('turns a burst into at most two runs, never two at once', async () => {
      const rig = await openRig(url());
      const first = gate();
      let runs = 0;
      let atOnce = 0;
      let mostAtOnce = 0;
      await rig.work({
        async reconcile() {
          runs += 1;
          mostAtOnce = Math.max(mostAtOnce, ++atOnce);
          await first.opened;
          atOnce -= 1;
          return done;
        },
      });
      const burst = () =>
        Promise.all(Array.from({ length: 10 }, () => rig.queues.requestReconcile('card', 'live')));
      await burst();
      await vi.waitFor(() => expect(runs).toBe(1), WAIT);
      await burst();
      first.open();
      await untilIdle(rig);
      expect({ runs, mostAtOnce }).toEqual({ runs: 2, mostAtOnce: 1 });
    });

    it('keeps different cards apart: one that hangs holds back no other', async () => {
      const rig = await openRig(url());
      const hanging = gate();
      const ended: string[] = [];
      await rig.work({
        async reconcile(key) {
          if (key === 'hangs') await hanging.opened;
          ended.push(key);
          return done;
        },
      });
      await rig.queues.requestReconcile('hangs', 'live');
      await rig.queues.requestReconcile('other', 'bulk');
      await vi.waitFor(() => expect(ended).toEqual(['other']), WAIT);
      hanging.open();
      await untilIdle(rig);
      expect(ended).toEqual(['other', 'hangs']);
    });

    it('runs live requests first, and raises a card that waits as bulk', async () => {
      const rig = await openRig(url(), { debounceMs: 0 });
      const first = gate();
      const order: string[] = [];
      await rig.work(
        {
          async reconcile(key) {
            order.push(key);
            if (key === 'first') await first.opened;
            return done;
          },
        },
        { concurrency: 1 },
      );
      await rig.queues.requestReconcile('first', 'bulk');
      await vi.waitFor(() => expect(order).toEqual(['first']), WAIT);
      await rig.queues.requestReconcile('bulk', 'bulk');
      await rig.queues.requestReconcile('raised', 'bulk');
      await rig.queues.requestReconcile('live', 'live');
      await rig.queues.requestReconcile('raised', 'live');
      first.open();
      await untilIdle(rig);
      expect(order).toEqual(['first', 'live', 'raised', 'bulk']);
    });

    it('does not lower a live card when a sweep asks for it as well', async () => {
      const rig = await openRig(url(), { debounceMs: 0 });
      const first = gate();
      const order: string[] = [];
      await rig.queues.requestReconcile('first', 'live');
      await rig.work(
        {
          async reconcile(key) {
            order.push(key);
            if (key === 'first') await first.opened;
            return done;
          },
        },
        { concurrency: 1 },
      );
      await vi.waitFor(() => expect(order).toEqual(['first']), WAIT);
      await rig.queues.requestReconcile('bulk', 'bulk');
      await rig.queues.requestReconcile('live', 'live');
      await rig.queues.requestReconcile('live', 'bulk');
      first.open();
      await untilIdle(rig);
      expect(order).toEqual(['first', 'live', 'bulk']);
    });

    it('tells a run when its job was added', async () => {
      const rig = await openRig(url());
      const before = rig.clock.now();
      const seen: number[] = [];
      await rig.queues.requestReconcile('card', 'live');
      const after = rig.clock.now();
      await rig.work({
        async reconcile(_key, run) {
          seen.push(run.requestedAt);
          return done;
        },
      });
      await untilIdle(rig);
      expect(seen).toHaveLength(1);
      expect(seen[0]).toBeGreaterThanOrEqual(before - 50);
      expect(seen[0]).toBeLessThanOrEqual(after + 250);
    });
  });

  describe('verdicts', () => {
    it('"done" sets the wake-up to what is next, and removes it when nothing is', async () => {
      const rig = await openRig(url());
      const next = rig.clock.now() + 3_600_000;
      const verdicts: Verdict[] = [{ kind: 'done', next }, done];
      await rig.work({ reconcile: async () => verdicts.shift() ?? done });
      await rig.queues.requestReconcile('card', 'live');
      await untilIdle(rig);
      expect(await rig.queues.wakeUps()).toEqual(new Map([['card', next]]));
      await rig.queues.requestReconcile('card', 'live');
      await untilIdle(rig);
      expect(await rig.queues.wakeUps()).toEqual(new Map());
    });

    it('"again" for a card ends the job, and its wake-up brings it back', async () => {
      const rig = await openRig(url());
      const attempts: number[] = [];
      await rig.work({
        async reconcile(_key, { attempt }) {
          attempts.push(attempt);
          if (attempts.length > 1) return done;
          return { kind: 'again', holds: 'card', at: rig.clock.now() + 100, why: 'read lag' };
        },
      });
      await rig.queues.requestReconcile('card', 'live');
      await vi.waitFor(() => expect(attempts).toEqual([1, 1]), WAIT);
      await untilIdle(rig);
      expect(await rig.queues.failed()).toEqual([]);
    });

    it('"again" for the queue stops all cards until then, and nothing counts as failed', async () => {
      const rig = await openRig(url());
      const until = rig.clock.now() + 600;
      const runs: { key: string; attempt: number; early: boolean }[] = [];
      let isHeld = false;
      await rig.work({
        async reconcile(key, { attempt }) {
          const wasHeld = isHeld;
          isHeld = true;
          if (!wasHeld) return { kind: 'again', holds: 'queue', at: until, why: 'no requests left' };
          runs.push({ key, attempt, early: rig.clock.now() < until });
          return done;
        },
      });
      await rig.queues.requestReconcile('first', 'live');
      await vi.waitFor(() => expect(isHeld).toBe(true), WAIT);
      await rig.queues.requestReconcile('second', 'live');
      await untilIdle(rig);
      expect(runs.map(({ key }) => key).sort()).toEqual(['first', 'second']);
      expect(runs.map(({ attempt, early }) => ({ attempt, early }))).toEqual([
        { attempt: 1, early: false },
        { attempt: 1, early: false },
      ]);
      expect(await rig.queues.failed()).toEqual([]);
    });

    it('"retry" and a handler that throws run again as the next attempt', async () => {
      const rig = await openRig(url(), { backoffMs: 10 });
      const attempts: number[] = [];
      await rig.work({
        async reconcile(_key, { attempt }) {
          attempts.push(attempt);
          if (attempt === 1) return { kind: 'retry', why: 'HTTP 502' };
          if (attempt === 2) throw new Error('broken JSON');
          return done;
        },
      });
      await rig.queues.requestReconcile('card', 'live');
      await untilIdle(rig);
      expect(attempts).toEqual([1, 2, 3]);
    });

    it('a live request wakes a card that is backing off', async () => {
      const rig = await openRig(url(), { backoffMs: 600_000 });
      const attempts: number[] = [];
      await rig.work({
        async reconcile(_key, { attempt }) {
          attempts.push(attempt);
          return attempt === 1 ? { kind: 'retry', why: 'HTTP 502' } : done;
        },
      });
      await rig.queues.requestReconcile('card', 'live');
      await vi.waitFor(async () => {
        expect((await rig.queues.counts()).reconcile).toMatchObject({ delayed: 1, active: 0 });
        expect(attempts).toEqual([1]);
      }, WAIT);
      await rig.queues.requestReconcile('card', 'live');
      await untilIdle(rig);
      expect(attempts).toEqual([1, 2]);
    });

    it('"stop" sets the card aside with its reason; a retry is a new job and the old one goes', async () => {
      const rig = await openRig(url());
      const attempts: number[] = [];
      await rig.work({
        async reconcile(_key, { attempt }) {
          attempts.push(attempt);
          return attempts.length === 1 ? { kind: 'stop', why: 'the list is gone' } : done;
        },
      });
      await rig.queues.requestReconcile('card', 'live');
      await untilIdle(rig);
      const failed = await rig.queues.failed();
      expect(failed).toMatchObject([{ key: 'card', reason: 'the list is gone' }]);
      await rig.queues.retryFailed(failed[0]?.id ?? '');
      await untilIdle(rig);
      expect(attempts).toEqual([1, 1]);
      expect(await rig.queues.failed()).toEqual([]);
      await expect(rig.queues.retryFailed(failed[0]?.id ?? '')).rejects.toThrow(/No failed job has the id/);
    });

    it('a retried card still never runs twice at once', async () => {
      const rig = await openRig(url());
      const second = gate();
      let atOnce = 0;
      let mostAtOnce = 0;
      let runs = 0;
      await rig.work({
        async reconcile() {
          runs += 1;
          mostAtOnce = Math.max(mostAtOnce, ++atOnce);
          if (runs === 2) await second.opened;
          atOnce -= 1;
          return runs === 1 ? { kind: 'stop', why: 'gone' } : done;
        },
      });
      await rig.queues.requestReconcile('card', 'live');
      await untilIdle(rig);
      await rig.queues.requestReconcile('card', 'live');
      await vi.waitFor(() => expect(runs).toBe(2), WAIT);
      await rig.queues.retryFailed((await rig.queues.failed())[0]?.id ?? '');
      second.open();
      await untilIdle(rig);
      expect({ runs, mostAtOnce }).toEqual({ runs: 3, mostAtOnce: 1 });
    });

    it('a card whose attempts are used up blocks neither others nor its own later requests', async () => {
      const rig = await openRig(url(), { attempts: 2, backoffMs: 10 });
      let isBroken = true;
      const ended: string[] = [];
      await rig.work({
        async reconcile(key) {
          if (key === 'bad' && isBroken) return { kind: 'retry', why: 'HTTP 500' };
          ended.push(key);
          return done;
        },
      });
      await rig.queues.requestReconcile('bad', 'live');
      await untilIdle(rig);
      expect(await rig.queues.failed()).toMatchObject([{ key: 'bad', reason: 'HTTP 500' }]);
      isBroken = false;
      await rig.queues.requestReconcile('good', 'live');
      await rig.queues.requestReconcile('bad', 'live');
      await untilIdle(rig);
      expect(ended.sort()).toEqual(['bad', 'good']);
    });
  });

  describe('wake-ups', () => {
    it('keeps one per card: a later one replaces it, and it can be removed', async () => {
      const { queues, clock } = await openRig(url());
      const hour = 3_600_000;
      await queues.setWakeUp('a', clock.now() + hour);
      const later = clock.now() + 5 * hour;
      await queues.setWakeUp('a', later);
      await queues.setWakeUp('b', later);
      expect(await queues.wakeUps()).toEqual(new Map(Object.entries({ a: later, b: later })));
      await queues.removeWakeUp('a');
      await queues.removeWakeUp('never-set');
      expect(await queues.wakeUps()).toEqual(new Map([['b', later]]));
      await queues.setWakeUp('a', later);
      expect((await queues.wakeUps()).size).toBe(2);
    });

    it('asks for a reconcile when its time comes, and at once when it is over already', async () => {
      const rig = await openRig(url());
      const ran: string[] = [];
      await rig.work({
        async reconcile(key) {
          ran.push(key);
          return done;
        },
      });
      await rig.queues.setWakeUp('soon', rig.clock.now() + 120);
      await rig.queues.setWakeUp('overdue', rig.clock.now() - 60_000);
      await vi.waitFor(() => expect(ran.toSorted()).toEqual(['overdue', 'soon']), WAIT);
    });

    it('does not lose one that is set while the old one is firing', async () => {
      const rig = await openRig(url());
      const later = rig.clock.now() + 3_600_000;
      const fired = gate();
      const seenByWorkers: Queues = {
        ...rig.queues,
        async requestReconcile(key) {
          await rig.queues.setWakeUp(key, later);
          fired.open();
        },
      };
      await rig.work({}, {}, seenByWorkers);
      await rig.queues.setWakeUp('card', rig.clock.now() + 30);
      await fired.opened;
      await vi.waitFor(async () => {
        expect((await rig.queues.counts()).wakeUps).toMatchObject({ active: 0, delayed: 1 });
      }, WAIT);
      expect(await rig.queues.wakeUps()).toEqual(new Map([['card', later]]));
    });

    it('does not hold back a live event for the same card', async () => {
      const rig = await openRig(url());
      const ran: string[] = [];
      await rig.queues.setWakeUp('card', rig.clock.now() + 3_600_000);
      await rig.work({
        async reconcile(key) {
          ran.push(key);
          return { kind: 'done', next: rig.clock.now() + 3_600_000 };
        },
      });
      await rig.queues.requestReconcile('card', 'live');
      await untilIdle(rig);
      expect(ran).toEqual(['card']);
    });
  });

  describe('ticks', () => {
    const sweep = { name: 'sweep', cron: '0 3 * * *', zone: 'Europe/Berlin' };

    it('calls the handler, and opening again neither doubles nor moves them', async () => {
      const rig = await openRig(url());
      const ticked: string[] = [];
      await rig.work({
        async tick(name) {
          ticked.push(name);
        },
      });
      await rig.queues.keepTicks([{ name: 'beat', everyMs: 3_600_000 }, sweep]);
      await vi.waitFor(() => expect(ticked).toEqual(['beat']), WAIT);
      const again = await openQueues(rig.store, { clock: rig.clock, log: quiet });
      await again.keepTicks([{ name: 'beat', everyMs: 3_600_000 }, sweep]);
      await vi.waitFor(async () => {
        expect((await again.counts()).wakeUps).toMatchObject({ delayed: 2, waiting: 0, active: 0 });
      }, WAIT);
      await again.close();
      expect(ticked).toEqual(['beat']);
    });

    it('removes unknown ones and changes those that differ', async () => {
      const { queues } = await openRig(url());
      await queues.keepTicks([sweep, { ...sweep, name: 'digest' }]);
      await queues.keepTicks([{ ...sweep, cron: '30 4 * * *' }]);
      expect((await queues.counts()).wakeUps).toMatchObject({ delayed: 1 });
      await queues.keepTicks([]);
      expect((await queues.counts()).wakeUps).toMatchObject({ delayed: 0 });
    });

    it('survives many processes that set them at the same moment', async () => {
      const rig = await openRig(url());
      const others = await Promise.all(
        [1, 2, 3, 4].map(() => openQueues(rig.store, { clock: rig.clock, log: quiet })),
      );
      await Promise.all(others.map(queues => queues.keepTicks([sweep])));
      expect((await rig.queues.counts()).wakeUps).toMatchObject({ delayed: 1 });
      await Promise.all(others.map(queues => queues.close()));
    });

    it('refuses what could never work with a sentence', async () => {
      const { queues } = await openRig(url());
      await expect(queues.keepTicks([{ ...sweep, cron: '0 3 * *' }])).rejects.toThrow(/use five fields/);
      await expect(queues.keepTicks([{ ...sweep, zone: 'Berlin' }])).rejects.toThrow(/use an IANA name/);
      await expect(queues.keepTicks([{ name: 'beat', everyMs: 0 }])).rejects.toThrow(/above 0/);
    });
  });

  describe('deliveries', () => {
    it('reach their handler unchanged, are tried again, and stay as a log', async () => {
      const rig = await openRig(url());
      const seen: unknown[] = [];
      await rig.work({
        async delivery(given) {
          seen.push(given);
        },
      });
      await rig.queues.addDelivery(delivery(1));
      await vi.waitFor(async () => {
        expect(await rig.queues.deliveries(10)).toMatchObject([
          { state: 'completed', delivery: delivery(1) },
        ]);
      }, WAIT);
      expect(seen).toEqual([delivery(1)]);
    });

    it('are seen by their own workspace only', async () => {
      const one = await openRig(url());
      await one.queues.addDelivery(delivery(1));
      await one.close();
      const other = await openRig(url(), { workspaceId: newWorkspaceId() });
      expect(await other.queues.deliveries(10)).toEqual([]);
      expect(other.store.isEmpty).toBe(true);
    });
  });

  describe('locks', () => {
    it('tells a run whose lock is gone, and aborts its signal', async () => {
      const rig = await openRig(url());
      const told = gate();
      let held: unknown;
      let lost: unknown;
      let isAborted = false;
      await rig.work(
        {
          async reconcile(_key, { checkLock, signal, attempt }) {
            if (lost !== undefined || attempt > 1) return done;
            held = await checkLock();
            await breakLocks(rig.store);
            lost = await checkLock().catch((error: unknown) => error);
            await new Promise<void>(resolve => {
              signal.addEventListener('abort', () => resolve(), { once: true });
            });
            isAborted = signal.aborted;
            told.open();
            return done;
          },
        },
        { lockMs: 500, stalledCheckMs: 60_000 },
      );
      await rig.queues.requestReconcile('card', 'live');
      await told.opened;
      expect(held).toBeUndefined();
      expect(lost).toBeInstanceOf(LockLost);
      expect(isAborted).toBe(true);
    });
  });

  describe('closing', () => {
    it('lets work in hand end and takes no new work', async () => {
      const rig = await openRig(url());
      const begun = gate();
      const may = gate();
      const ended: string[] = [];
      const workers = await rig.work(
        {
          async reconcile(key) {
            begun.open();
            await may.opened;
            ended.push(key);
            return done;
          },
        },
        { concurrency: 1 },
      );
      await rig.queues.requestReconcile('first', 'live');
      await begun.opened;
      const closing = workers.close();
      await rig.queues.requestReconcile('second', 'live');
      may.open();
      await closing;
      expect(ended).toEqual(['first']);
    });

    it('aborts what does not end in time, and that run does not count as an attempt', async () => {
      const rig = await openRig(url());
      const begun = gate();
      const attempts: number[] = [];
      const reconcile = async (
        _key: string,
        { attempt, signal }: { attempt: number; signal: AbortSignal },
      ) => {
        attempts.push(attempt);
        if (attempts.length > 1) return done;
        begun.open();
        return new Promise<Verdict>((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(new Error('aborted')), { once: true });
        });
      };
      const workers = await rig.work({ reconcile });
      await rig.queues.requestReconcile('card', 'live');
      await begun.opened;
      await workers.close({ timeoutMs: 50 });
      await rig.work({ reconcile });
      await untilIdle(rig);
      expect(attempts).toEqual([1, 1]);
    });
  });

  describe('the memory', () => {
    memoryClaims(
      async () => {
        const { store, clock } = await openRig(url());
        return { memory: store.memory, advance: ms => clock.advance(ms) };
      },
      { followsClock },
    );

    it('survives closing, and a store that has one is not empty', async () => {
      const workspaceId = newWorkspaceId();
      const before = await openRig(url(), { workspaceId });
      expect(before.store.isEmpty).toBe(true);
      await before.store.memory.write('kept', '1', 60_000);
      await before.close();
      const after = await openRig(url(), { workspaceId });
      expect(after.store.isEmpty).toBe(false);
      expect(await after.store.memory.read('kept')).toBe('1');
    });
  });
}
