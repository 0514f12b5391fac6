// What every store promises to those who do the work.
import { UnrecoverableError } from 'bullmq';
import { describe, expect, it, vi } from 'vitest';
import { LockLost } from '../../src/queue/workers.ts';
import { ClickUpFailure } from '../../src/reconcile/ports.ts';
import type { ReconcileResult } from '../../src/reconcile/result.ts';
import { gate, newWorkspaceId, openRig, untilIdle, WAIT } from '../support/queue-rig.ts';
import { delivery } from '../support/queue-rig-parts.ts';

const done: ReconcileResult = { kind: 'done', next: null };
const unanswered = new ClickUpFailure('unavailable', 'no answer came', { isUnanswered: true });
const limited = (until: number) => new ClickUpFailure('limited', 'no request is left', { until });

import type { Subject } from './subject.ts';

export function workClaims({ url, breakLocks }: Subject): void {
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

    it('keep what became of them, and are handled again where somebody asks for it', async () => {
      const rig = await openRig(url());
      const outcome = { kind: 'reconcile', cardId: 'card', why: null };
      const seen: unknown[] = [];
      let isBroken = true;
      await rig.work({
        async delivery(given) {
          seen.push(given.isReplay ?? false);
          if (given.event === 'broken' && isBroken) throw new UnrecoverableError('it is broken');
          return outcome;
        },
      });
      await rig.queues.addDelivery(delivery(1));
      await rig.queues.addDelivery({ ...delivery(2), event: 'broken' });
      await vi.waitFor(async () => {
        expect(await rig.queues.failedDeliveries()).toMatchObject([
          { state: 'failed', reason: 'it is broken', outcome: null },
        ]);
      }, WAIT);
      const [failed] = await rig.queues.failedDeliveries();
      isBroken = false;
      await rig.queues.replayDelivery(failed?.id ?? '');
      const done = { state: 'completed', outcome };
      await vi.waitFor(async () => {
        expect(await rig.queues.deliveries(10)).toMatchObject([done, done]);
      }, WAIT);
      expect(await rig.queues.failedDeliveries()).toEqual([]);
      const log = await rig.queues.deliveries(10);
      const first = log.find(one => one.delivery.event !== 'broken');
      await rig.queues.replayDelivery(first?.id ?? '');
      // What was done stays in the log.
      await vi.waitFor(async () => {
        expect(await rig.queues.deliveries(10)).toMatchObject([done, done, done]);
      }, WAIT);
      expect(seen).toEqual([false, false, true, true]);
      await expect(rig.queues.replayDelivery('no-such')).rejects.toThrow(RangeError);
    });

    it('wait for the budget as often as they must, which counts as no attempt', async () => {
      const rig = await openRig(url());
      let tried = 0;
      await rig.work({
        async delivery() {
          if (++tried < 10) throw limited(rig.clock.now() + 20);
        },
      });
      await rig.queues.addDelivery(delivery(1));
      await vi.waitFor(async () => {
        expect(await rig.queues.deliveries(10)).toMatchObject([{ state: 'completed' }]);
      }, WAIT);
      expect(tried).toBe(10);
    });

    it('come again for as long as ClickUp answers nothing, which counts as no attempt', async () => {
      const rig = await openRig(url(), { attempts: 2, backoffMs: 1 });
      const tried = { deliveries: 0, reconciles: 0 };
      await rig.work({
        async delivery() {
          if (++tried.deliveries < 3) throw unanswered;
        },
        async reconcile(): Promise<ReconcileResult> {
          return ++tried.reconciles < 4 ? { kind: 'retry', why: 'no answer came', isUnanswered: true } : done;
        },
      });
      await rig.queues.addDelivery(delivery(1));
      await rig.queues.requestReconcile('card', 'bulk');
      await vi.waitFor(
        async () => {
          expect(await rig.queues.deliveries(10)).toMatchObject([{ state: 'completed' }]);
          expect(tried).toEqual({ deliveries: 3, reconciles: 4 });
        },
        { ...WAIT, timeout: 60_000 },
      );
      await untilIdle(rig);
      expect(await rig.queues.failed()).toEqual([]);
    }, 90_000);

    it('are seen by their own workspace only', async () => {
      const one = await openRig(url());
      await one.queues.addDelivery(delivery(1));
      await one.close();
      const other = await openRig(url(), { workspaceId: newWorkspaceId() });
      expect(await other.queues.deliveries(10)).toEqual([]);
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
            // What was extended just now is not asked for again.
            rig.clock.advance(500);
            lost = await checkLock().catch((error: unknown) => error);
            await new Promise<void>(resolve => {
              signal.addEventListener('abort', () => resolve(), { once: true });
            });
            isAborted = signal.aborted;
            told.open();
            return done;
          },
        },
        { lockMs: 3_000, stalledCheckMs: 60_000 },
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
        return new Promise<ReconcileResult>((_resolve, reject) => {
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
}
