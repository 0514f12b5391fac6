// Making and changing work items and the about items of lists.
import type { ClickUp } from '../../reconcile/ports.ts';
import { withTemplate } from '../marks.ts';
import { writeRecord } from '../record-text.ts';
import { ABOUT_TAG, TEMPLATE_TAG } from '../translate.ts';
import { createItemTask, type TaskWriter, updateItemTask } from './task-writes.ts';

/** The writes. */
export function itemWrites(
  writer: TaskWriter,
): Pick<ClickUp, 'createAbout' | 'updateAbout' | 'createItem' | 'updateItem'> {
  const { due } = writer;
  return {
    createAbout: (listId, page) =>
      createItemTask(
        writer,
        listId,
        { name: page.name, markdown_content: aboutText(page), tags: [ABOUT_TAG] },
        `making the about item of list ${listId}`,
      ),

    // The name is left alone: an about item that people renamed stays renamed.
    updateAbout: (itemId, page) =>
      updateItemTask(writer, itemId, { markdown_content: aboutText(page) }, `writing about item ${itemId}`),

    createItem: item =>
      createItemTask(
        writer,
        item.listId,
        {
          name: item.name,
          markdown_content: withTemplate(item.description, item),
          tags: [`${TEMPLATE_TAG}${item.tag}`, ...item.tags],
          assignees: item.assignees,
          ...(item.dueOn === null ? {} : due(item.dueOn)),
        },
        `making the item "${item.template}" of card ${item.cardId} in list ${item.listId}`,
      ),

    updateItem(itemId, { dueOn, assignees }) {
      const dates = dueOn === undefined ? {} : dueOn === null ? { due_date: null } : due(dueOn);
      const people = assignees && { assignees: { add: assignees.add, rem: assignees.remove } };
      return updateItemTask(writer, itemId, { ...dates, ...people }, `changing work item ${itemId}`);
    },
  };
}

function aboutText(page: { text: string; record: Parameters<typeof writeRecord>[0] }): string {
  const text = page.text.trim();
  return text === '' ? writeRecord(page.record) : `${text}\n\n${writeRecord(page.record)}`;
}
