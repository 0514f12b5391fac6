// ClickUp as the use case sees it: every read and write of reconcile/ports.ts over the transport. What the answers
// mean is translate.ts' business; when to write is not decided here.

import type { Clock } from '../base/clock.ts';
import type { Playbook } from '../domain/playbook/playbook.ts';
import { type ClickUp, ClickUpFailure } from '../reconcile/ports.ts';
import { closingStatuses } from './calls/closing-statuses.ts';
import { commentCalls } from './calls/comment-calls.ts';
import { listCalls } from './calls/list-calls.ts';
import { taskReads } from './calls/task-reads.ts';
import { traceCalls } from './calls/trace-calls.ts';
import { readTasks } from './http/pages.ts';
import type { Transport } from './http/transport.ts';
import { readAgenda, withAgenda, withFollowed, withTemplate } from './marks.ts';
import { memberOf, personOf } from './people.ts';
import type { FieldRef } from './places/fields.ts';
import { readGroups, readWorkspaces } from './places/place-reads.ts';
import type { Places } from './places/places.ts';
import { writeRecord } from './record-text.ts';
import { AgendaTask, Answer, Nothing } from './schemas.ts';
import { ABOUT_TAG, TEMPLATE_TAG, writtenDay } from './translate.ts';

/**
 * Makes the adapter for the places of one playbook. Every failure is a `ClickUpFailure`. `furtherPages` sends for the
 * pages after the first, if not `transport`.
 */
