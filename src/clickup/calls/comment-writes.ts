// Writing comments on tasks and replies in threads.
import type { Clock } from '../../base/clock.ts';
import type { ClickUp, NewComment as NewCommentOf } from '../../reconcile/ports.ts';
import type { Transport } from '../http/transport.ts';
import { NewComment, Nothing } from '../schemas.ts';
import { blocksOf } from '../translate.ts';

type CommentWrites = Pick<ClickUp, 'createComment' | 'createReply' | 'updateComment' | 'strikeComment'>;
type Place = `task/${string}` | `list/${string}`;

/** `myId` is the token's owner, in whose name Liaison comments. */
export function commentWrites(
  transport: Transport,
  { myId, clock }: { myId: number; clock: Clock },
): CommentWrites & {
  /** The same on a task or a list. */
  createCommentAt(place: Place, comment: NewCommentOf): ReturnType<ClickUp['createComment']>;
} {
  const createCommentAt = async (place: Place, { text, assignee }: NewCommentOf) => {
    const answer = await transport.request({
      method: 'POST',
      path: `/${place}/comment`,
      body: {
        comment: blocksOf(text),
        // Blocks beside a text would show twice; the vendor's description wants the key.
        comment_text: '',
        notify_all: false,
        ...(assignee === null ? {} : { assignee }),
      },
      answer: NewComment,
      doing: `commenting on ${place.replace('/', ' ')}`,
    });
    return { id: answer.id, at: answer.date ?? clock.now() };
  };
  return {
    createCommentAt,
    createComment: (taskId, comment) => createCommentAt(`task/${taskId}`, comment),

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
