// Reading work items: one that can't be read is named, and the others are read.
import { z } from 'zod';
import type { ClickUp } from '../../reconcile/ports.ts';
import { readTasks } from '../http/pages.ts';
import type { Transport } from '../http/transport.ts';
import type { Places } from '../places/places.ts';
import { ItemTask } from '../schemas.ts';
import { ABOUT_TAG, itemOf } from '../translate.ts';
import { Id, placeOfItem, readTask, taskAnswers, updatedAfter, Whereabouts } from './task-answers.ts';

/** Of a task only that it is one. */
const AnyTask = z.looseObject({ id: Id });

function pageIn(task: unknown): { cardId: string; listId: string } | null {
  const { cardId, listId } = placeOfItem(task);
  return cardId === undefined || listId === undefined ? null : { cardId, listId };
}

/** `furtherPages` sends for the pages after the first; days are read in `zone`. */
export function itemReads(
  { transport, furtherPages }: { transport: Transport; furtherPages: Transport | undefined },
  places: Places,
  zone: string,
): Pick<ClickUp, 'readItems' | 'readItemsOf' | 'readItem' | 'readPagesAnywhere'> {
  const { workspaceId, boardId, folderId, digestListId, absenceListId } = places;
  return {
    async readItems(since, setAside) {
      const spec = {
        path: `/team/${workspaceId}/task`,
        query: { project_ids: [folderId], include_closed: true, subtasks: true, ...updatedAfter(since) },
        doing: `reading the work items of folder ${folderId}`,
      };
      const isWork = ({ id }: { id?: string }) =>
        ![boardId, digestListId, absenceListId].includes(id ?? null);
      const isMeant = (raw: unknown) => isWork(Whereabouts.safeParse(raw).data?.list ?? {});
      const odd = setAside ? { kind: 'item' as const, setAside, isMeant, placeOf: placeOfItem } : null;
      const read = (task: ItemTask) => (isWork(task.list) ? itemOf(task, zone) : null);
      return readTasks(transport, { task: ItemTask, read }, spec, furtherPages, odd);
    },

    async readItemsOf(listId, setAside) {
      const spec = {
        path: `/list/${listId}/task`,
        query: { include_closed: true, subtasks: true },
        doing: `reading the work items of list ${listId}`,
      };
      const isMeant = (raw: unknown) => Whereabouts.safeParse(raw).data?.list?.id === listId;
      const odd = setAside ? { kind: 'item' as const, setAside, isMeant, placeOf: placeOfItem } : null;
      const read = (task: ItemTask) => (task.list.id === listId ? itemOf(task, zone) : null);
      return readTasks(transport, { task: ItemTask, read }, spec, undefined, odd);
    },

    async readPagesAnywhere() {
      return readTasks(
        transport,
        { task: AnyTask, read: pageIn },
        {
          path: `/team/${workspaceId}/task`,
          query: { tags: [ABOUT_TAG], include_closed: true, subtasks: true },
          doing: `looking for pages of team lists in workspace ${workspaceId}`,
        },
        furtherPages,
      );
    },

    async readItem(itemId) {
      const answered = await readTask(transport, itemId, `reading work item ${itemId}`);
      return answered && taskAnswers(places, zone).item(answered.answer, itemId);
    },
  };
}
