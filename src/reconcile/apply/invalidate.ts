// What could not be written because it was not there: the list is asked for first, and what is in it inherits the answer.
// Only what is deleted is let go of; what is out of sight stays the card's.

import type { ClickUpFailure } from '../ports.ts';
import type { ActContext } from './act-context.ts';

/** For effects of which nothing is kept that could be gone. */
export async function invalidateNothing(): Promise<void> {}

/** The card itself is gone. */
export async function invalidateCard({ deps, card }: ActContext): Promise<void> {
  deps.cache.evict(card.id);
}

/** The item, or its list; `listId` is the card's list where absent. */
export async function invalidateItem(
  context: ActContext,
  { itemId, listId = context.team().list?.id }: { itemId: string | undefined; listId?: string | undefined },
  failure: ClickUpFailure,
): Promise<void> {
  const { deps, known } = context;
  if (itemId === undefined || listId === undefined || !(await isListThere(context, listId))) return;
  // That this very write was refused so says it; anything else may only be hidden from this token.
  const isGone = failure.isDeleted || (await deps.clickUp.seekTask(itemId)) === 'deleted';
  if (!isGone) return;
  await deps.cache.noteDeleted(itemId, deps.clock.now());
  await known.forgetMadeObject(itemId);
}

/** The list in which something was to be made. */
export async function invalidateListOfNewItem(context: ActContext): Promise<void> {
  const { list } = context.team();
  if (list && (await isListThere(context, list.id))) await context.deps.cache.refreshLists();
}

/** Whether the list is where team lists are. If not, it is remembered what has become of it, and no read shows it. */
export async function isListThere({ deps, known }: ActContext, listId: string): Promise<boolean> {
  const found = await deps.clickUp.seekList(listId);
  if (found.state === 'there') return true;
  const former = known.link?.id === listId ? known.link : { name: null, page: null };
  const name = 'list' in found ? found.list.name : former.name;
  const { page } = former;
  const at = deps.clock.now();
  await known.noteLink({ id: listId, name, page, away: found.state, at });
  await known.forgetMadeObject(listId);
  deps.cache.evict(listId);
  return false;
}
