// The board as the cache holds it and as processes share it.
import type { Instant } from '../../domain/day.ts';
import type { Board, Person } from '../../domain/observation.ts';

export type SeenUpTo = { cards: Instant | null; items: Instant | null };

/** How new a board is; `readAt` is when the newest reads began, `staffAt` when people and groups were last read. */
export type BoardAge = {
  readAt: Instant;
  /** When the newest read of the cards began, be it of them alone; never before `readAt`. */
  cardsAt: Instant;
  staffAt: Instant;
  /** The latest change that a read of all cards or items has shown; null if it showed none. Deltas go on from there. */
  seenUpTo: SeenUpTo;
};

/** The board as read; `fullAt` is when everything was last read. */
export type CachedBoard = BoardAge & {
  fullAt: Instant;
  board: Board;
  /** Per card the supporters before they last changed, where a change was seen. */
  supportersBefore: Record<string, Person[]>;
};
