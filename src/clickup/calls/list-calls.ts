// Everything about team lists: reading, making, adopting, marking as finished.
import type { TeamList } from '../../domain/observation.ts';
import type { SetAside } from '../../domain/unreadable.ts';
import { type ClickUp, ClickUpFailure } from '../../reconcile/ports.ts';
import { eachOf, misread, namingThing, placeOf, toldOf } from '../http/misread.ts';
import type { Transport } from '../http/transport.ts';
import { isMarkedFinished, readCardId, withCard, withFinish, withoutFinish } from '../marks.ts';
import type { Places } from '../places/places.ts';
import { ListAnswer, Lists, ListText, Nothing } from '../schemas.ts';
import { listOf } from '../translate.ts';

type ListCalls = Pick<
  ClickUp,
  'readLists' | 'readArchivedLists' | 'seekList' | 'createList' | 'adoptList' | 'markList'
> & {
  /** One list with what the plural read leaves out. */
  readList(listId: string): Promise<ListAnswer>;
};

export function listCalls(transport: Transport, { folderId, boardId, digestListId }: Places): ListCalls {
  const readList = (listId: string) =>
    transport.request({
      method: 'GET',
      path: `/list/${listId}`,
      answer: ListAnswer,
      doing: `reading list ${listId}`,
    });

  const readAll = async (archived: boolean, setAside?: SetAside): Promise<TeamList[]> => {
    const { lists } = await transport.request({
      method: 'GET',
      path: `/folder/${folderId}/list`,
      query: { archived },
      answer: Lists,
      doing: `reading the ${archived ? 'archived ' : ''}lists of folder ${folderId}`,
    });
    const isTeamList = ({ id }: { id: string | null }) => id !== boardId && id !== digestListId;
    const found = eachOf(lists, toTeamList, setAside && (one => isTeamList(one) && setAside(one)));
    const whole = found.filter(isTeamList).map(async list => {
      // The vendor says that lists read together may lack some of their fields.
      if (list.content !== undefined) return [list];
      try {
        return [await readList(list.id)];
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
    readList,

    readLists: setAside => readAll(false, setAside),

    // One that can't be read is no sign of anything.
    readArchivedLists: () => readAll(true, () => {}),

    async seekList(listId) {
      try {
        const found = await namingThing({ kind: 'list', id: listId }, readList(listId));
        const list = listOf(found);
        if (found.archived || found.folder?.archived) return { state: 'archived', list };
        if (found.folder && found.folder.id !== folderId) return { state: 'moved', list };
        return { state: 'there', list, holds: found.task_count ?? null };
      } catch (error) {
        if (!(error instanceof ClickUpFailure) || error.kind !== 'gone') throw error;
        return { state: error.isDeleted ? 'deleted' : 'hidden' };
      }
    },

    async createList({ name, description, cardId, cardUrl }) {
      const list = await transport.request({
        method: 'POST',
        path: `/folder/${folderId}/list`,
        // Plain content: that is how it is read back, whatever form it is written in.
        body: { name, content: withCard(description, { cardId, cardUrl }) },
        answer: ListAnswer,
        doing: `making a list for card ${cardId} in folder ${folderId}`,
      });
      return typeof list.content === 'string'
        ? listOf(list)
        : { id: list.id, name: list.name, cardId, isFinished: false };
    },

    async adoptList({ id, description, cardId, cardUrl }, beforeWrite) {
      const found = await readList(id);
      const named = listOf(found).cardId;
      if (named !== null && named !== cardId) {
        throw new ClickUpFailure(
          'invalid',
          `List ${id} can't be adopted for card ${cardId}: it names card ${named}.`,
        );
      }
      // What people wrote there stays.
      const text = found.content?.trim() ? found.content : description;
      const content = named === cardId ? text : withCard(text, { cardId, cardUrl });
      await beforeWrite?.();
      await transport.request({
        method: 'PUT',
        path: `/list/${id}`,
        body: { name: found.name, content },
        answer: Nothing,
        doing: `adopting list ${id} for card ${cardId}`,
      });
      return listOf({ ...found, content });
    },

    async markList({ id, name, finished }, beforeWrite) {
      const found = await readList(id);
      const text = found.content ?? '';
      const isThere = isMarkedFinished(text) === (finished !== null);
      // A look that is a little old may ask for what has been done.
      if (isThere && found.name === name) return listOf(found);
      const content = finished ? withFinish(text, finished) : withoutFinish(text);
      await beforeWrite?.();
      await transport.request({
        method: 'PUT',
        path: `/list/${id}`,
        body: { name, content },
        answer: Nothing,
        doing: `marking list ${id} as ${finished ? 'finished' : 'open again'}`,
      });
      return listOf({ ...found, name, content });
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
