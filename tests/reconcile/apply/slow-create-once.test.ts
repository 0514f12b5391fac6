// A look-up that takes longer than the read lag. Found by a randomised run: a page was made twice, since the tasks had
// been read long before the rest of the look was there.
import { expect, it } from 'vitest';
import { inProcessMemory } from '../../../src/queue/in-process-memory.ts';
import { createOnce } from '../../../src/reconcile/apply/create-once.ts';
import { recall } from '../../../src/reconcile/memory/recall.ts';
import { RequeueAfter } from '../../../src/reconcile/requeue-after.ts';

const READ_LAG_MS = 60_000;

it('proves nothing if it began too early; the next one does', async () => {
  let now = 1_000_000;
  const clock = { now: () => now };
  const memory = inProcessMemory(clock);
  await (await recall(memory, 'card')).noteMade('item:kick-off', { at: now, object: null });
  const attempt = async () =>
    createOnce(
      {
        clock,
        company: { readLagMs: READ_LAG_MS },
        firstContact: { holdUntil: async () => null },
        checkLock: async () => {},
      },
      await recall(memory, 'card'),
      {
        what: 'item:kick-off',
        make: async () => 'made',
        asObject: () => ({ commentId: 'made' }),
        lookUp: async () => {
          now += READ_LAG_MS + 1;
          return null;
        },
      },
    );
  await expect(attempt()).rejects.toBeInstanceOf(RequeueAfter);
  await expect(attempt()).resolves.toBe('made');
});
