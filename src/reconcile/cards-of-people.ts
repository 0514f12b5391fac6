// The cards on which it matters whether somebody is there.
import { customerResultOf } from '../domain/customer-result.ts';
import type { Board } from '../domain/observation.ts';
import { hasEnded } from '../domain/phase.ts';
import type { Playbook } from '../domain/playbook/playbook.ts';

/** The ids of cards that are not over, and whose team or supporter one of these people is. */
export function cardsOfPeople(board: Board, playbook: Playbook, people: readonly number[]): string[] {
  if (people.length === 0) return [];
  const meant = new Set(people);
  return board.cards.flatMap(card => {
    const { phase, members, left } = customerResultOf(card, board, playbook.phases);
    if (phase === null || hasEnded(phase)) return [];
    return [...members, ...left.members, ...card.supporters].some(({ id }) => meant.has(id)) ? [card.id] : [];
  });
}
