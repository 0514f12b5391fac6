// Reads that look for what other reads do not show: where a task is by its own word, and what tells of Liaison's work.
import { type ClickUp, ClickUpFailure, type TaskPlace } from '../../reconcile/ports.ts';
import { namingThing } from '../http/misread.ts';
import type { Transport } from '../http/transport.ts';
import { taskIn } from '../marks.ts';
import type { Places } from '../places/places.ts';
import { PlacedTask, StatusTimes, Tags } from '../schemas.ts';

type TraceCalls = Pick<ClickUp, 'seekTask' | 'seekPage' | 'readTags' | 'readStatusTimes'>;

/** The calls, for the places of one playbook. */
export function traceCalls(transport: Transport, { workspaceId, spaceId }: Places): TraceCalls {
  const seekTask = async (taskId: string): Promise<TaskPlace> => {
    try {
      const doing = `looking for task ${taskId}`;
      const path = `/task/${taskId}`;
      // An id of the workspace's own making has a dash, ClickUp's have none.
      const query = taskId.includes('-') ? { custom_task_ids: true, team_id: workspaceId } : {};
      const asked = transport.request({ method: 'GET', path, query, answer: PlacedTask, doing });
      const task = await namingThing({ kind: 'item', id: taskId }, asked);
      return { listId: task.list.id, isArchived: task.archived === true };
    } catch (error) {
      if (!(error instanceof ClickUpFailure) || error.kind !== 'gone') throw error;
      return error.isDeleted ? 'deleted' : 'hidden';
    }
  };

  return {
    seekTask,

    // Without a task in it the address is none of ClickUp's: what it meant cannot be told.
    seekPage: async url => {
      const taskId = taskIn(url);
      return taskId === null ? 'hidden' : seekTask(taskId);
    },

    async readTags() {
      const doing = `reading the tags of space ${spaceId}`;
      const path = `/space/${spaceId}/tag`;
      const { tags } = await transport.request({ method: 'GET', path, answer: Tags, doing });
      return tags.map(({ name }) => name.toLowerCase());
    },

    async readStatusTimes(taskId) {
      try {
        const doing = `reading since when task ${taskId} is in its status`;
        const path = `/task/${taskId}/time_in_status`;
        const times = await transport.request({ method: 'GET', path, answer: StatusTimes, doing });
        const { since } = times.current_status.total_time;
        const statuses = times.status_history.map(({ status }) => status.toLowerCase());
        return since === null ? null : { since, statuses };
      } catch (error) {
        // It is an extra of ClickUp that a workspace may have switched off.
        if (error instanceof ClickUpFailure && !['limited', 'unavailable'].includes(error.kind)) return null;
        throw error;
      }
    },
  };
}
