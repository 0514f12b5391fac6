// Closing what nobody needs to answer any more, or not while the card rests, and saying why.
import type { Evaluated, Evaluation } from '../findings/evaluate.ts';
import { settledText } from '../language/render.ts';
import type { Observation } from '../observation.ts';
import type { Operation } from '../operation.ts';
import { isResting } from '../phase.ts';
import type { RuleContext } from '../rules/rule.ts';
import { isAtRest } from './open-question.ts';

/** The questions on the card to be closed, each in its place. Of a card at rest all that are open. */
export function settleQuestions(
  observation: Observation,
  { subject, evaluated, unknown }: Evaluation,
  { texts }: RuleContext,
): Operation[] {
  const rests = isResting(subject.phase);
  const open = observation.comments.filter(
    comment =>
      (comment.kind === 'ask' || comment.kind === 'escalation') &&
      (!comment.isMended || (!rests && isAtRest(comment))),
  );
  if (open.length === 0) return [];
  const byRule = new Map(evaluated.map(one => [one.finding.rule, one]));
  return open.flatMap((comment): Operation[] => {
    const about = comment.rules.map(rule => byRule.get(rule));
    const isFailing = (one: Evaluated | undefined): boolean => one?.finding.state === 'fails';
    if (about.some(one => isFailing(one) && one?.isAskedHere)) return [];
    // Whether it is mended shows once the list is back.
    if (comment.rules.some(rule => unknown.includes(rule))) return [];
    const how = rests
      ? 'resting'
      : about.some(one => one?.finding.state === 'waived')
        ? 'waived'
        : about.some(isFailing)
          ? 'asked-elsewhere'
          : about.every(one => one === undefined)
            ? 'not-looked-at'
            : 'mended';
    return [
      {
        kind: 'settle-ask',
        commentId: comment.id,
        text: settledText(comment.rules, how, texts),
        target: comment.id,
        summary: `Close the question about ${comment.rules.join(', ')}: ${SETTLED[how]}`,
      },
    ];
  });
}

const SETTLED = {
  mended: 'it is settled',
  waived: 'it is waived',
  'asked-elsewhere': 'it is asked on another card now',
  'not-looked-at': 'nobody looks at it any more',
  resting: 'the card rests',
} as const;
