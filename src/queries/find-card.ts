// From what somebody types or pastes to the card that is meant.
import { listOwners } from '../domain/mirror/list-owners.ts';
import type { Board, Card } from '../domain/observation.ts';

/** A card that a command names and the board does not have. */
export class UnknownCard extends Error {
  override readonly name = 'UnknownCard';
}

/** The card of that id or address, among those that are looked after. Throws UnknownCard, which names what is near. */
export function findCard(
  cards: readonly Card[],
  { lists, items, unreadable = [] }: Pick<Board, 'lists' | 'items' | 'unreadable'>,
  idOrUrl: string,
): Card {
  const wanted = idIn(idOrUrl);
  const found = cards.find(({ id }) => id.toLowerCase() === wanted);
  if (found) return found;
  const given = JSON.stringify(idOrUrl.trim());
  const item = items.find(({ id }) => id.toLowerCase() === wanted);
  const cardId = item && listOwners({ lists, items }).cardOf(item.listId);
  const above = cards.find(({ id }) => id === cardId);
  if (item && above) {
    throw new UnknownCard(
      `${given} is the work item “${item.name}” in the team list of “${above.name}”. Give that card: ${above.id}.`,
    );
  }
  const odd = unreadable.find(({ kind, id }) => kind === 'card' && id?.toLowerCase() === wanted);
  if (odd) {
    throw new UnknownCard(
      `The card ${given} can't be read at ${odd.where}: ${odd.reason}. Mend that in ClickUp; everything else goes on.`,
    );
  }
  throw new UnknownCard(
    `${given} is no card on the board that Liaison looks after. Give the id or the address of one of its ${cards.length} cards.`,
  );
}

/** `https://app.clickup.com/t/9001/86a1?comment=1`, `#86A1` and ` 86a1` name the same card. */
function idIn(idOrUrl: string): string {
  const text = idOrUrl.trim();
  const path = URL.canParse(text) ? new URL(text).pathname : text;
  const last = path.split(/[?#]/, 1)[0]?.split('/').findLast(Boolean) ?? '';
  return (last === '' ? text.replace(/^#/, '') : last).toLowerCase();
}
