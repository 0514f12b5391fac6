// Saying things in ClickUp: each comment once, edited in place afterwards, and remembered so that it need not be read.

import type { Log } from '../../base/log.ts';
import { readHeadline } from '../../domain/language/headline.ts';
import { outOfDateText } from '../../domain/language/render.ts';
import { isSameText, plainText, type RichText } from '../../domain/language/rich-text.ts';
import type { CompanyTexts } from '../../domain/language/texts.ts';
import type { OwnComment } from '../../domain/observation.ts';
import { type CreateOnceDeps, createOnce } from '../apply/create-once.ts';
import type { RememberedComments } from '../memory/card-facts.ts';
import type { CardMemory } from '../memory/card-memory.ts';
import type { ObserveDeps } from '../observe-deps.ts';
import { ClickUpFailure } from '../ports.ts';
import { ownComment, pageOf, withComment, withTeamList } from './own-comment.ts';

/** Whether a comment read back is the one that an earlier attempt was about to write at `since`, by ClickUp's clock. */
type IsIt = (comment: OwnComment, since: number) => boolean;

/** Where something is said, and how what was said there is found again. */
type Place = {
  write(text: RichText, assignee: number | null): Promise<{ id: string; at: number }>;
  lookUp(): Promise<OwnComment[]>;
};

type CommentWriterDeps = CreateOnceDeps &
  Pick<ObserveDeps, 'clickUp' | 'cache' | 'connection'> & { log: Log; texts: CompanyTexts };

/** Writes on one card. Each method rejects as ClickUp and the store do. */
export class CommentWriter {
  readonly #deps: CommentWriterDeps;
  readonly #known: CardMemory;
  readonly #teamListUrl: () => string;

  /** `teamListUrl` answers with the page that `{ page: 'team-list' }` means by now. */
  constructor(deps: CommentWriterDeps, known: CardMemory, teamListUrl: () => string) {
    this.#deps = deps;
    this.#known = known;
    this.#teamListUrl = teamListUrl;
  }

  /** Writes a comment on the card; `what` names it within the card's present episode. */
  async write(what: string, text: RichText, assignee: number | null, isIt?: IsIt): Promise<void> {
    const comment = await this.#writeOnce(what, this.#onTask(this.#known.cardId), text, { assignee, isIt });
    await this.#remember(comments => ({ own: withComment(comments.own, comment) }));
    await this.#settle(what);
  }

  /**
   * Edits the status comment in place. Where ClickUp refuses that, the old one is struck and a new one said; should it
   * refuse to strike as well, the newest one counts.
   */
  async editStatus(commentId: string, text: RichText): Promise<void> {
    try {
      await this.#edit(commentId, text, false);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      const fields = { card: this.#known.cardId, reason: error.message };
      this.#deps.log.warn(fields, 'the status comment is said anew');
      await this.#strike(commentId);
      await this.write('status', text, null);
    }
  }

  /**
   * Closes a question in place. Whoever it asks may have left the workspace, and ClickUp refuses whatever names them: then it
   * is closed without saying whom it asks. Where ClickUp refuses that as well, the question is left as it is.
   */
  async settleAsk(commentId: string, text: RichText): Promise<void> {
    const asked = this.#assigneeOf(commentId);
    try {
      await this.#edit(commentId, text, true);
    } catch (error) {
      // Without knowing whom it asks, the fault may be ours: once the comments are read again, we know.
      if (!isInvalid(error) || asked === undefined) throw error;
      const reason = asked === null ? error : await this.#closedUnnamed(commentId, text);
      if (reason === null) return;
      const fields = { card: this.#known.cardId, reason: reason.message };
      this.#deps.log.warn(fields, 'a question that is mended stays open');
      await this.#noteEdited(commentId, text, true);
    }
  }

  /** Closes a question without naming whom it asks; answers with why ClickUp refuses that, null where it does not. */
  async #closedUnnamed(commentId: string, text: RichText): Promise<ClickUpFailure | null> {
    try {
      await this.#edit(commentId, text, true, null);
      return null;
    } catch (error) {
      if (!isInvalid(error)) throw error;
      return error;
    }
  }

  /** Opens a question again in its place. Rejects where ClickUp does not let it be edited. */
  async resumeAsk(commentId: string, text: RichText, assignee: number | null): Promise<void> {
    await this.#edit(commentId, text, false, assignee);
  }

  /** Says something else in the place of a comment that asks nobody. Rejects where ClickUp does not let it be edited. */
  async correct(commentId: string, text: RichText): Promise<void> {
    await this.#edit(commentId, text, false);
  }

