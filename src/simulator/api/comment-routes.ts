// Comments of tasks and lists, and their threads: newest first, 25 at a time. There is no read of one
// comment, and a task's list does not contain replies.
import { z } from 'zod';
import { canSee, isMember } from '../access.ts';
import { announceChanges } from '../history.ts';
import { shown } from '../overrides.ts';
import { uuidOf } from '../random.ts';
import type { Comment, Task, User, World } from '../world.ts';
import { invalid, missing, notFound, unknownId } from './api-error.ts';
import { type Call, listOf, ok, type Route, readBody, taskOf, UserId } from './call.ts';
import { blocksInHistory, SentBlock, storedBlocks, textOf } from './comment-blocks.ts';
import { showPersonById } from './show-people.ts';
import { touch } from './touch.ts';

const pageSize = 25;

const NewComment = z.object({
  comment_text: z.string().optional(),
  comment: z.array(SentBlock).optional(),
  assignee: UserId.nullish(),
  group_assignee: z.string().nullish(),
});

type Place = { on: 'task' | 'list'; placeId: string; parentId: string | null };

function createComment(call: Call, place: Place, task: Task | undefined) {
  const { world, user } = call;
  const given = readBody(NewComment, call.body);
  const blocks = storedBlocks(world, given.comment_text, given.comment);
  if (textOf(blocks) === '') throw missing('Comment text');
  if (typeof given.assignee === 'number' && !isMember(world, given.assignee)) throw invalid('Assignee');
  const isAssigned = typeof given.assignee === 'number' || typeof given.group_assignee === 'string';
  const comment: Comment = {
    id: world.ids.comment(),
    historyId: world.ids.history(),
    ...place,
    blocks,
    userId: user.id,
    assigneeId: given.assignee ?? null,
    assignedById: isAssigned ? user.id : null,
    groupId: given.group_assignee ?? null,
    isResolved: false,
    isDeleted: false,
    createdAt: world.clock.now(),
  };
  world.comments.set(comment.id, comment);
  if (task !== undefined) announceComment(world, user, task, comment, 'taskCommentPosted');
  const { id, historyId, createdAt } = comment;
  const version = {
    object_type: 'comment',
    object_id: id,
    workspace_id: Number(world.id),
    operation: 'c',
    version: createdAt,
    deleted: false,
  };
  // The id is a number here, and text in all reads.
  return ok({ id: Number(id), hist_id: historyId, date: createdAt, version });
}

// An edit repeats the history item of the original post, with only the new text.
function announceComment(world: World, user: User, task: Task, comment: Comment, event: string): void {
  touch(world, task);
  const parent = comment.parentId === null ? undefined : world.comments.get(comment.parentId);
  const extra = {
    before: null,
    after: comment.id,
    comment: showInHistory(world, task, comment, world.ids.uuid()),
    ...(parent === undefined
      ? {}
      : { parent_comment: showInHistory(world, task, parent, uuidOf(parent.id)) }),
  };
  announceChanges(world, user, task, [{ event, field: 'comment', extra, historyId: comment.historyId }]);
}

function showInHistory(world: World, task: Task, comment: Comment, blockId: string) {
  const author = showPersonById(world, comment.userId);
  const blocks = blocksInHistory(comment.blocks, blockId);
  return {
    id: comment.id,
    date: String(comment.createdAt),
    parent: task.id,
    type: comment.parentId === null ? 1 : 2,
    comment: blocks,
    text_content: `${textOf(comment.blocks)}\n`,
    x: null,
    y: null,
    image_y: null,
    image_x: null,
    page: null,
    comment_number: null,
    page_id: null,
    page_name: null,
    view_id: null,
    view_name: null,
    team: null,
    user: author,
    new_thread_count: 0,
    new_mentioned_thread_count: 0,
    email_attachments: [],
    threaded_users: [],
    threaded_replies: repliesTo(world, comment).length,
    threaded_assignees: 0,
    threaded_assignees_members: [],
    threaded_unresolved_count: 0,
    thread_followers: [author],
    group_thread_followers: [],
    reactions: [],
    emails: [],
  };
}

/** The replies in the thread of a comment. */
export function repliesTo(world: World, comment: Comment): Comment[] {
  return [...world.comments.values()].filter(each => each.parentId === comment.id && !each.isDeleted);
}

function showComment(world: World, comment: Comment) {
  return shown(world, comment.id, {
    id: comment.id,
    comment: comment.blocks,
    comment_text: textOf(comment.blocks),
    user: showPersonById(world, comment.userId),
    resolved: comment.isResolved,
    assignee: showPersonById(world, comment.assigneeId),
    assigned_by: showPersonById(world, comment.assignedById),
    ...(comment.groupId === null ? {} : { group_assignee: comment.groupId }),
    reactions: [],
    date: String(comment.createdAt),
    reply_count: String(repliesTo(world, comment).length),
  });
}

