// Reading what was said on tasks and in threads.
import type { ClickUp } from '../../reconcile/ports.ts';
import { CommentAnswer, Comments } from '../comment-schemas.ts';
import { readComments } from '../http/pages.ts';
import type { Transport } from '../http/transport.ts';
import { readThread } from './read-thread.ts';

/** `myId` is the token's owner, in whose name Liaison comments. */
export function commentReads(
  transport: Transport,
  myId: number,
): Pick<ClickUp, 'readComments' | 'readReplies'> {
  return {
    async readComments(taskId) {
      const { talk, odd, hear } = readThread(myId);
      for (const comment of await readComments(transport, `task/${taskId}`, odd)) hear(comment);
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
  };
}
