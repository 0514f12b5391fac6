// What was made for a card lately: lists may not show it yet, and records may not tell of it.

import { itemIn, itemsOfList } from '../../domain/board-index.ts';
import type { Written } from '../../domain/mirror/record.ts';
import { valuesOf } from '../../domain/mirror/team-list.ts';
import type { Board, WorkItem } from '../../domain/observation.ts';
import type { CardMemory } from '../memory/card-memory.ts';
import type { ObserveDeps } from '../observe-deps.ts';

/**
 * Puts what was made lately, and may not show in lists yet, into the cache, and forgets it once it must show there: in a
 * read that began late enough. Not earlier: that the cache has it may come from our own answer, and the cache of another
 * process, or a whole read, may still miss it.
 */
export async function putRecentCreates(deps: ObserveDeps, cardId: string, known: CardMemory): Promise<void> {
  const { cache } = deps;
  const { readLagMs } = deps.company;
  const readAt = cache.present()?.readAt ?? 0;
  const settled: string[] = [];
  for (const [what, { at, object }] of known.made) {
    if (object === null || 'commentId' in object || 'taskId' in object) continue;
    const isOver = readAt > at + readLagMs;
    if (isOver && 'item' in object) await putIfThere(deps, object.item);
    if (isOver && !('item' in object && isInNoRecord(object.item, cache.board()))) settled.push(what);
    else if (isOver) continue;
    else if ('item' in object) cache.putItem(object.item, 'write');
    else if ('card' in object) cache.putCard(object.card, 'write');
    else if (
      !cache.board().lists.some(({ id, cardId: owner }) => id === object.list.id && owner === cardId)
    ) {
      cache.putList(object.list);
    }
  }
  await known.forgetMade(settled);
}

/** The values that Liaison wrote into the tasks that it made lately, by the tasks' ids. */
export function writtenInto({ made }: CardMemory): Record<string, Written> {
  return Object.fromEntries(
    [...made.values()].flatMap(({ object }) =>
      object && 'item' in object ? [[object.item.id, valuesOf(object.item)]] : [],
    ),
  );
}

/** Whether a task is there that its list's record does not tell of: the record could not be written since it was made. */
function isInNoRecord({ id, listId, template }: WorkItem, { items }: Board): boolean {
  if (template === null || itemIn(items, id) === null) return false;
  const record = itemsOfList(items, listId).find(({ isAbout }) => isAbout)?.record ?? null;
  return record === null || record === 'unreadable' || record.templates[template] === undefined;
}

/** What no read shows that began late enough is deleted, or in a list that is out of sight and may come back. */
async function putIfThere({ clickUp, cache }: ObserveDeps, item: WorkItem): Promise<void> {
  if (itemIn(cache.board().items, item.id)) return;
  const place = await clickUp.seekTask(item.id);
  const isDeleted = place === 'deleted' || (place !== 'hidden' && place.isArchived);
  if (!isDeleted) cache.putItem(item, 'read');
}
