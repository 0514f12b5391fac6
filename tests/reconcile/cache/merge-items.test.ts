// Merging work items into a board hands on what was worked out of it; what is handed on must be what a new look finds.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boardOf } from '../../../bench/inside/board.ts';
import { aboutItems, itemsOfList, placeOfItem } from '../../../src/domain/board-index.ts';
import { listOwners } from '../../../src/domain/mirror/list-owners.ts';
import type { Board, WorkItem } from '../../../src/domain/observation.ts';
import { merge, mergeItems } from '../../../src/reconcile/cache/merge-reads.ts';

/** What is asked of the work items of a board. */
function seen(board: Board) {
  const owners = listOwners(board);
  return {
    inLists: board.lists.map(({ id }) => itemsOfList(board.items, id)),
    abouts: aboutItems(board.items),
    owners: board.cards.map(({ id }) => [owners.of(id, null), owners.contestedBy(id)]),
  };
}

const Change = fc.record({
  /** Which item, or a new one beyond the last. */
  at: fc.nat(45),
  list: fc.option(fc.nat(3), { nil: undefined }),
  isAbout: fc.option(fc.boolean(), { nil: undefined }),
  owner: fc.option(fc.nat(3), { nil: undefined }),
  later: fc.integer({ min: -2, max: 5 }),
});

type ChangeOf = typeof Change extends fc.Arbitrary<infer T> ? T : never;

describe('Merging work items', () => {
  it('hands on what a new look would find, whatever has changed', () => {
    fc.assert(
      fc.property(fc.array(fc.array(Change, { maxLength: 4 }), { maxLength: 6 }), rounds => {
        const board = structuredClone(boardOf(4));
        seen(board);
        const forms = [board.items];
        for (const round of rounds) {
          const read = round.map(change => changed(board, change));
          // Another reconcile may go on from what this one goes on from.
          forms.push(mergeItems(board.items, read.slice(1)));
          const merged = merge([...board.items], read);
          board.items = mergeItems(board.items, read);
          forms.push(board.items);
          expect(board.items).toEqual(merged);
          expect(seen(board)).toEqual(seen({ ...board, items: [...board.items], lists: [...board.lists] }));
        }
        const ids = new Set(forms.flat().map(({ id }) => id));
        for (const items of forms)
          for (const id of ids) expect(placeOfItem(items, id)).toBe(items.findIndex(item => item.id === id));
      }),
      { numRuns: 300 },
    );
  });

  it('keeps what was found of the lists where no page of one has changed', () => {
    const board = structuredClone(boardOf(4));
    const owners = listOwners(board);
    const item = board.items.find(({ isAbout }) => !isAbout);
    if (!item) throw new Error('The board has no work item.');
    const renamed = { ...item, name: 'Renamed', updatedAt: item.updatedAt + 1 };
    const items = mergeItems(board.items, [renamed]);
    expect(itemsOfList(items, item.listId)).toContain(renamed);
    expect(listOwners({ ...board, items })).toBe(owners);
  });

  it('leaves an array as it is where nothing is newer', () => {
    const { items } = boardOf(2);
    const [first] = items;
    if (!first) throw new Error('The board has no work item.');
    expect(merge(items, [structuredClone(first), { ...first, updatedAt: first.updatedAt - 1 }])).toBe(items);
  });
});

function changed({ items, lists, cards }: Board, change: ChangeOf): WorkItem {
  const { at, list, isAbout, owner, later } = change;
  const former = items[at] ?? { ...(items[0] as WorkItem), id: `new-${at}`, record: null };
  const record = former.record !== null && former.record !== 'unreadable' ? former.record : null;
  return {
    ...former,
    updatedAt: former.updatedAt + later,
    listId: list === undefined ? former.listId : (lists[list]?.id ?? former.listId),
    isAbout: isAbout ?? former.isAbout,
    record:
      record && owner !== undefined ? { ...record, card: cards[owner]?.id ?? record.card } : former.record,
  };
}
