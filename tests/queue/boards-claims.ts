// What every store promises to several boards that use it.
import { describe, expect, it, vi } from 'vitest';
import { newWorkspaceId, openRig, untilIdle, WAIT } from '../support/queue-rig.ts';
import { delivery } from '../support/queue-rig-parts.ts';
import type { Subject } from './subject.ts';

export function boardsClaims({ url }: Subject): void {
  describe('two boards of one workspace', () => {
    it('each get their own deliveries, reconciles, wake-ups and schedules, and those of nobody else', async () => {
      const workspaceId = newWorkspaceId();
      const seen: string[] = [];
      const open = async (boardId: string) => {
        const rig = await openRig(url(), { workspaceId, boardId });
        await rig.work({
          async delivery({ body }) {
            seen.push(`${boardId} delivery ${String(body['number'])}`);
          },
          async reconcile(key) {
            seen.push(`${boardId} look ${key}`);
            return { kind: 'done', next: null };
          },
          async schedule(name) {
            seen.push(`${boardId} schedule ${name}`);
          },
        });
        return rig;
      };
      const [one, other] = [await open('one'), await open('other')];
      for (const [number, rig] of [one, other].entries()) {
        await rig.queues.addDelivery(delivery(number));
        await rig.queues.requestReconcile(`card-${number}`, 'live');
        await rig.queues.keepSchedules([{ name: `beat-${number}`, everyMs: 3_600_000 }]);
      }
      await vi.waitFor(() => expect(seen).toHaveLength(6), WAIT);
      for (const rig of [one, other]) await untilIdle(rig);
      await one.queues.setWakeUp('card-0', one.clock.now() + 3_600_000);
      expect(await other.queues.wakeUps()).toEqual(new Map());
      expect(seen.toSorted()).toEqual([
        'one delivery 0',
        'one look card-0',
        'one schedule beat-0',
        'other delivery 1',
        'other look card-1',
        'other schedule beat-1',
      ]);
    });

    it('each have a memory of their own, and one that all share', async () => {
      const workspaceId = newWorkspaceId();
      const one = await openRig(url(), { workspaceId, boardId: 'one' });
      const other = await openRig(url(), { workspaceId, boardId: 'other' });
      await one.store.memory.write('key', 'one', 60_000);
      expect(await other.store.memory.readAll('')).toEqual(new Map());
      const key = `of-all:${workspaceId}`;
      await one.store.shared.write(key, 'ours', 60_000);
      expect(await other.store.shared.read(key)).toBe('ours');
      expect([...(await one.store.memory.readAll('')).keys()]).toEqual(['key']);
      await one.store.shared.remove([key]);
    });
  });
}
