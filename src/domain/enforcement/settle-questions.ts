// Closing what nobody needs to answer any more, or not while the card rests, and saying why.
import { compareIds } from '../compare-ids.ts';
import type { Evaluated, Evaluation } from '../findings/evaluate.ts';
import { askText, escalationText, joinedText, settledText } from '../language/question-text.ts';
import { isAboutDates } from '../mirror/after-pause.ts';
import type { Observation, OwnComment } from '../observation.ts';
import type { Operation } from '../operation.ts';
import { isResting } from '../phase.ts';
import type { RuleContext } from '../rules/rule.ts';
import { hasOutlivedItsQuestion, isAtRest, openQuestion } from './open-question.ts';

/**
 * The questions on the card to be closed, each in its place. Of a card at rest all that are open. `handedOn` are the ids of
 * those that go on to somebody else right now.
 */
export function settleQuestions(
  observation: Observation,
  { subject, evaluated, unknown }: Evaluation,
  context: RuleContext,
  handedOn: ReadonlySet<string> = new Set(),
): Operation[] {
  const { texts } = context;
  const rests = isResting(subject.phase);
  const open = observation.comments
    .filter(
      comment =>
        !handedOn.has(comment.id) &&
        (comment.kind === 'ask' || comment.kind === 'escalation') &&
        (!comment.isMended || (!rests && isAtRest(comment))),
    )
    .toSorted((one, other) => one.at - other.at || compareIds(one.id, other.id));
  if (open.length === 0) return [];
  const byRule = new Map(evaluated.map(one => [one.finding.rule, one]));
  return open.flatMap((comment): Operation[] => {
    // What fails again after its question was closed is no matter of who was asked for help with that.
    const outlived = comment.rules.filter(rule =>
      hasOutlivedItsQuestion(comment, rule, observation.comments),
    );
    const its = outlived.length === 0 ? byRule : without(byRule, outlived);
    if (comment.rules.some(rule => isFailing(its.get(rule)) && its.get(rule)?.isAskedHere))
      // What rests is asked again in its place by itself.
      return comment.isMended ? [] : askOfTheRest(comment, its, unknown, context);
    // Whether it is mended shows once the list is back.
    if (comment.rules.some(rule => unknown.includes(rule))) return [];
    const how = rests ? whileResting(comment) : howSettled(comment, byRule, outlived);
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

function isFailing(one: Evaluated | undefined): boolean {
  return one?.finding.state === 'fails';
}

function without<T>(all: ReadonlyMap<string, T>, keys: readonly string[]): ReadonlyMap<string, T> {
  return new Map([...all].filter(([key]) => !keys.includes(key)));
}

function whileResting({ rules }: OwnComment): keyof typeof SETTLED {
  return rules.every(isAboutDates) ? 'not-looked-at' : 'resting';
}

function howSettled(
  { rules }: OwnComment,
  byRule: ReadonlyMap<string, Evaluated>,
  outlived: readonly string[],
): keyof typeof SETTLED {
  const about = rules.map(rule => byRule.get(rule));
  if (about.some(one => one?.finding.state === 'waived')) return 'waived';
  if (outlived.some(rule => isFailing(byRule.get(rule)))) return 'asked-anew';
  if (about.some(isFailing)) return 'asked-elsewhere';
  return about.every(one => one === undefined) ? 'not-looked-at' : 'mended';
}

/** Of several matters in one question, or in one that was brought to somebody, some are mended: it goes on about the others. */
function askOfTheRest(
  { id, kind, rules, assignee, isResolved }: OwnComment,
  byRule: ReadonlyMap<string, Evaluated>,
  unknown: readonly string[],
  { texts, view, observation, dayOf }: RuleContext,
): Operation[] {
  const left = rules.flatMap(rule => {
    const one = byRule.get(rule);
    return one?.finding.state === 'fails' && one.isAskedHere ? [one.finding] : [];
  });
  const [first] = left;
  const assigned = view.people.get(assignee ?? -1);
  const person = assigned ?? first?.menders[0];
  const isKnown = !rules.some(rule => unknown.includes(rule));
  if (!person || !first || !isKnown || isResolved || left.length === rules.length) return [];
  const asked = left.map(({ rule }) => rule);
  const said = left.map(finding => {
    const question = kind === 'ask' ? undefined : openQuestion(observation.comments, finding.rule);
    if (!question) return askText(finding, [person], texts);
    const name = view.people.get(question.assignee ?? -1)?.name ?? texts.render('somebody');
    return escalationText(finding, { to: person, asked: name, since: dayOf(question.at) }, texts);
  });
  const head = kind === 'ask' ? ('ask' as const) : ('escalation' as const);
  return [
    {
      kind: 'resume-ask',
      commentId: id,
      rule: first.rule,
      ...(asked.length > 1 ? { rules: asked } : {}),
      person,
      ...(assigned ? {} : { isUnassigned: true as const }),
      text: joinedText({ kind: head, rules: asked, person }, said, texts),
      target: observation.card.id,
      summary: `Ask ${person.name} about ${asked.join(', ')} alone: the rest is settled`,
    },
  ];
}

const SETTLED = {
  mended: 'it is settled',
  waived: 'it is waived',
  'asked-elsewhere': 'it is asked on another card now',
  'asked-anew': 'its question is closed',
  'not-looked-at': 'nobody looks at it any more',
  resting: 'the card rests',
} as const;
