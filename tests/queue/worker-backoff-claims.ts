// What every store of several workers promises where one of them has no way to ClickUp.
import { describe, expect, it, vi } from 'vitest';
import type { ReconcileResult } from '../../src/reconcile/result.ts';
import { openRig, WAIT } from '../support/queue-rig.ts';
import type { Subject } from './subject.ts';

const done: ReconcileResult = { kind: 'done', next: null };

export function workerBackoffClaims({ url }: Subject): void {
  describe('a worker that ClickUp answers nothing', () => {
    it('leaves the jobs to others', async () => {
      const rig = await openRig(url(), { backoffMs: 10 });
      const seen: string[] = [];
      let inVain = 0;
      const one = { concurrency: 1 };
      await rig.work(
        {
          async reconcile() {
            inVain += 1;
            return { kind: 'retry', why: 'no answer came', isUnanswered: true };
          },
        },
        one,
      );
      const cards = Array.from({ length: 20 }, (_, index) => `card ${index}`);
      for (const card of cards) await rig.queues.requestReconcile(card, 'bulk');
      await vi.waitFor(() => expect(inVain).toBe(1), WAIT);
      await rig.work(
        {
          async reconcile(key) {
            seen.push(key);
            return done;
          },
        },
        one,
      );
      await vi.waitFor(() => expect(seen.toSorted()).toEqual(cards.toSorted()), WAIT);
      expect(inVain).toBeLessThan(5);
    });
  });
}
