// Reading tasks as cards and work items, one by one: one that can't be read is named, and the others are read.
import { z } from 'zod';
import type { Card, WorkItem } from '../../domain/observation.ts';
import type { Unreadable } from '../../domain/unreadable.ts';
import { type ClickUp, ClickUpFailure } from '../../reconcile/ports.ts';
import { eachOf, misread, understand } from '../http/misread.ts';
import { readTasks } from '../http/pages.ts';
import type { Transport } from '../http/transport.ts';
import { readManagedCard } from '../marks.ts';
import type { Places } from '../places/places.ts';
import { readRecord } from '../record-text.ts';
import { Answer, CardTask, ItemTask } from '../schemas.ts';
import { ABOUT_TAG, cardOf, itemOf } from '../translate.ts';

type TaskReads = Pick<
  ClickUp,
  'readCards' | 'readCard' | 'readItems' | 'readItemsOf' | 'readItem' | 'readPagesAnywhere'
> & {
  /** What ClickUp answered to a write of ours: it was done, also where its answer can't be read. */
  cardFrom(answer: unknown, id: string | null): Card;
  itemFrom(answer: unknown, id: string | null): WorkItem;
};

const Id = z.union([z.string().min(1), z.number().transform(String)]);

/** Where a task is, which may be known of one that can't be read. */
const Whereabouts = z.object({
  archived: z.boolean().nullish().catch(null),
  parent: z.string().min(1).nullish().catch(null),
  list: z.object({ id: Id }).nullish().catch(null),
});

/** Of a task only that it is one. */
const AnyTask = z.looseObject({ id: Id });

/** `furtherPages` sends for the pages after the first; days are read in `zone`. */
export function taskReads(
  { transport, furtherPages }: { transport: Transport; furtherPages: Transport | undefined },
  places: Places,
  zone: string,
): TaskReads {
  const { workspaceId, boardId, folderId, digestListId } = places;
  const toCard = (task: CardTask) => cardOf(task, places, zone);
  /** People divide cards into subtasks, which stand on the board as well and have its statuses. */
  const isElsewhere = (task: unknown): boolean => {
    const { list, archived, parent } = Whereabouts.safeParse(task).data ?? {};
    return (list && list.id !== boardId) || !!archived || !!parent;
  };
  const readTask = async (id: string, doing: string): Promise<{ answer: unknown } | null> => {
    try {
      return {
        answer: await transport.request({ method: 'GET', path: `/task/${id}`, answer: Answer, doing }),
      };
    } catch (error) {
      if (error instanceof ClickUpFailure && error.kind === 'gone') return null;
      throw error;
    }
  };
  const updatedAfter = (since: number | null) => (since === null ? {} : { date_updated_gt: since });

  return {
    async readCards(since, setAside) {
      const doing = `reading the cards of list ${boardId}`;
      const query = { include_closed: true, subtasks: false, ...updatedAfter(since) };
      const spec = { path: `/list/${boardId}/task`, query, doing };
      const odd = setAside
        ? { kind: 'card' as const, setAside, isMeant: (raw: unknown) => !isElsewhere(raw) }
        : null;
      const tasks = await readTasks(transport, CardTask, spec, furtherPages, odd);
      return eachOf(
        tasks.filter(task => !isElsewhere(task)),
        toCard,
        setAside,
      );
    },

    async readCard(cardId) {
      const answered = await readTask(cardId, `reading card ${cardId}`);
      if (answered === null || isElsewhere(answered.answer)) return null;
      const card = understood(answered.answer, CardTask, 'card', toCard, cardId, {});
      if (Whereabouts.safeParse(answered.answer).data?.list) return card;
      // It may have been moved off the board.
      throw misread({ kind: 'card', id: cardId, name: card.name, where: 'list', reason: 'names no list' });
    },

    async readItems(since, setAside) {
      const spec = {
        path: `/team/${workspaceId}/task`,
        query: { project_ids: [folderId], include_closed: true, subtasks: true, ...updatedAfter(since) },
        doing: `reading the work items of folder ${folderId}`,
      };
      const isWork = ({ id }: { id?: string }) => id !== boardId && id !== digestListId;
      const isMeant = (raw: unknown) => isWork(Whereabouts.safeParse(raw).data?.list ?? {});
      const odd = setAside ? { kind: 'item' as const, setAside, isMeant, placeOf: placeOfItem } : null;
      const tasks = await readTasks(transport, ItemTask, spec, furtherPages, odd);
      return tasks.filter(({ list }) => isWork(list)).map(task => itemOf(task, zone));
    },

    async readItemsOf(listId, setAside) {
      const spec = {
        path: `/list/${listId}/task`,
        query: { include_closed: true, subtasks: true },
        doing: `reading the work items of list ${listId}`,
      };
      const isMeant = (raw: unknown) => Whereabouts.safeParse(raw).data?.list?.id === listId;
      const odd = setAside ? { kind: 'item' as const, setAside, isMeant, placeOf: placeOfItem } : null;
      const tasks = await readTasks(transport, ItemTask, spec, undefined, odd);
      return tasks.filter(({ list }) => list.id === listId).map(task => itemOf(task, zone));
    },

    async readPagesAnywhere() {
      const tasks = await readTasks(
        transport,
        AnyTask,
        {
          path: `/team/${workspaceId}/task`,
          query: { tags: [ABOUT_TAG], include_closed: true, subtasks: true },
          doing: `looking for pages of team lists in workspace ${workspaceId}`,
        },
        furtherPages,
      );
      return tasks.flatMap(task => {
        const { cardId, listId } = placeOfItem(task);
        return cardId === undefined || listId === undefined ? [] : [{ cardId, listId }];
      });
    },

    async readItem(itemId) {
      const answered = await readTask(itemId, `reading work item ${itemId}`);
      const toItem = (task: ItemTask) => itemOf(task, zone);
      return answered && understood(answered.answer, ItemTask, 'item', toItem, itemId, {});
    },

    cardFrom: (answer, id) => understood(answer, CardTask, 'card', toCard, id, { isMaybeApplied: true }),
    itemFrom: (answer, id) =>
      understood(answer, ItemTask, 'item', task => itemOf(task, zone), id, { isMaybeApplied: true }),
  };
}

/** What is asked for by its id has that one, whatever the answer says. */
function understood<R, T>(
  answer: unknown,
  schema: z.ZodType<R>,
  kind: 'card' | 'item',
  translate: (task: R) => T,
  id: string | null,
  facts: { isMaybeApplied?: boolean },
): T {
  try {
    return translate(understand(schema, answer, kind, facts));
  } catch (error) {
    if (!(error instanceof ClickUpFailure) || error.thing === null) throw error;
    const place = kind === 'item' ? placeOfItem(answer) : {};
    const thing = { ...error.thing, id: error.thing.id ?? id, ...place };
    throw misread(thing, { ...facts, message: error.message });
  }
}

const Place = z.object({
  list: z.object({ id: Id }).nullish().catch(null),
  description: z.string().nullish().catch(null),
  text_content: z.string().nullish().catch(null),
});

/** Whose a work item is that can't be read: by the list that it is in, or by what Liaison wrote into it. */
function placeOfItem(raw: unknown): Partial<Unreadable> {
  const { list, description, text_content: plain } = Place.safeParse(raw).data ?? {};
  const text = description || plain || '';
  const record = readRecord(text);
  const cardId = record && record !== 'unreadable' ? record.card : readManagedCard(text);
  return { ...(list ? { listId: list.id } : {}), ...(cardId === null ? {} : { cardId }) };
}
