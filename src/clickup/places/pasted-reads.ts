// Where something is whose address somebody has: a view or a task. One request each.
import { ClickUpFailure } from '../../reconcile/ports.ts';
import type { Transport } from '../http/transport.ts';
import { LocatedTask, ViewAnswer } from '../schemas.ts';

/** Of what a view is a view; `type` is the vendor's number. Null where this token sees no such view. */
export async function readViewParent(
  transport: Transport,
  viewId: string,
): Promise<{ id: string; type: number } | null> {
  const doing = `asking what view ${viewId} shows`;
  const path = `/view/${encodeURIComponent(viewId)}`;
  const asked = transport.request({ method: 'GET', path, answer: ViewAnswer, doing });
  return (await orUnseen(asked))?.view.parent ?? null;
}

/** In which list and workspace a task is; `workspaceId` must be given for an id of the workspace's own making. */
export async function readWhereTask(transport: Transport, taskId: string, workspaceId: string | null) {
  const doing = `asking where task ${taskId} is`;
  const path = `/task/${encodeURIComponent(taskId)}`;
  const query = workspaceId === null ? {} : { custom_task_ids: true, team_id: workspaceId };
  return orUnseen(transport.request({ method: 'GET', path, query, answer: LocatedTask, doing }));
}

async function orUnseen<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    // An id of the wrong form is nobody's.
    const isUnseen = error instanceof ClickUpFailure && ['gone', 'invalid'].includes(error.kind);
    if (isUnseen) return null;
    throw error;
  }
}
