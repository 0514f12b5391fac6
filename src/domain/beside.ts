// Which other customer results a change of one concerns: rules that look across cards may see them otherwise by now.
import { viewOf } from './board-view.ts';
import { customerResultOf } from './customer-result.ts';
import type { Board, Card, Hint, Observation } from './observation.ts';
import { isAtWork } from './phase.ts';
import type { Playbook } from './playbook.ts';

/** Rules that count what people do elsewhere. */
const BY_PEOPLE = ['supporter-load', 'member-load'] as const;

/** The other cards that rules may see otherwise after what `hints` told of this one. */
export function cardsBesideHints(
  { board, card, supportersBefore }: Pick<Observation, 'board' | 'card' | 'supportersBefore'>,
  hints: readonly Hint[],
  playbook: Playbook,
): string[] {
  if (!hints.some(({ change }) => change.kind !== 'item' && change.kind !== 'comment')) return [];
  const left = hints.flatMap(({ change }) => (change.kind === 'left' ? [change.person.id] : []));
  return cardsBeside(card, [...left, ...(supportersBefore ?? []).map(({ id }) => id)], board, playbook);
}

/**
 * The ids of the other cards to look at again after `card` has changed, also to its end. `people` are those who were on
 * it until just now; whoever is on it is known. Empty where no rule of the playbook looks across cards.
 */
export function cardsBeside(
  card: Card,
  people: readonly number[],
  board: Board,
  playbook: Playbook,
): string[] {
  const view = viewOf(board, playbook);
  const found = new Set<string>();
  if (BY_PEOPLE.some(rule => playbook.rules[rule])) {
    const concerned = new Set([
      ...people,
      ...customerResultOf(card, board, playbook.phases).assigned.map(({ id }) => id),
      ...card.supporters.map(({ id }) => id),
    ]);
    const isConcerned = ({ id }: { id: number }) => concerned.has(id);
    for (const other of board.cards) {
      const subject = customerResultOf(other, board, playbook.phases);
      if (!isAtWork(subject.phase) && subject.phase !== 'forming') continue;
      if (subject.assigned.some(isConcerned) || other.supporters.some(isConcerned)) found.add(other.id);
    }
  }
  if (playbook.rules['priority-order']) for (const subject of view.forming) found.add(subject.card.id);
  found.delete(card.id);
  return [...found];
}
