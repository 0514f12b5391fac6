// Work of one person goes to whoever has the least of it: over any board, and however often somebody else writes.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { handOnIndex, holdingsOf, type ItemReplacement } from '../../../src/domain/board-index.ts';
import { holdingsIn } from '../../../src/domain/holdings.ts';
import { handsOn } from '../../../src/domain/mirror/fair-hands.ts';
import type { TeamList, WorkItem } from '../../../src/domain/observation.ts';

const PEOPLE = [1, 2, 3, 4];
const LISTS: TeamList[] = ['a', 'b', 'c'].map(id => ({ id, name: id, cardId: id, isFinished: id === 'c' }));

function itemOf(facts: Partial<WorkItem> & { id: string }): WorkItem {
  return {
    listId: 'a',
    parentId: null,
    name: 'Task',
    url: '',
    template: 'task',
    tags: [],
    isAbout: false,
    record: null,
    isClosed: false,
    dueOn: null,
    assignees: [],
    createdAt: 0,
    updatedAt: 0,
    ...facts,
  };
}

const Item = fc.record({
  listId: fc.constantFrom('a', 'b', 'c'),
  template: fc.constantFrom('task', 'other', null),
  isClosed: fc.boolean(),
  assignees: fc.uniqueArray(fc.constantFrom(...PEOPLE), { maxLength: 2 }),
  createdAt: fc.nat(1000),
});
const Items = fc
  .array(Item, { maxLength: 40 })
  .map(all => all.map((facts, index) => itemOf({ id: `i${index}`, ...facts })));

/** How many open managed items somebody has where it still matters, by a look at everything. */
const openOf = (items: readonly WorkItem[], person: number): number =>
  items.filter(
    ({ template, isClosed, listId, assignees }) =>
      template !== null && !isClosed && listId !== 'c' && assignees.includes(person),
  ).length;

describe('work of one person', () => {
  it('goes to nobody who has more open work than another who could have it', () => {
    fc.assert(
      fc.property(Items, fc.shuffledSubarray(PEOPLE, { minLength: 1 }), (items, team) => {
        const choice = handsOn({ items, lists: LISTS }).choose(team);
        const least = Math.min(...team.map(person => openOf(items, person)));
        expect(openOf(items, choice?.person ?? -1)).toBe(least);
      }),
    );
  });

  it('of one plan is shared out: nobody gets a second task before all have as much', () => {
    fc.assert(
      fc.property(Items, fc.integer({ min: 1, max: 20 }), (items, tasks) => {
        const hands = handsOn({ items, lists: LISTS });
        const loads = new Map(PEOPLE.map(person => [person, openOf(items, person)]));
        for (let task = 0; task < tasks; task++) {
          const { person = -1 } = hands.choose(PEOPLE) ?? {};
          expect(loads.get(person)).toBe(Math.min(...loads.values()));
          loads.set(person, (loads.get(person) ?? 0) + 1);
          hands.give([person]);
        }
      }),
    );
  });

  it('goes, of those with as little, to whoever was given work the longest ago, never before ever, then the first', () => {
    const items = [
      itemOf({ id: 'i1', assignees: [1], createdAt: 20, isClosed: true }),
      itemOf({ id: 'i2', assignees: [2], createdAt: 10, isClosed: true }),
      // What a whole team has was given to nobody alone.
      itemOf({ id: 'i3', assignees: [3, 4], createdAt: 30, isClosed: true }),
    ];
    const hands = handsOn({ items, lists: LISTS });
    expect(hands.choose([1, 2])).toEqual({ person: 2, by: 'longest ago', open: 0 });
    expect(hands.choose([1, 2, 4, 3])).toMatchObject({ person: 4, by: 'longest ago' });
    expect(hands.choose([4, 3])).toEqual({ person: 4, by: null, open: 0 });
    expect(hands.choose([])).toBeNull();
  });

  it('takes turns where it comes again, whoever has less to do otherwise', () => {
    const items = [itemOf({ id: 'i1', assignees: [1] }), itemOf({ id: 'i2', assignees: [1] })];
    const hands = handsOn({ items, lists: LISTS });
    const hadAt = (person: number) => ({ 1: 1, 2: 2, 3: 3 })[person] ?? 0;
    expect(hands.choose([3, 2, 1], hadAt)).toEqual({ person: 1, by: 'turn', open: 2 });
    expect(hands.choose([3, 2, 1, 4], hadAt)?.person).toBe(4);
  });
});

it('who has what is handed on as a new look at everything would find it', () => {
  const Write = fc.record({ place: fc.nat(), after: Item, isNew: fc.boolean(), isAsked: fc.boolean() });
  fc.assert(
    fc.property(Items, fc.array(Write, { maxLength: 12 }), (start, writes) => {
      let items = start;
      holdingsOf(items);
      for (const { place, after, isNew, isAsked } of writes) {
        const before = isNew ? null : (items[place % Math.max(1, items.length)] ?? null);
        const id = before?.id ?? `new-${items.length}`;
        // An item stays in its list.
        const next = itemOf({ id, ...after, ...(before ? { listId: before.listId } : {}) });
        const changes: ItemReplacement[] = [{ before, after: next }];
        const written = before ? items.map(one => (one === before ? next : one)) : [...items, next];
        handOnIndex(items, written, changes);
        items = written;
        if (!isAsked) continue;
        const fresh = holdingsIn(items);
        for (const person of PEOPLE) {
          const shares = (of: typeof fresh) => Object.fromEntries(of.get(person) ?? []);
          expect(shares(holdingsOf(items))).toEqual(shares(fresh));
        }
      }
    }),
  );
});