export function createClickUp(options: {
  transport: Transport;
  furtherPages?: Transport;
  places: Places;
  playbook: Playbook;
  clock: Clock;
}): ClickUp {
  const { transport, furtherPages, places, clock } = options;
  const { workspaceId, boardId, me } = places;
  const { zone } = options.playbook.calendar;

  const due = (day: string) => writtenDay(day, zone, me.zone);
  const reads = taskReads({ transport, furtherPages }, places, zone);
  const { readCard, cardFrom, itemFrom } = reads;

  const updateCard = async (cardId: string, body: object, doing: string) => {
    const spec = { method: 'PUT', path: `/task/${cardId}`, body, answer: Answer, doing } as const;
    return cardFrom(await transport.request(spec), cardId);
  };
  const updateTask = async (itemId: string, body: object, doing: string) => {
    const spec = { method: 'PUT', path: `/task/${itemId}`, body, answer: Answer, doing } as const;
    return itemFrom(await transport.request(spec), itemId);
  };
  const createTask = async (listId: string, body: object, doing: string) => {
    const spec = { method: 'POST', path: `/list/${listId}/task`, body, answer: Answer, doing } as const;
    return itemFrom(await transport.request(spec), null);
  };
  const lists = listCalls(transport, places);
  const closing = closingStatuses(lists, clock);

  /** Where a write is answered with nothing. */
  const readCardAfter = async (cardId: string, why: string) => {
    const card = await readCard(cardId);
    if (card) return card;
    throw new ClickUpFailure('gone', `Card ${cardId} left the board while ${why}.`);
  };

  return {
    readCards: reads.readCards,
    readCard,
    readItems: reads.readItems,
    readItem: reads.readItem,
    readItemsOf: reads.readItemsOf,
    readPagesAnywhere: reads.readPagesAnywhere,

    ...traceCalls(transport, places),

    async readStaff(setAside) {
      const [workspaces, groups] = await Promise.all([
        readWorkspaces(transport, setAside),
        readGroups(transport, workspaceId, setAside),
      ]);
      const workspace = workspaces.find(candidate => candidate.id === workspaceId);
      if (!workspace) {
        throw new ClickUpFailure(
          'gone',
          `While reading the people: this token no longer sees workspace ${workspaceId}.`,
        );
      }
      return { people: workspace.members.map(memberOf), groups, me: personOf(me) };
    },

    ...commentCalls(transport, { myId: me.id, clock }),

    ...lists,

    async closeItem(itemId, listId, beforeWrite) {
      const close = async (status: string) => {
        await beforeWrite?.();
        return updateTask(itemId, { status }, `closing work item ${itemId}`);
      };
      const remembered = closing.remembered(listId);
      if (remembered !== null) {
        try {
          return await close(remembered);
        } catch (error) {
          // The list may have other statuses by now.
          if (!(error instanceof ClickUpFailure) || error.kind !== 'invalid') throw error;
        }
      }
      const status = await closing.read(listId);
      if (status !== null) return close(status);
      throw new ClickUpFailure('invalid', `List ${listId} has no status that closes work item ${itemId}.`);
    },

    async reopenItem(itemId, listId, beforeWrite) {
      const { statuses } = await lists.readList(listId);
      // A list's first status has the type `open` (GetList), in newer spaces `unstarted`.
      const open =
        statuses?.find(({ type }) => type === 'open') ??
        statuses?.find(({ type }) => type !== 'closed' && type !== 'done');
      if (!open) {
        throw new ClickUpFailure('invalid', `List ${listId} has no status that opens work item ${itemId}.`);
      }
      await beforeWrite?.();
      return updateTask(itemId, { status: open.status }, `opening work item ${itemId} again`);
    },

    async readAgendas() {
      if (places.digestListId === null) return [];
      const spec = {
        path: `/list/${places.digestListId}/task`,
        query: { include_closed: true, subtasks: false },
        doing: `reading the agendas in list ${places.digestListId}`,
      };
      // One that can't be read may be the very agenda: none is made beside it.
      const tasks = await readTasks(transport, AgendaTask, spec);
      return tasks.flatMap(task => {
        const on = readAgenda(task.description || task.text_content || '');
        return on === null ? [] : [{ id: task.id, on }];
      });
    },

    async createAgenda({ on, name, text }) {
      const listId = places.digestListId ?? '';
      const body = { name, markdown_content: withAgenda(text, on), ...due(on) };
      const { id } = await createTask(listId, body, `making the agenda of ${on} in list ${listId}`);
      return { id, on };
    },

    async createFollowUp({ itemId, name, description, status }) {
      const answer = await transport.request({
        method: 'POST',
        path: `/list/${boardId}/task`,
        body: { name, status, markdown_content: withFollowed(description, itemId) },
        answer: Answer,
        doing: `making a card that follows up on work item ${itemId}`,
      });
      return cardFrom(answer, null);
    },

    async linkCard(cardId, itemId) {
      await transport.request({
        method: 'POST',
        path: `/task/${cardId}/link/${itemId}`,
        answer: Nothing,
        doing: `linking card ${cardId} with work item ${itemId}`,
      });
      return readCardAfter(cardId, 'it was linked');
    },

    createAbout: (listId, page) =>
      createTask(
        listId,
        { name: page.name, markdown_content: aboutText(page), tags: [ABOUT_TAG] },
        `making the about item of list ${listId}`,
      ),

    // The name is left alone: an about item that people renamed stays renamed.
    updateAbout: (itemId, page) =>
      updateTask(itemId, { markdown_content: aboutText(page) }, `writing about item ${itemId}`),

    createItem: item =>
      createTask(
        item.listId,
        {
          name: item.name,
          markdown_content: withTemplate(item.description, item),
          tags: [`${TEMPLATE_TAG}${item.template}`, ...item.tags],
          assignees: item.assignees,
          ...(item.dueOn === null ? {} : due(item.dueOn)),
        },
        `making the item "${item.template}" of card ${item.cardId} in list ${item.listId}`,
      ),

    updateItem(itemId, { dueOn, assignees }) {
      const dates = dueOn === undefined ? {} : dueOn === null ? { due_date: null } : due(dueOn);
      const people = assignees && { assignees: { add: assignees.add, rem: assignees.remove } };
      return updateTask(itemId, { ...dates, ...people }, `changing work item ${itemId}`);
    },

    takeOff: (cardId, people) =>
      updateCard(cardId, { assignees: { add: [], rem: people } }, `taking people off card ${cardId}`),

    async tagCard(cardId, tag, isOn) {
      await transport.request({
        method: isOn ? 'POST' : 'DELETE',
        path: `/task/${cardId}/tag/${encodeURIComponent(tag)}`,
        answer: Nothing,
        doing: `${isOn ? 'putting the tag' : 'taking the tag'} "${tag}" ${isOn ? 'on' : 'off'} card ${cardId}`,
      });
      return readCardAfter(cardId, 'it was tagged');
    },

    moveCard: (cardId, status) => updateCard(cardId, { status }, `moving card ${cardId} to "${status}"`),

    async changeSupporters(cardId, { add, remove }) {
      await transport.request({
        method: 'POST',
        path: `/task/${cardId}/field/${supporterField(places).id}`,
        body: { value: { add, rem: remove } },
        answer: Nothing,
        doing: `changing the supporter of card ${cardId}`,
      });
      return readCardAfter(cardId, 'its supporter was changed');
    },
  };
}

function supporterField({ fields }: Places): FieldRef {
  if (fields.supporter) return fields.supporter;
  throw new ClickUpFailure('invalid', 'The board had no field for the supporter when Liaison was started.');
}

function aboutText(page: { text: string; record: Parameters<typeof writeRecord>[0] }): string {
  const text = page.text.trim();
  return text === '' ? writeRecord(page.record) : `${text}\n\n${writeRecord(page.record)}`;
}
