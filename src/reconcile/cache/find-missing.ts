// Not shown is not deleted: what a whole read lacks and was there before is asked for before it counts as deleted.
import type { Sequence } from '../../base/chunked-array.ts';
import type { Board, Card, WorkItem } from '../../domain/observation.ts';
import { type ClickUp, ClickUpFailure, type WholeReads } from '../ports.ts';
import { notIn } from './merge-reads.ts';

/** Up to so many are asked for one by one; of more the whole kind is read once more first. */
const ONE_BY_ONE = 5;
/** What is still missing then and is more than this stays as it was, until everything is read again. */
const ASKED_AT_MOST = 50;

export type MissingDeps = {
  clickUp: Pick<ClickUp, 'readCard' | 'readItem' | 'seekTask'>;
  wholeReads: Pick<WholeReads, 'readCards' | 'readItems'>;
};

/** Cards and work items that are there beside what was read. */
export type FoundMissing = { cards: Card[]; items: WorkItem[] };

/**
 * What is there all the same, as ClickUp shows it singly, or as it was where ClickUp can't tell. `isOurs` says what an
 * answer to our own write has shown meanwhile. An item whose list is not shown is not asked for: its list is.
 */
export async function findMissing(
  { clickUp, wholeReads }: MissingDeps,
  read: Pick<Board, 'cards' | 'items' | 'lists'>,
  former: Pick<Board, 'cards' | 'items'>,
  isOurs: (id: string) => boolean,
): Promise<FoundMissing> {
  const lists = new Set(read.lists.map(({ id }) => id));
  const [cards, items] = await Promise.all([
    findStillThere(missingFrom(former.cards, read.cards, isOurs), {
      again: () => wholeReads.readCards(null, () => undefined),
      ask: card => clickUp.readCard(card.id),
    }),
    findStillThere(
      missingFrom(former.items, read.items, isOurs).filter(({ listId }) => lists.has(listId)),
      {
        again: () => wholeReads.readItems(null, () => undefined),
        ask: async item => {
          const place = await clickUp.seekTask(item.id);
          if (place === 'hidden') return item;
          if (place === 'deleted' || place.isArchived || !lists.has(place.listId)) return null;
          return clickUp.readItem(item.id);
        },
      },
    ),
  ]);
  return { cards, items };
}

function missingFrom<T extends { id: string }>(
  former: Sequence<T>,
  read: Sequence<T>,
  isOurs: (id: string) => boolean,
): T[] {
  return notIn(read, former).filter(({ id }) => !isOurs(id));
}

async function findStillThere<T extends { id: string }>(
  missing: readonly T[],
  how: { again(): Promise<T[]>; ask(one: T): Promise<T | null> },
): Promise<T[]> {
  if (missing.length === 0) return [];
  const again = missing.length > ONE_BY_ONE ? await how.again() : [];
  const shown = new Set(again.map(({ id }) => id));
  const left = missing.filter(({ id }) => !shown.has(id));
  const asked = await Promise.all(left.slice(0, ASKED_AT_MOST).map(one => asFarAsKnown(one, how.ask)));
  return [...again, ...asked.flatMap(one => one ?? []), ...left.slice(ASKED_AT_MOST)];
}

/** What ClickUp says of it; as it was where ClickUp says nothing. */
async function asFarAsKnown<T>(one: T, ask: (one: T) => Promise<T | null>): Promise<T | null> {
  try {
    return await ask(one);
  } catch (error) {
    if (!(error instanceof ClickUpFailure)) throw error;
    return one;
  }
}
