// The view of a board goes on from that of the board before; what it has is what a new look finds.
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { boardOf } from '../../bench/inside/board.ts';
import { viewOf } from '../../src/domain/board-view.ts';
import type { Board, Card, Person } from '../../src/domain/observation.ts';
import { playbookWith } from '../support/observed-company.ts';

const PLAYBOOK = playbookWith();
const STATUSES = Object.values(PLAYBOOK.phases).flat();
const NEEDED = ['', ...Object.keys(PLAYBOOK.people.functions)];

const Change = fc.record({
  /** Which card, or a new one beyond the last. */
  at: fc.nat(9),
  status: fc.option(fc.constantFrom(...STATUSES), { nil: undefined }),
  priority: fc.option(fc.constantFrom(null, 1, 2), { nil: undefined }),
  orderIndex: fc.option(fc.constantFrom('1', '2.50', '70'), { nil: undefined }),
  assignees: fc.option(fc.array(fc.nat(5), { maxLength: 3 }), { nil: undefined }),
  supporters: fc.option(fc.array(fc.nat(5), { maxLength: 2 }), { nil: undefined }),
  functionsNeeded: fc.option(fc.array(fc.constantFrom(...NEEDED), { maxLength: 2 }), { nil: undefined }),
  isGone: fc.integer({ min: 0, max: 9 }).map(one => one === 0),
});
type ChangeOf = typeof Change extends fc.Arbitrary<infer T> ? T : never;

/** No two cards have the same id. */
let made = 0;

function seen(board: Board) {
  const view = viewOf(board, PLAYBOOK);
  const ids = board.cards.map(({ id }) => id);
  return {
    forming: view.forming,
    candidates: view.candidates(),
    lookingFor: NEEDED.map(name => view.lookingFor(name)),
    people: board.people.map(({ id }) => ({
      id,
      isInPool: view.isInPool(id),
      functions: view.functionsOf(id),
      flocks: view.flocksOf(id),
      onTeam: view.onTeamBeside(id, ids[0] ?? ''),
      supporting: view.supportingBeside(id, ids[1] ?? ''),
    })),
  };
}

function changed(board: Board, { at, isGone, ...change }: ChangeOf): Card[] {
  const { cards, people } = board;
  const someone = (places: number[]): Person[] => places.flatMap(place => people[place] ?? []);
  const former = cards[at] ?? { ...(cards[0] as Card), id: `new-${made++}` };
  const { assignees, supporters, ...others } = change;
  const given = Object.fromEntries(Object.entries(others).filter(([, value]) => value !== undefined));
  const card: Card = {
    ...former,
    ...given,
    ...(assignees ? { assignees: someone(assignees) } : {}),
    ...(supporters ? { supporters: someone(supporters) } : {}),
  };
  if (isGone) return cards.filter(({ id }) => id !== card.id);
  return cards[at] ? cards.map(one => (one === former ? card : one)) : [...cards, card];
}

it('has after any changes what a new look would find', () => {
  fc.assert(
    fc.property(fc.array(fc.array(Change, { maxLength: 3 }), { maxLength: 6 }), rounds => {
      const whole = structuredClone({ ...boardOf(6), items: [], lists: [] });
      const first: Board = { ...whole, people: whole.people.slice(0, 8) };
      const former = seen(first);
      let { cards } = first;
      for (const round of rounds) {
        for (const change of round) cards = changed({ ...first, cards }, change);
        const board = { ...first, cards };
        // Other people: nothing is gone on from.
        expect(seen(board)).toEqual(seen({ ...board, people: [...board.people] }));
        seen(board);
      }
      expect(seen(first)).toEqual(former);
    }),
    { numRuns: 150 },
  );
});

it('is the very same for the same cards, people and groups', () => {
  const board = { ...boardOf(6), items: [], lists: [] };
  const view = viewOf(board, PLAYBOOK);
  viewOf({ ...board, cards: board.cards.slice(1) }, PLAYBOOK);
  expect(viewOf({ ...board, items: [] }, PLAYBOOK)).toBe(view);
});
