// Merging work items into a board hands on what was worked out of it; what is handed on must be what a new look finds.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boardOf } from '../../../bench/inside/board.ts';
import { ChunkedArray, differences, isChunked } from '../../../src/base/chunked-array.ts';
import { aboutItems, itemsOfList, placeOfItem } from '../../../src/domain/board-index.ts';
import { listOwners } from '../../../src/domain/mirror/list-owners.ts';
import type { TeamRecord } from '../../../src/domain/mirror/record.ts';
import type { Board, TeamList, WorkItem } from '../../../src/domain/observation.ts';
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

/** The same of a copy, with nothing to go on from. */
function seenAnew(board: Board) {
  listOwners({ lists: [], items: [] });
  return seen(structuredClone({ ...board, items: [...board.items] }));
}

const Change = fc.record({
  /** Which item, or a new one beyond the last. */
  at: fc.nat(45),
  list: fc.option(fc.nat(3), { nil: undefined }),
  isAbout: fc.option(fc.boolean(), { nil: undefined }),
  owner: fc.option(fc.nat(3), { nil: undefined }),
  later: fc.integer({ min: -2, max: 5 }),
  /** The card for which a list is made, and that another list is described to be of. */
  newListOf: fc.option(fc.nat(3), { nil: undefined }),
  describedAs: fc.option(fc.tuple(fc.nat(8), fc.nat(3)), { nil: undefined }),
});

type ChangeOf = typeof Change extends fc.Arbitrary<infer T> ? T : never;

describe('Merging work items', () => {
  it('hands on what a new look would find, whatever has changed, chunked or not', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(Change, { maxLength: 4 }), { maxLength: 6 }),
        fc.boolean(),
        (rounds, isChunked) => {
          const board = structuredClone(boardOf(4));
          if (isChunked) board.items = ChunkedArray.of(board.items);
          seen(board);
          const forms = [board.items];
          for (const round of rounds) {
            const read = round.map(change => changed(board, change));
            // Another reconcile may go on from what this one goes on from.
            forms.push(mergeItems(board.items, read.slice(1)));
            const merged = merge([...board.items], read);
            board.items = mergeItems(board.items, read);
            forms.push(board.items);
            expect([...board.items]).toEqual(merged);
            expect(board.items instanceof ChunkedArray).toBe(isChunked);
            for (const change of round) board.lists = listsWith(board, change);
            const found = seen(board);
            expect(found).toEqual(seenAnew(board));
            // The next round goes on from this board, and not from the copy.
            seen({ ...board, lists: [...board.lists] });
          }
          const ids = new Set(forms.flatMap(items => items.map(({ id }) => id)));
          for (const items of forms)
            for (const id of ids)
              expect(placeOfItem(items, id)).toBe([...items].findIndex(item => item.id === id));
        },
      ),
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

  it('lets a list go whose page was moved to another one', () => {
    const board = structuredClone(boardOf(2));
    const [one, other] = board.lists;
    const [item] = board.items;
    if (!one || !other || !item) throw new Error('The board has too little.');
    board.lists = [
      { ...one, cardId: null },
      { ...other, cardId: null },
    ];
    const page = changed(board, { at: 0, list: 0, isAbout: true, owner: 0, later: 1 });
    board.items = mergeItems(board.items, [page]);
    expect(listOwners(board).cardOf(one.id)).toBe(board.cards[0]?.id);
    const items = mergeItems(board.items, [{ ...page, listId: other.id, updatedAt: page.updatedAt + 1 }]);
    const owners = listOwners({ items, lists: [...board.lists] });
    expect([owners.cardOf(one.id), owners.cardOf(other.id)]).toEqual([null, board.cards[0]?.id]);
  });

  it('copies of a large board no more than the chunk in which something changed', () => {
    const former = mergeItems(boardOf(200).items, [changed(boardOf(200), { at: 0, later: 1 })]);
    const board = { ...boardOf(200), items: former };
    const item = changed(board, { at: 1_200, later: 1 });
    const items = mergeItems(former, [item]);
    if (!isChunked(former) || !isChunked(items)) throw new Error('A large board is not chunked.');
    expect([...differences(former, items)]).toEqual([[former.at(1_200), item]]);
    expect([0, 512, 1_024].map(place => items.sharesChunkAt(place, former))).toEqual([true, true, false]);
  });

  it('leaves an array as it is where nothing is newer', () => {
    const items = [...boardOf(2).items];
    const [first] = items;
    if (!first) throw new Error('The board has no work item.');
    expect(merge(items, [structuredClone(first), { ...first, updatedAt: first.updatedAt - 1 }])).toBe(items);
  });
});

function changed(
  { items, lists, cards }: Board,
  change: Partial<ChangeOf> & Pick<ChangeOf, 'at' | 'later'>,
): WorkItem {
  const { at, list, isAbout, owner, later } = change;
  const former = items.at(at) ?? { ...(items.at(0) as WorkItem), id: `new-${at}`, record: null };
  const card = owner === undefined ? undefined : cards[owner]?.id;
  const record: TeamRecord | null = card
    ? { version: 1, sequence: 0, card, metOn: '2027-01-04', entered: {}, templates: {} }
    : null;
  return {
    ...former,
    updatedAt: former.updatedAt + later,
    listId: list === undefined ? former.listId : (lists[list]?.id ?? former.listId),
    isAbout: isAbout ?? former.isAbout,
    record:
      record && owner !== undefined ? { ...record, card: cards[owner]?.id ?? record.card } : former.record,
  };
}

function listsWith({ lists, cards }: Board, { newListOf, describedAs }: ChangeOf): TeamList[] {
  const [first] = lists;
  if (!first) throw new Error('The board has no list.');
  const cardId = (place: number) => cards[place]?.id ?? null;
  const made =
    newListOf === undefined ? [] : [{ ...first, id: `list-${lists.length}`, cardId: cardId(newListOf) }];
  const described = lists.map((one, place) =>
    place === describedAs?.[0] ? { ...one, cardId: cardId(describedAs[1]) } : one,
  );
  return [...described, ...made];
}
