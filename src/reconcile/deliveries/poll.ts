// Polling, where no deliveries come: reads what changed, and which cards that concerns.

import type { Clock } from '../../base/clock.ts';
import { affectedCards } from '../../domain/findings/affected-cards.ts';
import { changeOf, outlineOf } from '../../domain/findings/card-outline.ts';
import { listOwners } from '../../domain/mirror/list-owners.ts';
import type { Board } from '../../domain/observation.ts';
import type { Playbook } from '../../domain/playbook/playbook.ts';
import { isSameThing } from '../../domain/unreadable.ts';
import type { BoardCache } from '../cache/board-cache.ts';
import type { Hears } from '../webhook-port.ts';

/** The cards that changed since the last poll or sweep, and others that this concerns. */
export type Polled = { changed: string[]; affected: string[] };

export type Polling = {
  /** Whether there was a sweep, with which the first poll can be compared. */
  hasBegun(): boolean;
  /** A sweep has read everything, and this is the board that it found. */
  swept(board: Board): void;
  /** Reads what changed in the places of which no deliveries come; null where there is nothing yet to compare with. */
  poll(heard: Hears): Promise<Polled | null>;
};

/** There was no sweep yet. */
export function createPolling(deps: { cache: BoardCache; playbook: Playbook; clock: Clock }): Polling {
  const { cache, playbook, clock } = deps;
  let polled: Board | null = null;

  /** Places of which deliveries come are not read: each place has a request of its own. */
  const read = (heard: Hears, at: number) => {
    if (heard.board) return cache.freshItems(at);
    return heard.folder ? cache.freshCards(at) : cache.fresh(at);
  };

  return {
    hasBegun: () => polled !== null,
    swept(board) {
      polled = board;
    },
    async poll(heard) {
      // Other reads may have shown a change meanwhile: what counts is what the last poll or sweep found.
      const before = polled;
      if (before === null) return null;
      const { board } = await read(heard, clock.now());
      polled = board;
      const updatedAt = new Map([...before.cards, ...before.items].map(one => [one.id, one.updatedAt]));
      const { cardOf } = listOwners(board);
      const changed = new Set<string>();
      const [cards, items] = [heard.board ? [] : board.cards, heard.folder ? [] : board.items];
      for (const card of cards) if (updatedAt.get(card.id) !== card.updatedAt) changed.add(card.id);
      for (const item of items) {
        const cardId = cardOf(item.listId);
        if (cardId && updatedAt.get(item.id) !== item.updatedAt) changed.add(cardId);
      }
      for (const id of readableAgain(before, board)) changed.add(id);
      return { changed: [...changed], affected: affected(before, board, changed, playbook) };
    },
  };
}

/** What polling found changed may concern other cards. */
function affected(before: Board, now: Board, changed: ReadonlySet<string>, playbook: Playbook): string[] {
  const found = new Set<string>();
  for (const cardId of changed) {
    const [former, present] = [before, now].map(board => {
      const card = board.cards.find(({ id }) => id === cardId);
      return card ? outlineOf(card, board, playbook) : null;
    });
    const unreported = { reportedChanges: [], supportersBefore: null };
    const change = changeOf(former ?? null, present ?? null, unreported, playbook);
    for (const id of affectedCards(cardId, change, now, playbook)) if (!changed.has(id)) found.add(id);
  }
  return [...found];
}

/** The cards that waited for something that can be read by now. */
function readableAgain(before: Board, now: Board): string[] {
  const { unreadable = [] } = now;
  const again = (before.unreadable ?? []).filter(one => !unreadable.some(other => isSameThing(one, other)));
  return again.flatMap(({ kind, id, cardId, listId }) => {
    const owner = kind === 'card' ? id : (cardId ?? now.lists.find(list => list.id === listId)?.cardId);
    return owner ? [owner] : [];
  });
}
