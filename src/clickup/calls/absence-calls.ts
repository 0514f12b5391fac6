// The list of absences: who is away, as far as its tasks say so, and the tasks that Liaison makes there for people who ask.
import type { Clock } from '../../base/clock.ts';
import type { AbsenceTask, ClickUp } from '../../reconcile/ports.ts';
import { understand } from '../http/misread.ts';
import { readTasks } from '../http/pages.ts';
import { withAbsence } from '../marks.ts';
import { Answer, ItemTask } from '../schemas.ts';
import { absenceOf } from '../translate.ts';
import { itemStatuses } from './item-statuses.ts';
import { updatedAfter } from './task-answers.ts';
import { type TaskWriter, WRITTEN } from './task-writes.ts';

/** A task as an absence: whose, from when to when. Its name is left where it is. */
const AbsenceAnswer = ItemTask.pick({
  id: true,
  text_content: true,
  description: true,
  status: true,
  date_created: true,
  date_updated: true,
  due_date: true,
  start_date: true,
  assignees: true,
});

type Calls = Pick<ClickUp, 'readAbsences' | 'createAbsence' | 'changeAbsence' | 'closeAbsence'>;

/** The calls; days are read in `zone`. Without a list nobody is away, and nothing is asked. */
export function absenceCalls(
  writer: TaskWriter,
  { listId, zone, clock }: { listId: string | null; zone: string; clock: Clock },
): Calls {
  const { transport, due } = writer;
  const { closeItem } = itemStatuses(writer, clock);
  const days = (from: string, until: string): object => ({ ...due(until), ...asStart(due(from)) });
  const send = async (
    method: 'POST' | 'PUT',
    path: string,
    body: object,
    doing: string,
  ): Promise<AbsenceTask> => {
    const answer = await transport.request({ method, path, body, answer: Answer, doing });
    return absenceOf(understand(AbsenceAnswer, answer, 'item', WRITTEN), zone);
  };
  return {
    async readAbsences(since) {
      if (listId === null) return null;
      const spec = {
        path: `/list/${listId}/task`,
        // Closed ones only where they may have been open before: an absence that is over stays in such lists for years.
        query: { include_closed: since !== null, subtasks: true, ...updatedAfter(since) },
        doing: `reading the absences in list ${listId}`,
      };
      return readTasks(transport, { task: AbsenceAnswer, read: task => absenceOf(task, zone) }, spec);
    },
    createAbsence: ({ commandId, person, from, until, name }) =>
      send(
        'POST',
        `/list/${listId ?? ''}/task`,
        { name, markdown_content: withAbsence(commandId), assignees: [person], ...days(from, until) },
        `noting an absence in list ${listId ?? ''}`,
      ),
    changeAbsence: ({ id, from, until }) =>
      send('PUT', `/task/${id}`, days(from, until), `changing the absence ${id}`),
    async closeAbsence(id, beforeWrite) {
      await closeItem(id, listId ?? '', beforeWrite);
    },
  };
}

/** A start day is written like a due day. */
function asStart(due: object): object {
  const { due_date, due_date_time } = due as Record<string, unknown>;
  return { start_date: due_date, start_date_time: due_date_time };
}
