// Saying things in ClickUp: each comment once, edited in place afterwards, and remembered so that it need not be read.

import type { Log } from '../../base/log.ts';
import { readHeadline } from '../../domain/language/headline.ts';
import { outOfDateText } from '../../domain/language/render.ts';
import { isSameText, plainText, type RichText } from '../../domain/language/rich-text.ts';
import type { CompanyTexts } from '../../domain/language/texts.ts';
import type { Observation, OwnComment } from '../../domain/observation.ts';
import { type CreateOnceDeps, createOnce } from '../apply/create-once.ts';
import type { RememberedComments } from '../memory/card-facts.ts';
import type { CardMemory } from '../memory/card-memory.ts';
import type { ObserveDeps } from '../observe-deps.ts';
import { ClickUpFailure } from '../ports.ts';

/** Whether a comment read back is the one that an earlier attempt was about to write at `since`, by ClickUp's clock. */
type IsIt = (comment: OwnComment, since: number) => boolean;

export type CommentWriter = {
  /** Writes a comment on the card; `what` names it within the card's present episode. */
  write(what: string, text: RichText, assignee: number | null, isIt?: IsIt): Promise<void>;
  /**
   * Edits the status comment in place. Where ClickUp refuses that, the old one is struck and a new one said; should it
   * refuse to strike as well, the newest one counts.
   */
  editStatus(commentId: string, text: RichText): Promise<void>;
  /** Closes a question in place. Where ClickUp refuses that, the question is left as it is. */
  settleAsk(commentId: string, text: RichText): Promise<void>;
  /** Answers a command in its thread. */
  answer(commandId: string, text: RichText): Promise<void>;
  /** Writes a reminder on the feedback item. */
  remind(itemId: string, number: number, text: RichText): Promise<void>;
};

/** Where something is said, and how what was said there is found again. */
type Place = {
  write(text: RichText, assignee: number | null): Promise<{ id: string; at: number }>;
  lookUp(): Promise<OwnComment[]>;
};

type CommentWriterDeps = CreateOnceDeps &
  Pick<ObserveDeps, 'clickUp' | 'cache' | 'connection'> & { log: Log; texts: CompanyTexts };

