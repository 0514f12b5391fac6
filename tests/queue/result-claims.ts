// What every store makes of each result.
import { describe, expect, it, vi } from 'vitest';
import type { ReconcileResult } from '../../src/reconcile/result.ts';
import { gate, openRig, untilIdle, WAIT } from '../support/queue-rig.ts';

const done: ReconcileResult = { kind: 'done', next: null };
/** A server's clock and ours may differ by so much on one machine; a request that comes early is held back by the budget. */
const CLOCKS_APART_MS = 50;

import type { Subject } from './subject.ts';

export function resultClaims({ url }: Subject): void {
  describe('results', () => {
    it('"done" sets the wake-up to what is next, and removes it when nothing is', async () => {
      const rig = await openRig(url());
      const next = rig.clock.now() + 3_600_000;
      const results: ReconcileResult[] = [{ kind: 'done', next }, done];
      await rig.work({ reconcile: async () => results.shift() ?? done });
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
          return { kind: 'requeueAfter', holds: 'card', at: rig.clock.now() + 100, why: 'read lag' };
        },
      });
      await rig.queues.requestReconcile('card', 'live');
      // At least once: a busy machine may run it again, but never as a failed attempt.
      await vi.waitFor(() => expect(attempts.length).toBeGreaterThan(1), WAIT);
      await untilIdle(rig);
      expect(new Set(attempts)).toEqual(new Set([1]));
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
          if (!wasHeld) return { kind: 'requeueAfter', holds: 'queue', at: until, why: 'no requests left' };
          runs.push({ key, attempt, early: rig.clock.now() < until - CLOCKS_APART_MS });
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
        // In this order: before its first attempt it is delayed as well.
        expect(attempts).toEqual([1]);
        expect((await rig.queues.counts()).reconcile).toMatchObject({ delayed: 1, active: 0 });
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
          return attempts.length === 1 ? { kind: 'terminal', why: 'the list is gone' } : done;
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
          return runs === 1 ? { kind: 'terminal', why: 'gone' } : done;
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
}