  /**
   * Answers a command in the thread in which it was said, else in its own. `part` tells it from the other commands of its
   * comment.
   */
  async answer(
    commandId: string,
    text: RichText,
    { threadId = commandId, part = 0 }: { threadId?: string | undefined; part?: number | undefined } = {},
  ): Promise<void> {
    const { clickUp } = this.#deps;
    const kind = readHeadline(plainText(text))?.kind ?? '';
    const what = `answer:${part === 0 ? kind : `${kind}-${part}`}:${commandId}`;
    const inThread: Place = {
      write: reply => clickUp.createReply(threadId, reply),
      lookUp: async () => (await clickUp.readReplies(threadId)).own,
    };
    const reply = await this.#writeOnce(what, inThread, text, { assignee: null });
    const taskId = this.#known.comments?.commands.find(({ id }) => id === commandId)?.taskId;
    await this.#remember(({ commands, threads }) => ({
      // Our own reply is no reason to read the thread once more.
      threads: {
        ...threads,
        [threadId]: {
          lastWordAt: null,
          ...(taskId === undefined ? {} : { taskId }),
          ...threads[threadId],
          replies: (threads[threadId]?.replies ?? 0) + 1,
        },
      },
      commands: commands.map(command =>
        command.id === commandId ? { ...command, answers: withComment(command.answers, reply) } : command,
      ),
    }));
    await this.#settle(what);
  }

  /** Writes a reminder on the feedback item. */
  async remind(itemId: string, number: number, text: RichText): Promise<void> {
    const what = `remind:${number}`;
    const comment = await this.#writeOnce(what, this.#onTask(itemId), text, { assignee: null });
    await this.#known.noteReminders(withComment(this.#known.reminders ?? [], comment));
    await this.#settle(what);
  }

  #onTask(taskId: string): Place {
    const { clickUp } = this.#deps;
    return {
      write: (text, assignee) => clickUp.createComment(taskId, { text, assignee }),
      lookUp: async () => (await clickUp.readComments(taskId)).own,
    };
  }

  async #writeOnce(
    what: string,
    { write, lookUp }: Place,
    text: RichText,
    { assignee, isIt = this.#hasText(text) }: { assignee: number | null; isIt?: IsIt | undefined },
  ): Promise<OwnComment> {
    const { clock, cache, connection } = this.#deps;
    const since = this.#known.made.get(what)?.at ?? clock.now();
    return createOnce<OwnComment>(this.#deps, this.#known, {
      what,
      make: async () => {
        const { id, at } = await write(withTeamList(text, this.#teamListUrl()), assignee);
        cache.noteComment(id);
        return { ...ownComment(id, at, text), ...pageOf(text, this.#teamListUrl()), assignee };
      },
      asObject: made => ({ commentId: made.id }),
      lookUp: async () =>
        (await lookUp()).find(found => isIt(found, since + connection.clockSkewMs())) ?? null,
    });
  }

  #hasText(text: RichText): IsIt {
    const { readLagMs } = this.#deps.company;
    return (comment, since) => comment.at >= since - readLagMs && isSameText(comment.text, plainText(text));
  }

  async #remember(change: (comments: RememberedComments) => Partial<RememberedComments>): Promise<void> {
    const { clock, connection } = this.#deps;
    const nothing = {
      own: [],
      commands: [],
      unanswered: [],
      threads: {},
      lastWordAt: null,
      unreadable: [],
      upTo: 0,
    };
    const comments = this.#known.comments ?? { ...nothing, readAt: clock.now() };
    // Where deliveries report people's words, the card's new time only means ours.
    const isReported = connection.hears().board;
    const upTo = isReported ? Math.max(comments.upTo, clock.now() + connection.clockSkewMs()) : comments.upTo;
    await this.#known.noteComments({ ...comments, upTo, ...change(comments) });
  }

  /** Once it is remembered among the comments; a thing of the same name may be said again in another episode. */
  #settle(what: string): Promise<void> {
    return this.#known.forgetMade([what]);
  }

  #assigneeOf(commentId: string): OwnComment['assignee'] {
    return this.#known.comments?.own.find(({ id }) => id === commentId)?.assignee;
  }

  async #edit(
    commentId: string,
    text: RichText,
    isResolved: boolean,
    assignee = this.#assigneeOf(commentId) ?? null,
  ): Promise<void> {
    const { clickUp, cache } = this.#deps;
    const said = { text: withTeamList(text, this.#teamListUrl()), assignee, isResolved };
    try {
      await clickUp.updateComment(commentId, said);
      cache.noteComment(commentId);
    } catch (error) {
      // It may have been deleted: next time the comments are read again instead of remembered. Where only the budget is
      // gone, ClickUp said nothing of the comment.
      if (!isLimited(error)) await this.#known.rereadComments();
      throw error;
    }
    await this.#noteEdited(commentId, text, isResolved, assignee);
  }

  async #noteEdited(
    commentId: string,
    text: RichText,
    isResolved: boolean,
    assignee?: number | null,
  ): Promise<void> {
    const edited = (comment: OwnComment): OwnComment => ({
      ...comment,
      page: undefined,
      ...ownComment(commentId, comment.at, text),
      ...pageOf(text, this.#teamListUrl()),
      isResolved,
      ...(assignee === undefined ? {} : { assignee }),
    });
    await this.#remember(({ own }) => ({
      own: own.map(comment => (comment.id === commentId ? edited(comment) : comment)),
    }));
  }

  /** Struck before the new one is said: whatever happens in between, no two say how it stands. */
  async #strike(commentId: string): Promise<void> {
    const { clickUp, cache, texts, log } = this.#deps;
    try {
      await clickUp.strikeComment(commentId, outOfDateText(texts));
      cache.noteComment(commentId);
      await this.#remember(({ own }) => ({ own: own.filter(({ id }) => id !== commentId) }));
    } catch (error) {
      if (!isRefusal(error)) throw error;
      const fields = { card: this.#known.cardId, reason: error.message };
      log.warn(fields, 'an outdated status comment stays');
    }
  }
}

/** Something in this very request is wrong for ClickUp. */
function isInvalid(error: unknown): error is ClickUpFailure {
  return error instanceof ClickUpFailure && error.kind === 'invalid';
}

/** No request is left in this window: this one has not been done. */
function isLimited(error: unknown): boolean {
  return error instanceof ClickUpFailure && error.kind === 'limited';
}

/** ClickUp says no to this very request; asking again would change nothing. */
function isRefusal(error: unknown): error is ClickUpFailure {
  return error instanceof ClickUpFailure && ['invalid', 'refused'].includes(error.kind);
}