/** The comments on a task or list without the replies, newest first. */
export function commentsOn(world: World, on: 'task' | 'list', placeId: string): Comment[] {
  const found = [...world.comments.values()].filter(
    each => each.on === on && each.placeId === placeId && each.parentId === null && !each.isDeleted,
  );
  return found.sort((left, right) => right.createdAt - left.createdAt || Number(right.id) - Number(left.id));
}

function answerPage({ world, query }: Call, comments: readonly Comment[]) {
  const start = query.get('start');
  const startId = query.get('start_id');
  if (start !== null && !/^\d+$/u.test(start)) throw invalid('start');
  const isAfter = (comment: Comment) => {
    if (start === null) return true;
    if (comment.createdAt !== Number(start)) return comment.createdAt < Number(start);
    return startId !== null && Number(comment.id) < Number(startId);
  };
  const page = comments.filter(isAfter).slice(0, pageSize);
  return ok({ comments: page.map(comment => showComment(world, comment)) });
}

function commentOf({ world, user, params }: Call): Comment {
  const comment = world.comments.get(params['comment_id'] ?? '');
  if (comment === undefined) throw unknownId();
  const listId = taskBehind(world, comment)?.listId ?? comment.placeId;
  if (!canSee(world, user.id, listId)) throw unknownId();
  if (comment.isDeleted) throw notFound('Comment');
  return comment;
}

const taskBehind = (world: World, comment: Comment) =>
  comment.on === 'task' ? world.tasks.get(comment.placeId) : undefined;

const CommentChange = z.object({
  comment_text: z.string().optional(),
  comment: z.array(SentBlock).optional(),
  assignee: UserId.nullish(),
  group_assignee: z.unknown().optional(),
  resolved: z.boolean().optional(),
});

function updateComment(call: Call) {
  const { world, user } = call;
  const comment = commentOf(call);
  const given = readBody(CommentChange, call.body);
  const isText = given.comment_text !== undefined || given.comment !== undefined;
  if (!world.behaviour.partialCommentUpdate) {
    if (!isText) throw missing('comment_text');
    if (typeof given.assignee !== 'number') throw missing('assignee');
    if (given.resolved === undefined) throw missing('resolved');
  }
  if (typeof given.assignee === 'number' && !isMember(world, given.assignee)) throw invalid('Assignee');
  const before = JSON.stringify([comment.blocks, comment.isResolved, comment.assigneeId]);
  const blocksBefore = JSON.stringify(comment.blocks);
  if (isText) comment.blocks = storedBlocks(world, given.comment_text, given.comment);
  if (given.resolved !== undefined) comment.isResolved = given.resolved;
  if (given.assignee !== undefined && given.assignee !== comment.assigneeId) {
    comment.assigneeId = given.assignee;
    comment.assignedById = given.assignee === null ? null : user.id;
  }
  if (JSON.stringify([comment.blocks, comment.isResolved, comment.assigneeId]) === before) return ok({});
  const task = taskBehind(world, comment);
  if (task === undefined) return ok({});
  const isTold =
    JSON.stringify(comment.blocks) !== blocksBefore || world.behaviour.resolveFiresCommentUpdated;
  if (isTold) announceComment(world, user, task, comment, 'taskCommentUpdated');
  else touch(world, task);
  return ok({});
}

function deleteComment(call: Call) {
  const comment = commentOf(call);
  comment.isDeleted = true;
  const task = taskBehind(call.world, comment);
  if (task !== undefined) touch(call.world, task);
  return ok({});
}

function createReply(call: Call) {
  const { on, placeId, id } = commentOf(call);
  const task = on === 'task' ? call.world.tasks.get(placeId) : undefined;
  return createComment(call, { on, placeId, parentId: id }, task);
}

function getReplies(call: Call) {
  const { world } = call;
  const replies = repliesTo(world, commentOf(call)).sort((left, right) => right.createdAt - left.createdAt);
  return ok({ comments: replies.map(reply => showComment(world, reply)) });
}

/** Routes about comments and replies. */
export const commentRoutes: Route[] = [
  {
    method: 'GET',
    path: '/v2/task/{task_id}/comment',
    handle: call => answerPage(call, commentsOn(call.world, 'task', taskOf(call).id)),
  },
  {
    method: 'POST',
    path: '/v2/task/{task_id}/comment',
    handle: call => {
      const task = taskOf(call);
      return createComment(call, { on: 'task', placeId: task.id, parentId: null }, task);
    },
  },
  {
    method: 'GET',
    path: '/v2/list/{list_id}/comment',
    handle: call => answerPage(call, commentsOn(call.world, 'list', listOf(call).id)),
  },
  {
    method: 'POST',
    path: '/v2/list/{list_id}/comment',
    handle: call => createComment(call, { on: 'list', placeId: listOf(call).id, parentId: null }, undefined),
  },
  { method: 'PUT', path: '/v2/comment/{comment_id}', handle: updateComment },
  { method: 'DELETE', path: '/v2/comment/{comment_id}', handle: deleteComment },
  { method: 'GET', path: '/v2/comment/{comment_id}/reply', handle: getReplies },
  { method: 'POST', path: '/v2/comment/{comment_id}/reply', handle: createReply },
];
