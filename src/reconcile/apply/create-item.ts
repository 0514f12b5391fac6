// Making a work item once, also where the answer to an earlier attempt was lost and its list has gone out of sight since.

import { isSamePeople, type Written } from '../../domain/mirror/record.ts';
import type { ObservedTeamList } from '../../domain/mirror/team-list.ts';
import type { WorkItem } from '../../domain/observation.ts';
import type { BoardCache } from '../cache/board-cache.ts';
import type { CardMemory } from '../memory/card-memory.ts';
import type { ClickUp } from '../ports.ts';
import { RequeueAfter } from '../requeue-after.ts';
import { type CreateOnceDeps, createOnce } from './create-once.ts';

/** When a list that is out of sight is looked for again. */
const AGAIN_MS = 60_000;

export type MakeItem = (
  what: string,
  make: () => Promise<WorkItem>,
  isIt: (item: WorkItem) => boolean,
  values?: Written,
) => Promise<void>;

/**
 * An earlier attempt, whose answer was lost, made the item from other values: the rest of the plan would note what was
 * never written, and the item would count as changed by a person. The look shows it; what remains is decided anew.
 */
export class StalePlan extends Error {
  override readonly name = 'StalePlan';
}

/** For one card; `team` is what is in its list by now, `listId` which one that is. */
export function itemMaker(
  deps: CreateOnceDeps & { clickUp: Pick<ClickUp, 'seekList' | 'readItemsOf'>; cache: BoardCache },
  known: CardMemory,
  { team, listId }: { team(): Pick<ObservedTeamList, 'all' | 'unclear'>; listId(): string },
): MakeItem {
  const { clickUp, cache, clock } = deps;

  /** Not seen is not gone: the list itself is asked for what is in it. */
  const readItems = async (what: string): Promise<void> => {
    const id = listId();
    const { state } = await clickUp.seekList(id);
    if (state !== 'there') {
      await cache.refreshLists();
      const why = `${what} waits: an earlier attempt may have made it, and its list is ${state} now`;
      throw new RequeueAfter(clock.now() + AGAIN_MS, why);
    }
    for (const item of await clickUp.readItemsOf(id)) cache.putItem(item, 'read');
  };

  return async (what, make, isIt, values) => {
    let found: WorkItem | null = null;
    const item = await createOnce<WorkItem>(deps, known, {
      what,
      make,
      asObject: made => ({ item: made }),
      see: made => cache.putItem(made, 'write'),
      lookUp: async () => {
        await cache.fresh(clock.now());
        found = team().all.find(isIt) ?? null;
        if (found) return found;
        await readItems(what);
        found = team().all.find(isIt) ?? null;
        // It may be the one that was made, without the line that would say so.
        if (values && found === null && team().unclear.length > 0)
          throw new StalePlan(`${what} of card ${known.cardId} may be there, and nothing tells`);
        return found;
      },
    });
    const isOther = values && (item.dueOn !== values.due || !isSamePeople(item.assignees, values.assignees));
    if (item === found && isOther) throw new StalePlan(`${what} of card ${known.cardId} was made otherwise`);
  };
}
