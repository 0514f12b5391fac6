// The whole read: cards, lists, work items and people are all read anew. What it lacks is asked for before it counts as
// deleted, and what changed while its pages were read is not lost.
import { yieldToEventLoop } from '../../base/yield-to-event-loop.ts';
import { indexItems } from '../../domain/board-index.ts';
import type { Instant } from '../../domain/day.ts';
import type { Board, Card, WorkItem } from '../../domain/observation.ts';
import type { ClickUp, WholeReads } from '../ports.ts';
import type { CacheState } from './cache-state.ts';
import type { CachedBoard } from './cached-board.ts';
import { findMissing } from './find-missing.ts';
import { collectUnreadable, KINDS, readOfAll } from './kinds-read.ts';
import { changedSupporters, earlierBy, laterOf, latestChange, merge, mergeItems } from './merge-reads.ts';

/** `wholeReads` reads everything; `clickUp` is asked for what that lacks. */
type BoardReads = { clickUp: ClickUp; wholeReads: WholeReads };

/** Reads everything into the cache; rejects, and leaves what is held as it was, where any of it can't be had. */
export function readWhole(reads: BoardReads, state: CacheState, startedAt: Instant): Promise<CachedBoard> {
  return state.duringWholeRead(async () => {
    const { read, shown } = await readEverything(reads, state, startedAt);
    // Each of these looks at the whole board.
    await yieldToEventLoop();
    await addMissing(reads, state, read, startedAt);
    await yieldToEventLoop();
    indexItems(read.items);
    await yieldToEventLoop();
    const board = state.withOwnWrites(read, startedAt);
    const { held, meanwhile } = state;
    if (held && state.listsAt > startedAt) board.lists = held.board.lists;
    board.cards = merge(board.cards, meanwhile.cards);
    board.items = mergeItems(board.items, meanwhile.items);
    // The first page knows nothing of what changed while the last one was read; deltas saw what they saw.
    const tookMs = state.clock.now() - startedAt;
    const upTo = (read: Card[] | WorkItem[], seen: Instant | null = null): Instant | null =>
      laterOf(earlierBy(latestChange(null, read), tookMs), seen);
    return state.hold({
      readAt: Math.max(startedAt, held?.readAt ?? 0),
      cardsAt: Math.max(startedAt, held?.cardsAt ?? 0),
      fullAt: startedAt,
      staffAt: startedAt,
      seenUpTo: {
        cards: upTo(shown.cards, held?.seenUpTo.cards),
        items: upTo(shown.items, held?.seenUpTo.items),
      },
      board: state.tombstones.without(board, startedAt),
      supportersBefore: held ? changedSupporters(held, board.cards) : {},
    });
  });
}

/** The board as it reads now, with last readable forms; and what the pages themselves have shown. */
async function readEverything(
  { wholeReads }: BoardReads,
  state: CacheState,
  startedAt: Instant,
): Promise<{ read: Board; shown: { cards: Card[]; items: WorkItem[] } }> {
  const { unreadable, setAside } = collectUnreadable();
  const [shownCards, lists, items, staff] = await Promise.all([
    wholeReads.readCards(null, setAside),
    wholeReads.readLists(setAside),
    wholeReads.readItems(null, setAside),
    wholeReads.readStaff(setAside),
  ]);
  await state.tombstones.catchUp();
  const cards = state.withFormerFields(shownCards);
  const { people, groups } = staff;
  const read = state.keepLastForms({ cards, lists, items, people, groups }, [
    readOfAll(KINDS.everything, unreadable),
  ]);
  const missing = state.missingAfter(read.people, staff, { startedAt, unreadable });
  return { read: { ...read, missing }, shown: { cards, items } };
}

/** Adds what was held before and is there all the same. */
async function addMissing(
  reads: BoardReads,
  state: CacheState,
  read: Board,
  startedAt: Instant,
): Promise<void> {
  const { held, ownWrites, tombstones } = state;
  if (!held) return;
  const before = tombstones.without(held.board, held.fullAt);
  const found = await findMissing(reads, read, before, id => ownWrites.hasShownSince(id, startedAt));
  read.cards = merge(read.cards, state.withFormerFields(found.cards));
  read.items = mergeItems(read.items, found.items);
}
