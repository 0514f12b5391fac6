// What was said on a card, read beside the card and not after it where a change may have to be undone: whoever did what is
// not allowed waits for one answer of ClickUp less.
import { cardIn } from '../../domain/board-index.ts';
import type { Card, ReportedChange } from '../../domain/observation.ts';
import { decide } from '../../domain/plan.ts';
import { isTakingBack } from '../../domain/to-be-done.ts';
import { asRemembered } from '../as-remembered.ts';
import type { CardMemory } from '../memory/card-memory.ts';
import type { ObserveDeps } from '../observe-deps.ts';
import type { Thread } from '../ports.ts';

/** Begins to read it, if what the deliveries say is going to be taken back; null otherwise. */
export function readCommentsAhead(
  deps: ObserveDeps,
  cardId: string,
  known: CardMemory,
): Promise<Thread> | null {
  const mayUndo = known.reportedChanges.some(({ change }) =>
    ['joined', 'moved', 'supporter'].includes(change.kind),
  );
  const card = cardIn(deps.cache.present()?.board.cards ?? [], cardId);
  if (!mayUndo || !card) return null;
  // Where nothing is remembered they are read anyway.
  if (known.comments !== null && !isLikelyTakenBack(deps, card, known)) return null;
  const reading = deps.clickUp.readComments(cardId);
  // Whoever awaits it learns of a failure; until then it must not count as unhandled.
  reading.catch(() => undefined);
  return reading;
}

/** Whether the rules are going to take it back, as far as the last read of the board and the memory tell. */
function isLikelyTakenBack(deps: ObserveDeps, before: Card, known: CardMemory): boolean {
  const { playbook, calendar } = deps.company;
  const { reportedChanges } = known;
  const card = reportedChanges.toSorted((one, other) => one.at - other.at).reduce(withChange, before);
  const remembered = asRemembered(deps, { board: deps.cache.board(), card, known });
  const observation = { ...remembered, reportedChanges, hearsWebhooks: true };
  return isTakingBack(decide(observation, playbook, calendar(observation.at)), playbook);
}

/** The card after a change. Of a change of the supporter a delivery does not tell which. */
function withChange(card: Card, { change, at }: ReportedChange): Card {
  const updatedAt = Math.max(card.updatedAt, at);
  if (change.kind === 'moved') return { ...card, updatedAt, status: change.to };
  if (change.kind !== 'joined' && change.kind !== 'left') return card;
  const others = card.assignees.filter(({ id }) => id !== change.person.id);
  return { ...card, updatedAt, assignees: change.kind === 'left' ? others : [...others, change.person] };
}
