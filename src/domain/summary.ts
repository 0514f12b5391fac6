// What leadership wants to know of one customer result at a glance, from its last observation: milestones, evaluation,
// pauses, metrics, and who was asked about what since when. Pure; it is kept beside the result of each reconcile.
import type { Day, Instant } from './day.ts';
import { contextOf } from './findings/evaluate.ts';
import { anchorsOf, dueOf, fillFor } from './mirror/desired-items.ts';
import { failingKey } from './mirror/list-trouble.ts';
import type { Observation, OwnComment } from './observation.ts';
import { hasEnded } from './phase.ts';
import type { Plan } from './plan.ts';
import type { Playbook } from './playbook/playbook.ts';
import type { WorkItemTemplate } from './playbook/work-item-template.ts';
import type { RuleContext } from './rules/rule.ts';
import type { Calendar } from './schedule/calendar.ts';

/** Work items with this tag are the milestones; where a playbook tags none, all that have a day and come once. */
const MILESTONE = 'milestone';

/** `url` is null as long as the work item is not made. */
type Milestone = { name: string; url: string | null; due: Day; isDone: boolean };

/** Whom Liaison asked last about a rule, and when; `who` is null where that is not known (any more). */
type Asked = { who: { id: number; name: string } | null; since: Instant };

export type Summary = {
  milestones: Milestone[];
  /** From the first to the last day of work that belongs to the evaluation; null without such days. */
  evaluation: { from: Day; until: Day } | null;
  /** Times of rest; `until` is the day of the return, null while it lasts. */
  pauses: { from: Day; until: Day | null }[];
  /** Pieces of customer feedback; null where none are counted, or nobody can tell. */
  feedback: { have: number; min: number } | null;
  /** As people wrote them: null where nothing is recorded, absent where the playbook names no field. */
  metrics: { baseline?: string | null; target?: string | null; actual?: string | null };
  /** By rule: since when it fails, and who was asked. */
  failing: Record<string, { since: Instant; asked: Asked | null }>;
};

/** The same observation and plan always give the same summary. */
export function summaryOf(
  observation: Observation,
  plan: Pick<Plan, 'findings'>,
  playbook: Playbook,
  calendar: Calendar,
): Summary {
  const facts = contextOf(observation, playbook, calendar);
  const { context } = facts;
  const { feedback: _, ...metrics } = context.metrics ?? { feedback: null };
  return {
    ...daysOf(facts, playbook, calendar),
    pauses: context.pauses.flatMap(({ from, until, isEnd }) => (isEnd ? [] : [{ from, until }])),
    feedback: feedbackOf(context, playbook),
    metrics,
    failing: failingIn(observation, plan),
  };
}

function daysOf(
  { subject, context: { team, texts, today } }: ReturnType<typeof contextOf>,
  playbook: Playbook,
  calendar: Calendar,
): Pick<Summary, 'milestones' | 'evaluation'> {
  const record = team.about?.record;
  const known = record && record !== 'unreadable' ? record : null;
  const anchors = anchorsOf(subject, known?.entered ?? {});
  const isOver = subject.phase === null || hasEnded(subject.phase);
  const dated = playbook.workItems.flatMap(template => {
    if (!template.due || 'during' in template.due) return [];
    const item = team.items.get(template.key);
    // What was made and is not there any more was deleted by a person.
    const isGone = !item && (isOver || known?.templates[template.key]?.isMade === true);
    const due = item ? item.dueOn : isGone ? null : dueOf(template, undefined, anchors, calendar);
    if (due === null) return [];
    const name = item?.name ?? fillFor(template.title, subject, texts);
    return [
      {
        template,
        name,
        url: item?.url ?? null,
        due,
        isDone: item?.isClosed ?? false,
        isMissed: !item && due < today,
      },
    ];
  });
  const days = dated.flatMap(({ template, due }) => (template.phase === 'evaluating' ? [due] : [])).sort();
  const [from] = days;
  const until = days.at(-1);
  const isMilestone = milestonesOf(playbook.workItems);
  return {
    // Of a list that is not seen nobody can tell what is done.
    milestones: (team.unknown === null ? dated : [])
      // What had passed before Liaison met the card is not made any more.
      .filter(({ template, isMissed }) => isMilestone(template) && !isMissed)
      .map(({ name, url, due, isDone }) => ({ name, url, due, isDone }))
      .sort((one, other) => (one.due < other.due ? -1 : one.due > other.due ? 1 : 0)),
    evaluation: from !== undefined && until !== undefined ? { from, until } : null,
  };
}

function milestonesOf(templates: readonly WorkItemTemplate[]): (template: WorkItemTemplate) => boolean {
  const isTagged = ({ tags }: WorkItemTemplate): boolean => tags.includes(MILESTONE);
  return templates.some(isTagged) ? isTagged : () => true;
}

function feedbackOf(
  { feedback, team, observation: { card } }: RuleContext,
  playbook: Playbook,
): Summary['feedback'] {
  if (!feedback || !playbook.feedback) return null;
  const isCounted =
    feedback.countBy === 'field' ? !card.unknownFields?.includes('feedback') : team.unknown === null;
  return isCounted ? { have: feedback.count, min: playbook.feedback.min } : null;
}

function failingIn(
  { at, comments, failingSince, board }: Observation,
  { findings }: Pick<Plan, 'findings'>,
): Summary['failing'] {
  const failing: Summary['failing'] = {};
  for (const finding of findings) {
    if (finding.state !== 'fails') continue;
    const question = latestQuestion(comments, finding.rule);
    const known = failingSince[failingKey(finding)] ?? at;
    const person = board.people.find(({ id }) => id === question?.assignee);
    failing[finding.rule] = {
      // The question on the card tells it even where the memory was lost.
      since: Math.min(known, question?.at ?? known),
      asked: question && { who: person ? { id: person.id, name: person.name } : null, since: question.at },
    };
  }
  return failing;
}

/** The question about a rule that is open on the card, with whomever it was brought to last. */
function latestQuestion(comments: readonly OwnComment[], rule: string): OwnComment | null {
  const open = comments.filter(
    ({ kind, isMended, rules }) =>
      (kind === 'ask' || kind === 'escalation') && !isMended && rules.includes(rule),
  );
  return open.reduce<OwnComment | null>(
    (latest, one) => (latest === null || one.at >= latest.at ? one : latest),
    null,
  );
}
