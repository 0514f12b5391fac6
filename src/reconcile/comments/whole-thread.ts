// Nothing may be said twice: where a comment that can't be read may be Liaison's own, nothing is known of what was said.
import type { Card } from '../../domain/observation.ts';
import { type ClickUp, ClickUpFailure, type Thread } from '../ports.ts';
import { unreadableFailure } from '../retry-unreadable.ts';

/** The same thread, if what Liaison said is all in it; what can't be read is named with the card. */
export function wholeThread<T extends Pick<Thread, 'unreadable' | 'isWhole'>>(thread: T, card: Card): T {
  const unreadable = thread.unreadable.map(one => ({ ...one, name: card.name, cardId: card.id }));
  const [odd] = unreadable;
  if (!thread.isWhole && odd) throw unreadableFailure(odd);
  return { ...thread, unreadable };
}

/**
 * What was said on a card, of which `reading` is on its way; null if the card is not there any more. A card whose comments
 * nobody may see waits.
 */
export async function readThread(
  clickUp: ClickUp,
  card: Card,
  reading: Promise<Thread>,
): Promise<Thread | null> {
  try {
    return wholeThread(await reading, card);
  } catch (error) {
    if (!(error instanceof ClickUpFailure) || !isOfThisAlone(error)) throw error;
    if (error.kind === 'gone' && (await clickUp.readCard(card.id)) === null) return null;
    const { id, name } = card;
    throw unreadableFailure({
      kind: 'comment',
      id: null,
      name,
      cardId: id,
      where: 'comments',
      reason: error.message,
    });
  }
}

function isOfThisAlone({ kind, thing, isOfToken }: ClickUpFailure): boolean {
  if (thing !== null || isOfToken) return false;
  return kind === 'gone' || kind === 'refused' || kind === 'invalid';
}
