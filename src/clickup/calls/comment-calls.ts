// Everything about comments: reading and saying things on tasks and in threads.

import type { Clock } from '../../base/clock.ts';
import type { ClickUp } from '../../reconcile/ports.ts';
import { readComments } from '../http/pages.ts';
import type { Transport } from '../http/transport.ts';
import { CommentAnswer, Comments, NewComment, Nothing } from '../schemas.ts';
import { blocksOf } from '../translate.ts';
import { readThread } from './read-thread.ts';

type CommentCalls = Pick<
  ClickUp,
  'readComments' | 'readReplies' | 'createComment' | 'createReply' | 'updateComment' | 'strikeComment'
>;

/** `myId` is the token's owner, in whose name Liaison speaks. */
export function commentCalls(
  transport: Transport,
  { myId, clock }: { myId: number; clock: Clock },
): CommentCalls {
  return {
    async readComments(taskId) {
      const { talk, odd, hear } = readThread(myId);
      for (const comment of await readComments(transport, taskId, odd)) hear(comment);
      return talk;
    },

    async readReplies(commentId) {
      const { comments } = await transport.request({
        method: 'GET',
        path: `/comment/${commentId}/reply`,
        answer: Comments,
        doing: `reading the thread of comment ${commentId}`,
      });
      const { talk, odd, hear } = readThread(myId);
      for (const raw of comments) {
        const { data, error } = CommentAnswer.safeParse(raw);
        if (data) hear(data);
        else odd(raw, error);
      }
      return talk;
    },

    async createComment(taskId, { text, assignee }) {
      const answer = await transport.request({
        method: 'POST',
        path: `/task/${taskId}/comment`,
        body: {
          comment: blocksOf(text),
          // Blocks beside a text would show twice; the vendor's description wants the key.
          comment_text: '',
          notify_all: false,
          ...(assignee === null ? {} : { assignee }),
        },
        answer: NewComment,
        doing: `commenting on task ${taskId}`,
      });
      return { id: answer.id, at: answer.date ?? clock.now() };
    },

    async createReply(commentId, text) {
      const answer = await transport.request({
        method: 'POST',
        path: `/comment/${commentId}/reply`,
        body: { comment: blocksOf(text), comment_text: '', notify_all: false },
        answer: NewComment,
        doing: `replying to comment ${commentId}`,
      });
      return { id: answer.id, at: answer.date ?? clock.now() };
    },

    async updateComment(commentId, { text, assignee, isResolved }) {
      await transport.request({
        method: 'PUT',
        path: `/comment/${commentId}`,
        body: {
          comment: blocksOf(text),
          comment_text: '',
          resolved: isResolved,
          ...(assignee === null ? {} : { assignee }),
        },
        answer: Nothing,
        doing: `editing comment ${commentId}`,
      });
    },

    async strikeComment(commentId, text) {
      await transport.request({
        method: 'PUT',
        path: `/comment/${commentId}`,
        // All that the vendor's description requires, and nothing else. It must be somebody's, so it is our own.
        body: { comment_text: text, assignee: myId, resolved: true },
        answer: Nothing,
        doing: `striking comment ${commentId}`,
      });
    },
  };
}
