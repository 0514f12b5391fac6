// What was said on a task, comment by comment: one that can't be read is named, and hides nothing else.
import type { z } from 'zod';
import { isCommand } from '../../domain/commands/command-parts.ts';
import { readHeadline } from '../../domain/language/headline.ts';
import type { Thread } from '../../reconcile/ports.ts';
import { type CommentAnswer, CommentAuthor } from '../comment-schemas.ts';
import { placeOf, toldOf } from '../http/misread.ts';
import { ownCommentOf } from '../translate.ts';

/** Who said something that ClickUp shows without its author. */
const NOBODY = 0;

/** A talk to which comments are added, newest first; `myId` is whose token it is. */
export function readThread(myId: number): {
  talk: Thread;
  /** Adds one that can't be read. */
  odd(raw: unknown, error: z.ZodError): void;
  hear(comment: CommentAnswer): void;
} {
  const talk: Thread = { own: [], commands: [], words: [], lastWordAt: null, unreadable: [], isWhole: true };
  /** What is somebody else's can be none of the things that Liaison says once. */
  const setAside = (id: string | null, where: string, reason: string, isTheirs: boolean): void => {
    talk.unreadable.push({ kind: 'comment', id, name: null, where, reason });
    if (!isTheirs) talk.isWhole = false;
  };

  /** Whoever mentions Liaison first speaks to it all the same. */
  const toMe = ({ text, addressed }: CommentAnswer): string => {
    if (addressed?.user.id !== myId) return text.trim();
    const rest = text
      .trim()
      .slice(addressed.text.trim().length)
      .replace(/^[\s,:;–—-]+/, '');
    return isCommand(rest) ? rest : text.trim();
  };

  return {
    talk,
    odd(raw, error) {
      const { where, reason } = placeOf(error);
      const { data } = CommentAuthor.safeParse(raw);
      setAside(toldOf(raw).id, where, reason, data !== undefined && data.user?.id !== myId);
    },
    hear(comment) {
      const { id, user, text, odd } = comment;
      const isMine = user?.id === myId;
      if (odd !== null) setAside(id, odd, odd === 'date' ? 'is no instant' : 'is no text', !isMine);
      if (odd !== null && isMine) return;
      // Shown without whoever wrote it, it is no comment of ours by its author, and still may be by what it says.
      if (!user && readHeadline(text) !== null) return setAside(id, 'user', 'is nobody', false);
      const own = ownCommentOf(comment, myId);
      if (own) {
        talk.own.push(own);
        return;
      }
      const at = comment.date ?? 0;
      talk.lastWordAt = Math.max(talk.lastWordAt ?? 0, at);
      const replies = comment.reply_count ?? 0;
      if (!user) {
        // Nobody can be answered of whom nobody knows who it is; what was answered counts all the same.
        if (isCommand(text.trim())) setAside(id, 'user', 'is nobody', true);
        talk.words.push({ id, by: NOBODY, at, text: '', replies });
        return;
      }
      const said = { id, by: user.id, at, text: toMe(comment), replies };
      (isCommand(said.text) ? talk.commands : talk.words).push(said);
    },
  };
}
