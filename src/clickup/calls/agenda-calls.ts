// The agendas of the all-hands, in the list that the playbook names for them.
import type { ClickUp } from '../../reconcile/ports.ts';
import { readTasks } from '../http/pages.ts';
import { readAgenda, withAgenda } from '../marks.ts';
import { AgendaTask } from '../schemas.ts';
import { createItemTask, type TaskWriter } from './task-writes.ts';

/** The calls; without a list there are no agendas. */
export function agendaCalls(
  writer: TaskWriter,
  digestListId: string | null,
): Pick<ClickUp, 'readAgendas' | 'createAgenda'> {
  const { transport, due } = writer;
  return {
    async readAgendas() {
      if (digestListId === null) return [];
      const spec = {
        path: `/list/${digestListId}/task`,
        query: { include_closed: true, subtasks: false },
        doing: `reading the agendas in list ${digestListId}`,
      };
      // One that can't be read may be the very agenda: none is made beside it.
      const read = (task: AgendaTask) => {
        const on = readAgenda(task.description || task.text_content || '');
        return on === null ? null : { id: task.id, on };
      };
      return readTasks(transport, { task: AgendaTask, read }, spec);
    },

    async createAgenda({ on, name, text }) {
      const listId = digestListId ?? '';
      const body = { name, markdown_content: withAgenda(text, on), ...due(on) };
      const { id } = await createItemTask(
        writer,
        listId,
        body,
        `making the agenda of ${on} in list ${listId}`,
      );
      return { id, on };
    },
  };
}
