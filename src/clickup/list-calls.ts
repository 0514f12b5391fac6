// Everything about team lists: reading, making, adopting, marking as finished.
import { type ClickUp, ClickUpFailure } from '../reconcile/ports.ts';
import { isMarkedFinished, withCard, withFinish, withoutFinish } from './marks.ts';
import type { Places } from './places.ts';
import { List, Lists, Nothing } from './schemas.ts';
import { listOf } from './translate.ts';
import type { Transport } from './transport.ts';

type ListCalls = Pick<ClickUp, 'readLists' | 'createList' | 'adoptList' | 'markList'> & {
  /** One list with what the plural read leaves out. */
  readList(listId: string): Promise<List>;
};

export function listCalls(transport: Transport, { folderId, boardId, digestListId }: Places): ListCalls {
  const readList = (listId: string) =>
    transport.request({
      method: 'GET',
      path: `/list/${listId}`,
      answer: List,
      doing: `reading list ${listId}`,
    });

  return {
    readList,

    async readLists() {
      const { lists } = await transport.request({
        method: 'GET',
        path: `/folder/${folderId}/list`,
        query: { archived: false },
        answer: Lists,
        doing: `reading the lists of folder ${folderId}`,
      });
      const teamLists = lists.filter(({ id }) => id !== boardId && id !== digestListId);
      const whole = await Promise.all(
        // The vendor says that lists read together may lack some of their fields.
        teamLists.map(async list => (list.content === undefined ? readList(list.id) : list)),
      );
      return whole.map(listOf);
    },

    async createList({ name, description, cardId, cardUrl }) {
      const list = await transport.request({
        method: 'POST',
        path: `/folder/${folderId}/list`,
        // Plain content: that is how it is read back, whatever form it is written in.
        body: { name, content: withCard(description, { cardId, cardUrl }) },
        answer: List,
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
