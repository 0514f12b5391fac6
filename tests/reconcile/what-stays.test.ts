// What is known to be deleted leaves the look, and only that.
import { expect, it } from 'vitest';
import { inProcessMemory } from '../../src/queue/in-process-memory.ts';
import { createTombstones } from '../../src/reconcile/cache/tombstones.ts';
import { observationOf, playbookWith } from '../support/observed-company.ts';

const AT = Date.UTC(2027, 0, 11);
const { board } = observationOf({ earlier: { card: { status: 'in progress' } } }, playbookWith());

it('leaves every part of a look as it is of which nothing is gone, so that nothing is worked out anew', async () => {
  const gone = createTombstones(inProcessMemory({ now: () => AT }), 60_000);
  await gone.note('an item of another board', AT);
  const kept = gone.without(board, AT);
  expect([kept.cards, kept.items, kept.lists]).toEqual([board.cards, board.items, board.lists]);
  expect(kept.cards).toBe(board.cards);
  expect(kept.items).toBe(board.items);
  expect(kept.lists).toBe(board.lists);
});

it('takes what is gone out of its part alone', async () => {
  const gone = createTombstones(inProcessMemory({ now: () => AT }), 60_000);
  const [item] = board.items;
  await gone.note(item?.id ?? '', AT);
  const kept = gone.without({ ...board, items: board.items.map(one => ({ ...one, updatedAt: AT - 1 })) }, AT);
  expect(kept.items.map(({ id }) => id)).toEqual([...board.items].slice(1).map(({ id }) => id));
  expect(kept.cards).toBe(board.cards);
});
