// What is said on the card and its feedback item: status, questions, answers, explanations, reminders.

import { namesSameChanges } from '../../../domain/enforcement/explained-change.ts';
import { plainText } from '../../../domain/language/rich-text.ts';
import { rulesAsked } from '../../../domain/operations/question.ts';
import { isWelcomeOf } from '../../../domain/people/coming-back.ts';
import type { Effect } from '../effect.ts';
import { invalidateCard, invalidateItem, invalidateNothing } from '../invalidate.ts';

export const postStatus: Effect<'post-status'> = {
  apply: ({ comments }, { text }) => comments.write('status', text, null, ({ kind }) => kind === 'status'),
  invalidate: invalidateCard,
};

export const editStatus: Effect<'edit-status'> = {
  apply: ({ comments }, { commentId, text }) => comments.editStatus(commentId, text),
  invalidate: invalidateNothing,
};

export const ask: Effect<'ask'> = {
  apply: ({ comments }, { text, person, isUnassigned, ...asked }) =>
    comments.write(
      `ask:${rulesAsked(asked).join('+')}`,
      text,
      isUnassigned ? null : person.id,
      ({ kind, isMended, rules }) =>
        kind === 'ask' && !isMended && rulesAsked(asked).every(rule => rules.includes(rule)),
    ),
  invalidate: invalidateCard,
};

export const escalate: Effect<'escalate'> = {
  apply: ({ comments }, { text, person, isUnassigned, ...asked }) =>
    comments.write(
      `escalate:${rulesAsked(asked).join('+')}`,
      text,
      isUnassigned ? null : person.id,
      ({ kind, isMended, rules }) =>
        kind === 'escalation' && !isMended && rulesAsked(asked).every(rule => rules.includes(rule)),
    ),
  invalidate: invalidateCard,
};

export const resumeAsk: Effect<'resume-ask'> = {
  apply: ({ comments }, { commentId, text, person, isUnassigned }) =>
    comments.resumeAsk(commentId, text, isUnassigned ? null : person.id),
  invalidate: invalidateNothing,
};

export const settleAsk: Effect<'settle-ask'> = {
  apply: ({ comments }, { commentId, text }) => comments.settleAsk(commentId, text),
  invalidate: invalidateNothing,
};

export const answer: Effect<'answer'> = {
  apply: ({ comments }, { commandId, text, threadId, part }) =>
    comments.answer(commandId, text, { threadId, part }),
  async invalidate({ known }) {
    // The command itself is deleted: what was said is read again.
    await known.forgetComments();
  },
};

export const explainUndo: Effect<'explain-undo'> = {
  apply: ({ comments }, { changes, text }) =>
    comments.write(
      `undo:${changes.join('+')}`,
      text,
      null,
      comment => comment.kind === 'undo' && namesSameChanges(comment.text, plainText(text)),
    ),
  invalidate: invalidateCard,
};

export const welcome: Effect<'welcome'> = {
  apply: ({ comments }, { person, until, text }) =>
    comments.write(
      `welcome:${person.id}:${until}`,
      text,
      null,
      // On the same card there may be one of an earlier absence.
      comment => isWelcomeOf(comment, person) && comment.until === until,
    ),
  invalidate: invalidateCard,
};

export const remind: Effect<'remind'> = {
  apply: ({ comments }, { itemId, number, text }) => comments.remind(itemId, number, text),
  invalidate: (context, { itemId }, failure) => invalidateItem(context, { itemId }, failure),
};

export const tellTeam: Effect<'tell-team'> = {
  apply: ({ comments, deps }, { moment, text }) => {
    const { readLagMs } = deps.company;
    return comments.write(
      `tell:${moment}`,
      text,
      null,
      ({ kind, at }, since) => kind === moment && at >= since - readLagMs,
    );
  },
  invalidate: invalidateCard,
};

export const correctTold: Effect<'correct-told'> = {
  apply: ({ comments }, { commentId, text }) => comments.correct(commentId, text),
  invalidate: invalidateNothing,
};
