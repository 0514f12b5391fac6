// The board that another process, or an earlier life of this one, left in the store: taken over where it is the newer one.
import type { CacheState } from './cache-state.ts';
import type { CachedBoard, CacheStore } from './cache-store.ts';
import { newerThan } from './merge-reads.ts';

/** What is held, or, where nothing is, what is found in the store; null if neither has anything. */
export async function heldOrStored(state: CacheState, store: CacheStore): Promise<CachedBoard | null> {
  if (state.held) return state.held;
  const stored = await store.load();
  await state.tombstones.catchUp();
  if (state.held || !stored) return state.held;
  return state.hold({ ...stored, board: state.tombstones.without(stored.board, stored.fullAt) });
}

/** Takes over a newer board. Deltas show nothing of what this process missed: they go on from the newest one there is. */
export async function adoptNewer(state: CacheState, store: CacheStore): Promise<void> {
  const readAt = () => state.held?.readAt ?? 0;
  const stored = await store.loadNewer(readAt());
  if (!stored || stored.readAt <= readAt()) return;
  await state.tombstones.catchUp();
  const { cards, items } = state.held?.board ?? { cards: [], items: [] };
  state.noteShown({
    cards: newerThan(cards, stored.board.cards),
    items: newerThan(items, stored.board.items),
  });
  const board = state.withOwnWrites(stored.board, stored.readAt);
  state.hold({ ...stored, board: state.tombstones.without(board, stored.fullAt) });
}
