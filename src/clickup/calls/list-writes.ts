// Making team lists, adopting them, and marking them as finished.
import { type ClickUp, ClickUpFailure } from '../../reconcile/ports.ts';
import type { Transport } from '../http/transport.ts';
import {
  isMarkedFinished,
  readStillOpen,
  withCard,
  withFinish,
  withoutMark,
  withStillOpen,
} from '../marks.ts';
import { ListAnswer, Nothing } from '../schemas.ts';
import { listOf } from '../translate.ts';
import { readList } from './list-reads.ts';

/** The writes; new lists are made in that folder. */
export function listWrites(
  transport: Transport,
  folderId: string,
): Pick<ClickUp, 'createList' | 'adoptList' | 'markList'> {
  return {
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
      const found = await readList(transport, id);
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

    async markList({ id, name, finished, stillOpen }, beforeWrite) {
      const found = await readList(transport, id);
      const text = found.content ?? '';
      const isThere =
        isMarkedFinished(text) === (finished !== null) && readStillOpen(text) === (stillOpen?.rules ?? null);
      // What was read a little earlier may ask for what has been done.
      if (isThere && found.name === name) return listOf(found);
      const content = finished
        ? withFinish(text, finished)
        : stillOpen
          ? withStillOpen(text, stillOpen)
          : withoutMark(text);
      await beforeWrite?.();
      await transport.request({
        method: 'PUT',
        path: `/list/${id}`,
        body: { name, content },
        answer: Nothing,
        doing: `marking list ${id} as ${finished ? 'finished' : stillOpen ? 'not finished yet' : 'open again'}`,
      });
      return listOf({ ...found, name, content });
    },
  };
}
