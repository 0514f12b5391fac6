// Reading everything of something that comes in pages. A set that can't be read to its end is a failure, never a
// partial answer: what is missing would look deleted. One thing in it that can't be understood is named, and no failure.
import type { z } from 'zod';
import { yieldToEventLoop } from '../../base/yield-to-event-loop.ts';
import type { SetAside, Unreadable } from '../../domain/unreadable.ts';
import { ClickUpFailure } from '../../reconcile/ports.ts';
import { CommentAnswer, Comments } from '../comment-schemas.ts';
import { TaskPage } from '../schemas.ts';
import { placeOf, toldOf } from './misread.ts';
import type { RequestSpec } from './request-spec.ts';
import type { Transport } from './transport.ts';

const TASKS_PER_PAGE = 100;
/** So many are understood before others get their turn: a whole page takes longer than a delivery should wait. */
const TASKS_AT_ONCE = 20;
const COMMENTS_PER_PAGE = 25;
/** A million tasks, or 12,500 comments: beyond this something is wrong. */
const MOST_TASK_PAGES = 10_000;
const MOST_COMMENT_PAGES = 500;

/** What tasks are to us, who hears of those that can't be read, and what else can be told of one. */
export type Odd = {
  kind: 'card' | 'item';
  setAside: SetAside;
  /** Whether one that can't be read is one of those that are wanted. */
  isMeant(raw: unknown): boolean;
  placeOf?(raw: unknown): Partial<Unreadable>;
};

/** How a task is understood, and what it is to us; null if it is none of those that are wanted. */
export type TaskReading<T extends { id: string }, R> = { task: z.ZodType<T>; read(task: T): R | null };

/**
 * Reads all pages of tasks, oldest first, so that tasks made meanwhile shift nothing and a page may wait for the next
 * minute; each is read as it comes, since all of them at the end would keep everybody else waiting. `further` sends for
 * those after the first, by whose failure pages would be lost. Without `odd` one task that can't be read fails them all.
 */
export async function readTasks<T extends { id: string }, R>(
  transport: Transport,
  { task, read }: TaskReading<T, R>,
  spec: Pick<RequestSpec<unknown>, 'path' | 'query' | 'doing'>,
  further: Transport = transport,
  odd: Odd | null = null,
): Promise<R[]> {
  const found = new Map<string, R | null>();
  const unread = new Map<string, Unreadable>();
  const take = (one: T): void => {
    try {
      found.set(one.id, read(one));
    } catch (error) {
      if (!odd || !(error instanceof ClickUpFailure) || error.thing === null) throw error;
      unread.set(one.id, error.thing);
    }
  };
  const note = (raw: unknown, index: number): void => {
    const result = task.safeParse(raw);
    if (result.success) return take(result.data);
    const told = toldOf(raw);
    const { where, reason } = placeOf(result.error);
    if (!odd) {
      const place = `tasks.${index}.${where}: ${reason}`;
      throw new ClickUpFailure(
        'unreadable',
        `While ${spec.doing}: the answer can't be understood: ${place}.`,
      );
    }
    if (!odd.isMeant(raw)) return;
    const one = { kind: odd.kind, ...told, where, reason, ...odd.placeOf?.(raw) };
    unread.set(told.id ?? JSON.stringify(raw), one);
  };
  for (let page = 0; page < MOST_TASK_PAGES; page++) {
    const answer = await (page === 0 ? transport : further).request({
      method: 'GET',
      path: spec.path,
      query: { ...spec.query, order_by: 'created', reverse: true, page },
      answer: TaskPage,
      doing: spec.doing,
    });
    const before = found.size + unread.size;
    for (const [index, raw] of answer.tasks.entries()) {
      if (index > 0 && index % TASKS_AT_ONCE === 0) await yieldToEventLoop();
      note(raw, index);
    }
    const isLast = answer.last_page ?? answer.tasks.length < TASKS_PER_PAGE;
    if (isLast || answer.tasks.length === 0) {
      for (const [id, one] of unread) if (!found.has(id)) odd?.setAside(one);
      return [...found.values()].flatMap(one => one ?? []);
    }
    if (found.size + unread.size === before) throw endless(spec.doing, `page ${page} brought nothing new`);
  }
  throw endless(spec.doing, `there are more than ${MOST_TASK_PAGES} pages`);
}

/**
 * Reads all comments of a task, newest first. `odd` hears of those that can't be read; without it one of them fails them
 * all.
 */
export async function readComments(
  transport: Transport,
  place: `task/${string}` | `list/${string}`,
  odd: ((raw: unknown, error: z.ZodError) => void) | null = null,
): Promise<CommentAnswer[]> {
  const doing = `reading the comments of ${place.replace('/', ' ')}`;
  const found = new Map<string, CommentAnswer>();
  const unread = new Map<string, { raw: unknown; error: z.ZodError }>();
  let from: Record<string, string> = {};
  for (let page = 0; page < MOST_COMMENT_PAGES; page++) {
    const { comments } = await transport.request({
      method: 'GET',
      path: `/${place}/comment`,
      query: from,
      answer: Comments,
      doing,
    });
    const before = found.size + unread.size;
    let last: CommentAnswer | undefined;
    for (const raw of comments) {
      const { data, error } = CommentAnswer.safeParse(raw);
      if (data) found.set(data.id, data);
      else unread.set(toldOf(raw).id ?? JSON.stringify(raw), { raw, error });
      // Behind one without a date nothing goes on; what was read after the last that has one comes again.
      if (data && data.date !== null) last = data;
    }
    if (comments.length < COMMENTS_PER_PAGE) {
      for (const { raw, error } of unread.values()) tell(doing, odd, raw, error);
      return [...found.values()];
    }
    if (found.size + unread.size === before) throw endless(doing, `page ${page} brought nothing new`);
    if (!last) throw endless(doing, `no comment of page ${page} has a date to read on from`);
    from = { start: String(last.date), start_id: last.id };
  }
  throw endless(doing, `there are more than ${MOST_COMMENT_PAGES} pages`);
}

function tell(doing: string, odd: Parameters<typeof readComments>[2], raw: unknown, error: z.ZodError): void {
  if (odd) return odd(raw, error);
  const { where, reason } = placeOf(error);
  const message = `While ${doing}: the answer can't be understood: comments.${where}: ${reason}.`;
  throw new ClickUpFailure('unreadable', message);
}

function endless(doing: string, problem: string): ClickUpFailure {
  return new ClickUpFailure('unreadable', `While ${doing}: the pages did not come to an end, ${problem}.`);
}
