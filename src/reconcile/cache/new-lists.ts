// What is in a list that the cache did not have before: it is new, or back from wherever it was, and deltas show only what
// changed lately. The rest would count as missing, and be made once more.
import type { TeamList, WorkItem } from '../../domain/observation.ts';
import type { SetAside } from '../../domain/unreadable.ts';
import type { ClickUp } from '../ports.ts';

/** Everything in those of these lists that are not among the known ones. */
export async function itemsOfNew(
  clickUp: Pick<ClickUp, 'readItemsOf'>,
  lists: readonly TeamList[],
  known: readonly TeamList[],
  setAside: SetAside,
): Promise<WorkItem[]> {
  const isKnown = new Set(known.map(({ id }) => id));
  const unknown = lists.filter(({ id }) => !isKnown.has(id));
  return (await Promise.all(unknown.map(({ id }) => clickUp.readItemsOf(id, setAside)))).flat();
}
