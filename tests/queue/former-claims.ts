// What every store promises of what the release before left in it.
import type { Redis } from 'ioredis';
import { describe, expect, it, vi } from 'vitest';
import { formerQueue } from '../../src/queue/bull.ts';
import { formerKeysOf, LAYOUT } from '../../src/queue/keys.ts';
import { redisMemory } from '../../src/queue/stores/redis-memory.ts';
import { type Sql, sqlMemory } from '../../src/queue/stores/sql-memory.ts';
import { takeOver } from '../../src/queue/take-over.ts';
import { newWorkspaceId, openRig, type Rig, WAIT } from '../support/queue-rig.ts';
import { delivery, quiet } from '../support/queue-rig-parts.ts';
import type { Subject } from './subject.ts';

/** The memory as the release before kept it: by the workspace alone. */
function formerMemory({ store, clock }: Rig, workspaceId: string) {
  const { redisPrefix, memoryOwner } = formerKeysOf({ workspaceId });
  return store.kind === 'redis'
    ? redisMemory(store.backend.producer as unknown as Redis, redisPrefix)
    : sqlMemory(store.backend.producer as unknown as Sql, memoryOwner, clock);
}

export function formerClaims({ url }: Subject): void {
  describe('what the release before left', () => {
    it('is taken over once: deliveries, looks, wake-ups and what was remembered', async () => {
      const workspaceId = newWorkspaceId();
      const rig = await openRig(url(), { workspaceId });
      const { store, queues, clock } = rig;
      const { former } = store;
      if (!former) throw new Error('this store knows no release before');
      const at = clock.now() + 3_600_000;
      const left = {
        deliveries: delivery(7),
        reconcile: { key: 'card-1', reason: 'delivery' },
        'wake-ups': { key: 'card-2', at },
      } as const;
      for (const name of ['deliveries', 'reconcile', 'wake-ups'] as const) {
        const queue = formerQueue(former, name);
        await queue.add(name, left[name], name === 'wake-ups' ? { delay: 3_600_000 } : {});
        await queue.close();
      }
      await formerMemory(rig, workspaceId).write('card:card-1:spoken', 'true', 60_000);

      await takeOver(store, queues, quiet);
      await takeOver(store, queues, quiet);
      expect(await store.memory.read('card:card-1:spoken')).toBe('true');
      expect(await queues.wakeUps()).toEqual(new Map([['card-2', at]]));
      const seen: string[] = [];
      await rig.work({
        async delivery({ body }) {
          seen.push(`delivery ${String(body['number'])}`);
        },
        async reconcile(key) {
          seen.push(`look ${key}`);
          return { kind: 'done', next: null };
        },
      });
      await vi.waitFor(() => expect(seen.toSorted()).toEqual(['delivery 7', 'look card-1']), WAIT);
    });

    it('of a later release is refused', async () => {
      const { store, queues } = await openRig(url());
      await store.memory.write('layout', String(LAYOUT + 1), 60_000);
      await expect(takeOver(store, queues, quiet)).rejects.toThrow('later release of Liaison');
    });
  });
}