/** `teamListUrl` answers with the page that `{ page: 'team-list' }` means by now. */
export function createCommentWriter(
  deps: CommentWriterDeps,
  { card }: Pick<Observation, 'card'>,
  known: CardMemory,
  teamListUrl: () => string,
): CommentWriter {
  const { clickUp, clock, cache, connection, log, texts } = deps;
  const { readLagMs } = deps.company;

  const onTask = (taskId: string): Place => ({
    write: (text, assignee) => clickUp.createComment(taskId, { text, assignee }),
    lookUp: async () => (await clickUp.readComments(taskId)).own,
  });
  const skewMs = () => connection.clockSkewMs();
  const remember = async (
    change: (comments: RememberedComments) => Partial<RememberedComments>,
  ): Promise<void> => {
    const nothing = { own: [], commands: [], unanswered: [], lastWordAt: null, unreadable: [], upTo: 0 };
    const comments = known.comments ?? { ...nothing, readAt: clock.now() };
    // Where deliveries tell of people's words, the card's new time only means ours.
    const upTo = connection.hears().board ? Math.max(comments.upTo, clock.now() + skewMs()) : comments.upTo;
    await known.noteComments({ ...comments, upTo, ...change(comments) });
  };

  const post = async (
    what: string,
    { write, lookUp }: Place,
    text: RichText,
    assignee: number | null,
    isIt: IsIt = (comment, since) =>
      comment.at >= since - readLagMs && isSameText(comment.text, plainText(text)),
  ): Promise<OwnComment> => {
    const since = known.made.get(what)?.at ?? clock.now();
    const comment = await createOnce<OwnComment>(deps, known, {
      what,
      make: async () => {
        const { id, at } = await write(withTeamList(text, teamListUrl()), assignee);
        cache.noteComment(id);
        return { ...ownComment(id, at, text), ...pageOf(text, teamListUrl()), assignee };
      },
      asObject: made => ({ commentId: made.id }),
      lookUp: async () => (await lookUp()).find(found => isIt(found, since + skewMs())) ?? null,
    });
    return comment;
  };
  /** Once it is remembered among the comments; a thing of the same name may be said again in another episode. */
  const settle = (what: string): Promise<void> => known.forgetMade([what]);

  const write: CommentWriter['write'] = async (what, text, assignee, isIt) => {
    const comment = await post(what, onTask(card.id), text, assignee, isIt);
    await remember(comments => ({ own: withComment(comments.own, comment) }));
    await settle(what);
  };
  const assigneeOf = (commentId: string) => known.comments?.own.find(({ id }) => id === commentId)?.assignee;
  const noteEdited = async (commentId: string, text: RichText, isResolved: boolean): Promise<void> => {
    await remember(({ own }) => ({
      own: own.map(comment =>
        comment.id === commentId
          ? {
              ...comment,
              page: undefined,
              ...ownComment(commentId, comment.at, text),
              ...pageOf(text, teamListUrl()),
              isResolved,
            }
          : comment,
      ),
    }));
  };
  const edit = async (commentId: string, text: RichText, isResolved: boolean): Promise<void> => {
    const assignee = assigneeOf(commentId) ?? null;
    const said = { text: withTeamList(text, teamListUrl()), assignee, isResolved };
    try {
      await clickUp.updateComment(commentId, said);
      cache.noteComment(commentId);
    } catch (error) {
      // It may have been deleted: next time the comments are read again instead of remembered.
      await known.rereadComments();
      throw error;
    }
    await noteEdited(commentId, text, isResolved);
  };
  /** Struck before the new one is said: whatever happens in between, no two say how it stands. */
  const strike = async (commentId: string): Promise<void> => {
    try {
      await clickUp.strikeComment(commentId, outOfDateText(texts));
      cache.noteComment(commentId);
      await remember(({ own }) => ({ own: own.filter(({ id }) => id !== commentId) }));
    } catch (error) {
      if (!isRefusal(error)) throw error;
      log.warn({ card: card.id, reason: error.message }, 'an outdated status comment stays');
    }
  };

  return {
    write,

    async editStatus(commentId, text) {
      try {
        await edit(commentId, text, false);
      } catch (error) {
        if (!isRefusal(error)) throw error;
        log.warn({ card: card.id, reason: error.message }, 'the status comment is said anew');
        await strike(commentId);
        await write('status', text, null);
      }
    },

    async settleAsk(commentId, text) {
      try {
        await edit(commentId, text, true);
      } catch (error) {
        const isFinal = error instanceof ClickUpFailure && error.kind === 'invalid';
        // Without knowing whom it asks, the fault may be ours: once the comments are read again, we know.
        if (!isFinal || assigneeOf(commentId) === undefined) throw error;
        log.warn({ card: card.id, reason: error.message }, 'a question that is mended stays open');
        await noteEdited(commentId, text, true);
      }
    },

    async answer(commandId, text) {
      const first = readHeadline(plainText(text));
      const what = `answer:${first?.kind ?? ''}:${commandId}`;
      const inThread: Place = {
        write: reply => clickUp.createReply(commandId, reply),
        lookUp: async () => (await clickUp.readReplies(commandId)).own,
      };
      const reply = await post(what, inThread, text, null);
      await remember(({ commands }) => ({
        commands: commands.map(command =>
          command.id === commandId ? { ...command, answers: withComment(command.answers, reply) } : command,
        ),
      }));
      await settle(what);
    },

    async remind(itemId, number, text) {
      const what = `remind:${number}`;
      const comment = await post(what, onTask(itemId), text, null);
      await known.noteReminders(withComment(known.reminders ?? [], comment));
      await settle(what);
    },
  };
}

/** ClickUp says no to this very request; asking again would change nothing. */
function isRefusal(error: unknown): error is ClickUpFailure {
  return error instanceof ClickUpFailure && ['invalid', 'refused'].includes(error.kind);
}

function withComment(comments: readonly OwnComment[], comment: OwnComment): OwnComment[] {
  return [comment, ...comments.filter(other => other.id !== comment.id)];
}

function ownComment(id: string, at: number, text: RichText): OwnComment {
  const plain = plainText(text);
  const headline = readHeadline(plain);
  if (!headline) throw new Error(`a comment of ours has no headline: ${plain.slice(0, 60)}`);
  const { kind, rules, isMended, until } = headline;
  return { id, at, kind, rules, isMended, until, isResolved: false, text: plain };
}

/** The address that the last link of a status comment leads to, as reading it would show. */
function pageOf(text: RichText, listUrl: string): { page?: string | null } {
  if (readHeadline(plainText(text))?.kind !== 'status') return {};
  const links = withTeamList(text, listUrl).flatMap(({ spans }) => spans);
  const last = links.findLast(span => typeof span === 'object' && 'link' in span);
  if (typeof last !== 'object' || !('link' in last) || typeof last.url !== 'string') return { page: null };
  return { page: last.url };
}

function withTeamList(text: RichText, url: string): RichText {
  return text.map(line => ({
    ...line,
    spans: line.spans.map(span =>
      typeof span === 'object' && 'link' in span && typeof span.url === 'object'
        ? { link: span.link, url }
        : span,
    ),
  }));
}
