// Reading everything of something that comes in pages. A set that can't be read to its end is a failure, never a
// partial answer: what is missing would look deleted.
import type { z } from 'zod';
import { ClickUpFailure } from '../reconcile/ports.ts';
import { type Comment, Comments, pageOf } from './schemas.ts';
import type { RequestSpec, Transport } from './transport.ts';

const TASKS_PER_PAGE = 100;
const COMMENTS_PER_PAGE = 25;
/** A hundred thousand tasks, or 12,500 comments: beyond this something is wrong. */
const MOST_TASK_PAGES = 1_000;
const MOST_COMMENT_PAGES = 500;

/**
 * Reads all pages of tasks, oldest first, so that tasks made meanwhile shift nothing and a page may wait for the next
 * minute. `further` sends for those after the first, by whose failure pages would be lost.
 */
export async function readTasks<T extends { id: string }>(
  transport: Transport,
  task: z.ZodType<T>,
  spec: Pick<RequestSpec<unknown>, 'path' | 'query' | 'doing'>,
  further: Transport = transport,
): Promise<T[]> {
  const found = new Map<string, T>();
  for (let page = 0; page < MOST_TASK_PAGES; page++) {
    const answer = await (page === 0 ? transport : further).request({
      method: 'GET',
      path: spec.path,
      query: { ...spec.query, order_by: 'created', reverse: true, page },
      answer: pageOf(task),
      doing: spec.doing,
    });
    const before = found.size;
    for (const one of answer.tasks) found.set(one.id, one);
    const isLast = answer.last_page ?? answer.tasks.length < TASKS_PER_PAGE;
    if (isLast || answer.tasks.length === 0) return [...found.values()];
    if (found.size === before) throw endless(spec.doing, `page ${page} brought nothing new`);
  }
  throw endless(spec.doing, `there are more than ${MOST_TASK_PAGES} pages`);
}

/** Reads all comments of a task, newest first. */
export async function readComments(transport: Transport, taskId: string): Promise<Comment[]> {
  const doing = `reading the comments of task ${taskId}`;
  const found = new Map<string, Comment>();
  let from: Record<string, string> = {};
  for (let page = 0; page < MOST_COMMENT_PAGES; page++) {
    const { comments } = await transport.request({
      method: 'GET',
      path: `/task/${taskId}/comment`,
      query: from,
      answer: Comments,
      doing,
    });
    const before = found.size;
    for (const comment of comments) found.set(comment.id, comment);
    const last = comments.at(-1);
    if (!last || comments.length < COMMENTS_PER_PAGE) return [...found.values()];
    if (found.size === before) throw endless(doing, `page ${page} brought nothing new`);
    if (last.date === null) throw endless(doing, `comment ${last.id} has no date to read on from`);
    from = { start: String(last.date), start_id: last.id };
  }
  throw endless(doing, `there are more than ${MOST_COMMENT_PAGES} pages`);
}

function endless(doing: string, problem: string): ClickUpFailure {
  return new ClickUpFailure('unreadable', `While ${doing}: the pages did not come to an end, ${problem}.`);
}
