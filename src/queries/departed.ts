// Who is on cards in work, and not among the people of the workspace any more.
import { phaseOf } from '../domain/customer-result.ts';
import type { Board } from '../domain/observation.ts';
import type { Playbook } from '../domain/playbook/playbook.ts';

/** Such people by name, each with the names of these cards; null where nobody knows the board and its people. */
export function departedIn(
  board: Pick<Board, 'cards' | 'people'> | null,
  phases: Playbook['phases'],
): { name: string; cards: string[] }[] | null {
  if (board === null || board.people.length === 0) return null;
  const there = new Set(board.people.map(({ id }) => id));
  const departed = new Map<number, { name: string; cards: Set<string> }>();
  for (const card of board.cards) {
    const phase = phaseOf(card.status, phases);
    if (phase === null || phase === 'done' || phase === 'dropped') continue;
    for (const { id, name } of [...card.assignees, ...card.supporters]) {
      if (there.has(id)) continue;
      const known = departed.get(id) ?? { name, cards: new Set() };
      known.cards.add(card.name);
      departed.set(id, known);
    }
  }
  return [...departed.values()].map(({ name, cards }) => ({ name, cards: [...cards] }));
}
