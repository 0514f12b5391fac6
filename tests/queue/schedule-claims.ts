// What every store promises about time: wake-ups and schedules.
import { describe, expect, it, vi } from 'vitest';
import type { Queues } from '../../src/queue/queues-shape.ts';
import { ClickUpFailure } from '../../src/reconcile/ports.ts';
import type { ReconcileResult } from '../../src/reconcile/result.ts';
import { gate, openRig, untilIdle, WAIT } from '../support/queue-rig.ts';

const done: ReconcileResult = { kind: 'done', next: null };

import type { Subject } from './subject.ts';

export function scheduleClaims({ url }: Subject): void {
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

  describe('what a schedule asks for', () => {
    const sweep = { name: 'sweep', cron: '0 3 * * *', zone: 'Europe/Berlin' };

    it('calls the handler, and opening again neither doubles nor moves them', async () => {
      const rig = await openRig(url());
      const done: string[] = [];
      await rig.work({
        async schedule(name) {
          done.push(name);
        },
      });
      await rig.queues.keepSchedules([{ name: 'beat', everyMs: 3_600_000 }, sweep]);
      await vi.waitFor(() => expect(done).toEqual(['beat']), WAIT);
      const again = await rig.openQueuesAgain();
      await again.keepSchedules([{ name: 'beat', everyMs: 3_600_000 }, sweep]);
      await vi.waitFor(async () => {
        expect((await again.counts()).wakeUps).toMatchObject({ delayed: 2, waiting: 0, active: 0 });
      }, WAIT);
      await again.close();
      expect(done).toEqual(['beat']);
    });

    it('come again after the budget’s end, however often they find it empty, and the next one comes in its time', async () => {
      const rig = await openRig(url());
      let tried = 0;
      const done = gate();
      await rig.work({
        async schedule() {
          if (++tried === 6) done.open();
          else throw new ClickUpFailure('limited', 'no request is left', { until: rig.clock.now() + 20 });
        },
      });
      await rig.queues.keepSchedules([{ name: 'beat', everyMs: 3_600_000 }]);
      await done.opened;
      await vi.waitFor(async () => {
        expect((await rig.queues.counts()).wakeUps).toMatchObject({
          delayed: 1,
          waiting: 0,
          active: 0,
          failed: 0,
        });
      }, WAIT);
      expect(tried).toBe(6);
    });

    it('removes unknown ones and changes those that differ', async () => {
      const { queues } = await openRig(url());
      await queues.keepSchedules([sweep, { ...sweep, name: 'digest' }]);
      await queues.keepSchedules([{ ...sweep, cron: '30 4 * * *' }]);
      expect((await queues.counts()).wakeUps).toMatchObject({ delayed: 1 });
      await queues.keepSchedules([]);
      expect((await queues.counts()).wakeUps).toMatchObject({ delayed: 0 });
    });

    it('survives many processes that set them at the same moment', async () => {
      const rig = await openRig(url());
      const others = await Promise.all([1, 2, 3, 4].map(() => rig.openQueuesAgain()));
      const schedules = ['sweep', 'agenda', 'digest'].map(name => ({ ...sweep, name }));
      // Often, since a database that lets one of them give way does so now and then.
      for (let round = 1; round <= 12; round++) {
        await rig.queues.keepSchedules([]);
        await Promise.all(others.map(queues => queues.keepSchedules(schedules)));
        expect((await rig.queues.counts()).wakeUps).toMatchObject({ delayed: schedules.length });
      }
      await Promise.all(others.map(queues => queues.close()));
    });

    it('refuses what could never work with a sentence', async () => {
      const { queues } = await openRig(url());
      await expect(queues.keepSchedules([{ ...sweep, cron: '0 3 * *' }])).rejects.toThrow(/use five fields/);
      await expect(queues.keepSchedules([{ ...sweep, zone: 'Berlin' }])).rejects.toThrow(/use an IANA name/);
      await expect(queues.keepSchedules([{ name: 'beat', everyMs: 0 }])).rejects.toThrow(/above 0/);
    });
  });
}
