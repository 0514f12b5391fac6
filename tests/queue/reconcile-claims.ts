// What every store promises about requests for one card.
import { describe, expect, it, vi } from 'vitest';
import type { ReconcileResult } from '../../src/reconcile/result.ts';
import { gate, openRig, untilIdle, WAIT } from '../support/queue-rig.ts';

const done: ReconcileResult = { kind: 'done', next: null };

import type { Subject } from './subject.ts';

export function reconcileClaims({ url }: Subject): void {
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

    it('leaves time to those behind a delivery that waited long', async () => {
      const rig = await openRig(url(), { debounceMs: 0 });
      const order: string[] = [];
      await rig.work({
        async reconcile(key) {
          order.push(key);
          return done;
        },
      });
      await rig.queues.requestReconcile('behind a backlog', 'live', 'delivery', 3_000);
      await rig.queues.requestReconcile('at once', 'live', 'delivery', 0);
      await rig.queues.requestReconcile('behind a backlog', 'live', 'delivery', 0);
      await untilIdle(rig);
      expect(order).toEqual(['at once', 'behind a backlog']);
    });

    it('may read before the debounce ends, and waits for its end before it decides', async () => {
      const rig = await openRig(url(), { debounceMs: 300 });
      const asked = new Map<string, number>();
      const seen: { beganBefore: boolean; afterMs: number }[] = [];
      await rig.work({
        async reconcile(key, run) {
          const beganBefore = await run.waitOutDebounce();
          seen.push({ beganBefore, afterMs: Date.now() - (asked.get(key) ?? 0) });
          return done;
        },
      });
      // A machine that is busy may take a job up when the debounce is over.
      await vi.waitFor(async () => {
        const key = `card-${asked.size}`;
        asked.set(key, Date.now());
        await rig.queues.requestReconcile(key, 'live');
        await untilIdle(rig);
        expect(seen.some(({ beganBefore }) => beganBefore)).toBe(true);
      }, WAIT);
      // Timers may come a millisecond early.
      for (const { afterMs } of seen) expect(afterMs).toBeGreaterThanOrEqual(298);
    });

    it('tells a run that outlasted the rest of its debounce that it began before its end', async () => {
      const rig = await openRig(url(), { debounceMs: 300 });
      const seen: [early: boolean, told: boolean][] = [];
      let askedAt = 0;
      await rig.work({
        async reconcile(_key, run) {
          const early = Date.now() - askedAt < 290;
          await new Promise(resolve => setTimeout(resolve, 100));
          seen.push([early, await run.waitOutDebounce()]);
          return done;
        },
      });
      await vi.waitFor(async () => {
        askedAt = Date.now();
        await rig.queues.requestReconcile(`card-${seen.length}`, 'live');
        await untilIdle(rig);
        expect(seen.some(([early]) => early)).toBe(true);
      }, WAIT);
      expect(seen.filter(([early, told]) => early && !told)).toEqual([]);
    });

    it('begins when the debounce is over where nobody waits', async () => {
      const rig = await openRig(url(), { debounceMs: 300 });
      const seen: { beganBefore: boolean; afterMs: number }[] = [];
      const askedAt = Date.now();
      await rig.work({
        async reconcile(_key, run) {
          seen.push({ beganBefore: await run.waitOutDebounce(), afterMs: Date.now() - askedAt });
          return done;
        },
      });
      await rig.queues.requestReconcile('card', 'bulk');
      await untilIdle(rig);
      expect(seen.map(({ beganBefore }) => beganBefore)).toEqual([false]);
      expect(seen[0]?.afterMs).toBeGreaterThanOrEqual(298);
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

    it('tells a run why it was asked for: the first reason of those that joined, or none', async () => {
      const rig = await openRig(url());
      const seen: string[] = [];
      await rig.queues.requestReconcile('joined', 'bulk', 'sweep');
      await rig.queues.requestReconcile('joined', 'live', 'delivery');
      await rig.queues.requestReconcile('silent', 'bulk');
      await rig.queues.setWakeUp('woken', rig.clock.now());
      await rig.work({
        async reconcile(key, { reason }) {
          seen.push(`${key}: ${reason}`);
          return done;
        },
      });
      // A wake-up that has just come due is no waiting job yet.
      await vi.waitFor(
        () => expect(seen.toSorted()).toEqual(['joined: sweep', 'silent: null', 'woken: timer']),
        WAIT,
      );
    });
  });
}
