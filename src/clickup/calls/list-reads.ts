// Reading team lists: all of them, those in the archive, and where one is by its own word.
import type { TeamList } from '../../domain/observation.ts';
import type { SetAside } from '../../domain/unreadable.ts';
import { type ClickUp, ClickUpFailure } from '../../reconcile/ports.ts';
import { eachOf, misread, namingThing, placeOf, toldOf } from '../http/misread.ts';
import type { Transport } from '../http/transport.ts';
import { readCardId } from '../marks.ts';
import type { Places } from '../places/places.ts';
import { ListAnswer, Lists, ListText } from '../schemas.ts';
import { listOf } from '../translate.ts';

/** One list with what the plural read leaves out. */
export function readList(transport: Transport, listId: string): Promise<ListAnswer> {
  const doing = `reading list ${listId}`;
  return transport.request({ method: 'GET', path: `/list/${listId}`, answer: ListAnswer, doing });
}

type ListReads = Pick<ClickUp, 'readLists' | 'readArchivedLists' | 'seekList'>;

/** The reads, for the folder of team lists. */
export function listReads(
  transport: Transport,
  { folderId, boardId, digestListId, absenceListId }: Places,
): ListReads {
  const readAll = async (archived: boolean, setAside?: SetAside): Promise<TeamList[]> => {
    const { lists } = await transport.request({
      method: 'GET',
      path: `/folder/${folderId}/list`,
      query: { archived },
      answer: Lists,
      doing: `reading the ${archived ? 'archived ' : ''}lists of folder ${folderId}`,
    });
    const isTeamList = ({ id }: { id: string | null }) =>
      ![boardId, digestListId, absenceListId].includes(id ?? null);
    const found = eachOf(lists, toTeamList, setAside && (one => isTeamList(one) && setAside(one)));
    const whole = found.filter(isTeamList).map(async list => {
      // The vendor says that lists read together may lack some of their fields.
      if (list.content !== undefined) return [list];
      try {
        return [await readList(transport, list.id)];
      } catch (error) {
        if (!setAside || !isOfThisAlone(error)) throw error;
        const { id, name } = list;
        setAside({ kind: 'list', id, name: name || null, where: 'content', reason: error.message });
        return [];
      }
    });
    return (await Promise.all(whole)).flat().map(listOf);
  };

  return {
    readLists: setAside => readAll(false, setAside),

    // One that can't be read is no sign of anything.
    readArchivedLists: () => readAll(true, () => {}),

    async seekList(listId) {
      try {
        const found = await namingThing({ kind: 'list', id: listId }, readList(transport, listId));
        const list = listOf(found);
        if (found.archived || found.folder?.archived) return { state: 'archived', list };
        if (found.folder && found.folder.id !== folderId) return { state: 'moved', list };
        return { state: 'there', list, holds: found.task_count ?? null };
      } catch (error) {
        if (!(error instanceof ClickUpFailure) || error.kind !== 'gone') throw error;
        return { state: error.isDeleted ? 'deleted' : 'hidden' };
      }
    },
  };
}

/** A list that can't be read is still some card's where its text names one. */
function toTeamList(raw: unknown): ListAnswer {
  const result = ListAnswer.safeParse(raw);
  if (result.success) return result.data;
  const { content } = ListText.safeParse(raw).data ?? {};
  const cardId = content ? readCardId(content) : null;
  const thing = { kind: 'list', ...toldOf(raw), ...placeOf(result.error) } as const;
  throw misread(cardId === null ? thing : { ...thing, cardId });
}

/** Whether ClickUp, as well as it is otherwise, has trouble with this one list. */
function isOfThisAlone(error: unknown): error is ClickUpFailure {
  if (!(error instanceof ClickUpFailure) || error.isOfToken) return false;
  return ['gone', 'invalid', 'refused', 'unreadable'].includes(error.kind);
}
