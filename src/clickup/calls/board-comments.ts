// Comments on the board itself, which concern no card: what Liaison tells the board's owner about itself.
import type { Clock } from '../../base/clock.ts';
import type { BoardComments } from '../../reconcile/owner-watch.ts';
import { ClickUpFailure } from '../../reconcile/ports.ts';
import { readComments } from '../http/pages.ts';
import type { Transport } from '../http/transport.ts';
import type { Places } from '../places/places.ts';
import { commentWrites } from './comment-writes.ts';
import { readThread } from './read-thread.ts';

/** The calls; `cardOf` names the card that stands in where the list takes no comments, null where there is none. */
export function boardComments(
  transport: Transport,
  options: { places: Pick<Places, 'boardId' | 'me'>; cardOf(): string | null; clock: Clock },
): BoardComments {
  const { places, cardOf, clock } = options;
  const myId = places.me.id;
  const writes = commentWrites(transport, { myId, clock });
  const list = `list/${places.boardId}` as const;
  const readAt = async (place: `list/${string}` | `task/${string}`) => {
    const { talk, odd, hear } = readThread(myId);
    for (const comment of await readComments(transport, place, odd)) hear(comment);
    return talk.own;
  };
  return {
    async read() {
      const onList = await readAt(list).catch((error: unknown) => {
        if (isOfPlace(error)) return [];
        throw error;
      });
      const card = cardOf();
      return card === null || onList.length > 0 ? onList : readAt(`task/${card}`);
    },
    async write(text, assignee) {
      try {
        return await writes.createCommentAt(list, { text, assignee });
      } catch (error) {
        const card = cardOf();
        // Of a list one workspace was seen to answer 500. What may have been made there shows at the next reading.
        if (card === null || !isOfPlace(error)) throw error;
        return writes.createComment(card, { text, assignee });
      }
    },
    close: (id, text, assignee) => writes.updateComment(id, { text, assignee, isResolved: true }),
  };
}

/** Whether it is this place that does not work, and not ClickUp as a whole. */
function isOfPlace(error: unknown): boolean {
  return (
    error instanceof ClickUpFailure && error.kind !== 'limited' && !error.isOfToken && !error.isUnanswered
  );
}
