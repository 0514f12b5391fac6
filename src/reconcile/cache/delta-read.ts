// The delta read: what changed since what was seen last, with an overlap. Deltas show nothing old of a list that is new to
// the cache, so that is read besides.
import type { Instant } from '../../domain/day.ts';
import type { Board, Card, TeamList, WorkItem } from '../../domain/observation.ts';
import type { Unreadable } from '../../domain/unreadable.ts';
import type { ClickUp, Staff } from '../ports.ts';
import type { CacheState } from './cache-state.ts';
import type { CachedBoard, SeenUpTo } from './cached-board.ts';
import { type DeltaStart, deltaStart } from './delta-start.ts';
import { collectUnreadable, type DeltaPart, KINDS, readOfAll, readOfSome } from './kinds-read.ts';
import { changedSupporters, latestChange, merge, mergeItems } from './merge-reads.ts';
import { itemsOfNew } from './new-lists.ts';

const STAFF_MAX_AGE_MS = 60 * 60_000;

/** What a delta has shown; `lists` and `staff` are null where they were not read. */
type Delta = {
  cards: Card[];
  items: WorkItem[];
  lists: TeamList[] | null;
  /** Everything in the lists that are new to the cache. */
  itemsOfNewLists: WorkItem[];
  staff: Staff | null;
  unreadable: readonly Unreadable[];
};

/** Reads deltas into the cache; it remembers how far back the next one has to reach. */
export class DeltaReader {
  readonly #clickUp: ClickUp;
  readonly #state: CacheState;
  readonly #starts: { cards: DeltaStart; items: DeltaStart };

  constructor(clickUp: ClickUp, state: CacheState) {
    const { clock, overlapMs } = state;
    this.#clickUp = clickUp;
    this.#state = state;
    this.#starts = { cards: deltaStart(clock, overlapMs), items: deltaStart(clock, overlapMs) };
  }

  /** Takes in what changed since `before`; of one kind alone where deliveries tell of the rest. */
  async read(before: CachedBoard, startedAt: Instant, part: DeltaPart): Promise<CachedBoard> {
    const state = this.#state;
    const delta = await this.#readChanges(before, startedAt, part);
    const { cards, lists, staff } = delta;
    const items = [...delta.items, ...delta.itemsOfNewLists];
    await state.tombstones.catchUp();
    await state.tombstones.revoke([...cards, ...items, ...(lists ?? [])], startedAt);
    state.noteShown({ cards, items });
    const seenUpTo = this.#noteRead(before.seenUpTo, delta, startedAt, part);
    // Taken only now: what we wrote while the reads were under way is in it by now and must not be lost.
    const base = state.held ?? before;
    return state.hold({
      ...base,
      readAt: part === 'all' ? startedAt : base.readAt,
      cardsAt: part === 'items' ? base.cardsAt : Math.max(startedAt, base.cardsAt),
      staffAt: staff ? startedAt : base.staffAt,
      seenUpTo: {
        cards: part === 'items' ? base.seenUpTo.cards : seenUpTo.cards,
        items: part === 'cards' ? base.seenUpTo.items : seenUpTo.items,
      },
      supportersBefore: changedSupporters(base, cards),
      board: state.tombstones.without(this.#merged(base.board, delta, startedAt, part), base.fullAt),
    });
  }

  async #readChanges(before: CachedBoard, startedAt: Instant, part: DeltaPart): Promise<Delta> {
    const clickUp = this.#clickUp;
    const state = this.#state;
    const { seenUpTo } = before;
    const { unreadable, setAside } = collectUnreadable();
    const isStaffOld = part === 'all' && startedAt - before.staffAt > STAFF_MAX_AGE_MS;
    const [shownCards, items, staff] = await Promise.all([
      part === 'items' ? [] : clickUp.readCards(this.#starts.cards.after(seenUpTo.cards), setAside),
      part === 'cards' ? [] : clickUp.readItems(this.#starts.items.after(seenUpTo.items), setAside),
      isStaffOld ? clickUp.readStaff(setAside) : null,
    ]);
    const { lists: known } = (state.held ?? before).board;
    const isKnown = new Set(known.map(list => list.id));
    const lists = items.every(item => isKnown.has(item.listId)) ? null : await clickUp.readLists(setAside);
    if (lists) state.listsAt = startedAt;
    const itemsOfNewLists = await itemsOfNew(clickUp, lists ?? [], known, setAside);
    return { cards: state.withFormerFields(shownCards), items, lists, itemsOfNewLists, staff, unreadable };
  }

  /** Up to when changes were seen by now, noted for the next delta. */
  #noteRead(former: SeenUpTo, { cards, items }: Delta, startedAt: Instant, part: DeltaPart): SeenUpTo {
    const seenUpTo = { cards: latestChange(former.cards, cards), items: latestChange(former.items, items) };
    if (part !== 'items') this.#starts.cards.noteRead(startedAt, seenUpTo.cards);
    if (part !== 'cards') this.#starts.items.noteRead(startedAt, seenUpTo.items);
    return seenUpTo;
  }

  #merged(board: Board, delta: Delta, startedAt: Instant, part: DeltaPart): Board {
    const { cards, lists, staff, unreadable } = delta;
    const items = [...delta.items, ...delta.itemsOfNewLists];
    const merged = {
      ...board,
      ...(staff ? { people: staff.people, groups: staff.groups } : {}),
      ...(lists ? { lists: this.#state.withOwnWrites({ ...board, lists }, startedAt).lists } : {}),
      cards: merge(board.cards, cards),
      items: mergeItems(board.items, items),
    };
    const read = this.#state.keepLastForms(merged, [
      readOfSome(KINDS[part], [...cards, ...items], unreadable),
      readOfAll([...(staff ? KINDS.staff : []), ...(lists ? KINDS.lists : [])], []),
    ]);
    if (!staff) return read;
    return { ...read, missing: this.#state.missingAfter(read.people, staff, { startedAt, unreadable }) };
  }
}
