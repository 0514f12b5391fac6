// The observation of a card without asking ClickUp: the board as it was read last, and what the memory holds.
import { peopleById } from '../domain/board-index.ts';
import type { Board, Card, Observation, Person } from '../domain/observation.ts';
import { writtenInto } from './cache/recent-creates.ts';
import type { CardMemory } from './memory/card-memory.ts';
import type { ObserveDeps } from './observe-deps.ts';
import { asKnown } from './team-list/find-list.ts';

/** The observation of a card from the board and the memory alone; asks nobody, and uses no reported changes. */
export function asRemembered(
  { clock, cache, connection }: ObserveDeps,
  { board, card, known }: { board: Board; card: Card; known: CardMemory },
): Observation {
  return {
    at: clock.now(),
    board,
    card,
    comments: known.comments?.own ?? [],
    commands: known.comments?.commands ?? [],
    lastWordAt: known.comments?.lastWordAt ?? null,
    unreadable: known.comments?.unreadable ?? [],
    reminders: known.reminders ?? [],
    reportedChanges: [],
    ...asKnown(known, board, card),
    unrecorded: writtenInto(known),
    takenListNames: [],
    hearsWebhooks: connection.hears().board,
    clockSkewMs: connection.clockSkewMs(),
    supportersBefore:
      supportersBefore(card, known, board) ?? cache.present()?.supportersBefore[card.id] ?? null,
    changedAt: known.changedAt,
    joinings: known.joinings,
    failingSince: known.failingSince,
  };
}

/** Whoever supported the card when it was last reconciled, by whatever process; null where they still do. */
function supportersBefore(card: Card, { outline }: CardMemory, { people }: Board): Person[] | null {
  if (outline === null) return null;
  const ids = new Set(outline.supporters);
  if (card.supporters.length === ids.size && card.supporters.every(({ id }) => ids.has(id))) return null;
  const byId = peopleById(people);
  return outline.supporters.map(id => byId.get(id) ?? { id, name: `user ${id}` });
}
