// The reserve: bulk work leaves requests for those who just changed something.
import { describe, expect, it } from 'vitest';
import { noteReportedChange } from '../../src/reconcile/memory/card-memory.ts';
import { reconcile } from '../../src/reconcile/reconcile.ts';
import { startWorld } from '../support/world.ts';

describe('With only the reserve left', () => {
  it('a sweep’s look at a card waits for the reset without asking ClickUp anything', async () => {
    const world = await startWorld();
    const card = await world.cardInProgress();
    const resetAt = world.clock.now() + 40_000;
    const budget = () => ({ limit: 100, remaining: 20, resetAt });
    const deps = { ...world.deps(), connection: { ...world.deps().connection, budget } };
    const run = { requestedAt: world.clock.now(), checkLock: async () => {} };
    expect(await reconcile(deps, card, run)).toMatchObject({
      kind: 'requeueAfter',
      at: resetAt,
      holds: 'card',
    });
  });

  it('a look at a card that somebody just changed goes on', async () => {
    const world = await startWorld();
    const card = await world.cardInProgress();
    const at = world.clock.now();
    const deps = {
      ...world.deps(),
      connection: {
        ...world.deps().connection,
        budget: () => ({ limit: 100, remaining: 20, resetAt: at + 40_000 }),
      },
    };
    await noteReportedChange(world.memory, {
      id: 'h',
      cardId: card,
      at,
      receivedAt: at,
      by: null,
      change: { kind: 'other' },
    });
    const run = { requestedAt: at, checkLock: async () => {} };
    expect(await reconcile(deps, card, run)).toMatchObject({ kind: 'done' });
  });
});
