// Which cards are looked after, and in which order.
import { inBoardOrder } from '../domain/board-order.ts';
import type { Instant } from '../domain/day.ts';
import type { Card } from '../domain/observation.ts';
import type { Playbook } from '../domain/playbook/playbook.ts';
import type { BoardCache } from './cache/board-cache.ts';
import { managedCards } from './observe.ts';

/** The cards that are looked after, as they were read last, the most important first. */
export function cardsInOrder(cache: BoardCache, playbook: Playbook, now: Instant): Card[] {
  const present = cache.present();
  if (!present) return [];
  const cards = managedCards(present.board, playbook, now);
  return inBoardOrder(cards.map(card => ({ card }))).map(({ card }) => card);
}
