// A read of everything may still show what was deleted a moment before it began.
import { expect, it } from 'vitest';
import type { Board } from '../../../src/domain/observation.ts';
import { inProcessMemory } from '../../../src/queue/in-process-memory.ts';
import { createTombstones } from '../../../src/reconcile/cache/tombstones.ts';

it('does not bring back what was deleted shortly before a read of everything began, and does so after the overlap', async () => {
  const overlapMs = 60_000;
  const gone = createTombstones(inProcessMemory({ now: () => 0 }), overlapMs);
  const list = { id: '901', name: 'Orders arrive whole', cardId: '86a1', isFinished: false };
  const board = { cards: [], lists: [list], items: [], people: [], groups: [] } as unknown as Board;
  await gone.note(list.id, 1_000);
  expect(gone.without(board, 1_000 + overlapMs).lists).toEqual([]);
  expect(gone.without(board, 1_001 + overlapMs).lists).toEqual([list]);
});
