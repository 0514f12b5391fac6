// Which of Liaison's questions about a rule is the one that people still have to answer.
import { compareIds } from '../compare-ids.ts';
import { readHeadline } from '../language/headline.ts';
import type { OwnComment } from '../observation.ts';

/**
 * The open question about a rule; the latest, should several look open. While one is open no other is asked, so that an
 * earlier one was settled and only looks open because ClickUp let nobody edit it.
 */
export function openQuestion(comments: readonly OwnComment[], rule: string): OwnComment | undefined {
  return comments
    .filter(comment => comment.kind === 'ask' && !comment.isMended && comment.rules.includes(rule))
    .toSorted((one, other) => other.at - one.at || compareIds(other.id, one.id))[0];
}

/** Whether a question was closed because its card rests, and is to be asked again in its place. */
export function isAtRest({ isMended, text }: Pick<OwnComment, 'isMended' | 'text'>): boolean {
  return isMended && readHeadline(text)?.isResting === true;
}

/** The question about a rule that rests with its card: the first, since what came later was the same one brought to others. */
export function restingQuestion(comments: readonly OwnComment[], rule: string): OwnComment | undefined {
  return comments
    .filter(comment => comment.kind === 'ask' && comment.rules.includes(rule) && isAtRest(comment))
    .toSorted((one, other) => one.at - other.at || compareIds(one.id, other.id))[0];
}

/** Whether a question went on to somebody else. */
export function isHandedOn({ isMended, text }: Pick<OwnComment, 'isMended' | 'text'>): boolean {
  return isMended && readHeadline(text)?.isHandedOn === true;
}

/**
 * The questions of this episode that went on to somebody else, the first first: those right before the open one, or the last
 * ones where a run ended before it could ask anew.
 */
export function handedOn(
  comments: readonly OwnComment[],
  rule: string,
  open: OwnComment | undefined,
): readonly OwnComment[] {
  const asked = comments
    .filter(one => one.kind === 'ask' && one.rules.includes(rule) && one.id !== open?.id)
    .filter(({ at }) => open === undefined || at <= open.at)
    .toSorted((one, other) => one.at - other.at || compareIds(one.id, other.id));
  return asked.slice(asked.findLastIndex(one => !isHandedOn(one)) + 1);
}

/**
 * Whether the question that was brought to somebody is closed, and they are still asked for help: a run may have ended between
 * closing the one and the other. What fails by now is another question then.
 */
export function hasOutlivedItsQuestion(
  { kind, at }: OwnComment,
  rule: string,
  comments: readonly OwnComment[],
): boolean {
  if (kind !== 'escalation') return false;
  const question = comments
    .filter(one => one.kind === 'ask' && one.at <= at && one.rules.includes(rule))
    .toSorted((one, other) => other.at - one.at || compareIds(other.id, one.id))[0];
  return question?.isMended === true && !isAtRest(question) && !isHandedOn(question);
}
