// Reads of one kind of thing by themselves, for those who can't wait for the next delta or whole read: the lists of the
// folder, and people with their groups.
import type { ClickUp } from '../ports.ts';
import type { CacheState } from './cache-state.ts';
import { collectUnreadable, KINDS, readOfAll, readOfSome } from './kinds-read.ts';
import { mergeItems } from './merge-reads.ts';
import { itemsOfNew } from './new-lists.ts';

/** Reads the lists anew into the cache, with what is in those that are new to it. */
export async function readLists(clickUp: ClickUp, state: CacheState): Promise<void> {
  const startedAt = state.clock.now();
  const { unreadable, setAside } = collectUnreadable();
  const lists = await clickUp.readLists(setAside);
  const ofItems = collectUnreadable();
  const items = await itemsOfNew(clickUp, lists, state.held?.board.lists ?? [], ofItems.setAside);
  state.noteShown({ items });
  state.listsAt = startedAt;
  await state.tombstones.revoke([...lists, ...items], startedAt);
  state.update(board => {
    const read = { ...board, lists, items: mergeItems(board.items, items) };
    const readings = [readOfAll(KINDS.lists, unreadable), readOfSome(KINDS.items, items, ofItems.unreadable)];
    return state.keepLastForms(state.withOwnWrites(read, startedAt), readings);
  });
}

/** Reads people and groups anew into the cache. */
export async function readStaff(clickUp: ClickUp, state: CacheState): Promise<void> {
  const staffAt = state.clock.now();
  const { unreadable, setAside } = collectUnreadable();
  const staff = await clickUp.readStaff(setAside);
  const { people, groups } = staff;
  state.update(board => {
    const read = state.keepLastForms({ ...board, people, groups }, [readOfAll(KINDS.staff, unreadable)]);
    return { ...read, missing: state.missingAfter(read.people, staff, { startedAt: staffAt, unreadable }) };
  });
  if (state.held) state.hold({ ...state.held, staffAt });
}
