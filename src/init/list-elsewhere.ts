// Why a list that somebody names for a card can't be its own: it is the board, archived, elsewhere, or another card's.
import type { Transport } from '../clickup/http/transport.ts';
import { choose } from '../clickup/places/choose.ts';
import { readArchivedLists } from '../clickup/places/place-reads.ts';
import type { Place, SurveyedList } from './survey.ts';

/** What there is beside the lists of the folder. */
export type Elsewhere = {
  board: Place;
  folder: Place;
  /** All lists of the workspace that are not archived. */
  lists: readonly SurveyedList[];
  /** The folder's archived lists, asked for only where a name fits nothing else. */
  archived(): Promise<Place[]>;
};

/** Reads ClickUp only when it is asked for archived lists. */
export function elsewhereOf(
  transport: Transport,
  { board, folder, lists }: Omit<Elsewhere, 'archived'>,
): Elsewhere {
  return { board, folder, lists, archived: () => readArchivedLists(transport, folder.id) };
}

/** Why it is none of the folder's lists; null where it is nowhere else either. Rejects as ClickUp does. */
export async function whyElsewhere(
  { board, folder, lists, archived }: Elsewhere,
  given: string,
): Promise<string | null> {
  const there = choose(lists, given, 'list');
  if ('chosen' in there) {
    const { id, name, space, folder: own } = there.chosen;
    if (id === board.id) return `“${name}” is the board itself, and its tasks are the cards.`;
    const where = own ? `the folder “${own.name}” of the space “${space.name}”` : `the space “${space.name}”`;
    return `“${name}” is in ${where}. Liaison hears and reads only “${folder.name}”: move the list there first.`;
  }
  const putAway = choose(await archived(), given, 'list');
  if (!('chosen' in putAway)) return null;
  return `“${putAway.chosen.name}” is archived, so that ClickUp does not show its tasks: restore it first.`;
}
