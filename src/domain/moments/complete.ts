// A team that forms has everybody: one comment says so to all of them, proposes a day for the kick-off and says how to begin.
// Whether it was said, ClickUp tells; where it is true no more, the comment is corrected in its place.

import type { Day } from '../day.ts';
import { isTeamComplete } from '../findings/complete-team.ts';
import type { Evaluation } from '../findings/evaluate.ts';
import { writeHeadline } from '../language/headline.ts';
import type { RichText, Span } from '../language/rich-text.ts';
import type { Person } from '../observation.ts';
import type { Operation } from '../operation.ts';
import type { Playbook } from '../playbook/playbook.ts';
import type { RuleContext } from '../rules/rule.ts';
import { addWorkingDays } from '../schedule/calendar.ts';
import type { Upcoming } from '../upcoming.ts';
import { audienceOf } from './quiet.ts';
import { toldComplete } from './told.ts';

/** So far ahead a day for the kick-off is looked for: four weeks. */
const HORIZON_WORKING_DAYS = 20;
/** A team that lacked somebody for less than this is not told again that it is complete. */
const GAP_WORKING_DAYS = 1;

export type Said = { operations: Operation[]; upcoming: Upcoming[] };

/** What is said of the team's being complete, and when it would be, should nobody be there to hear it. */
export function tellComplete(evaluation: Evaluation, asking: readonly Operation[], playbook: Playbook): Said {
  const nothing: Said = { operations: [], upcoming: [] };
  const { subject, context } = evaluation;
  const { phase, card } = subject;
  if (!playbook.moments.includes('complete') || (phase !== 'forming' && phase !== 'candidate'))
    return nothing;
  const isComplete = isTeamComplete(subject, evaluation, playbook);
  const told = toldComplete(phase, context);
  if (isComplete === null) return nothing;
  if (!isComplete)
    return told && !told.isOver ? corrected(told.comment.id, overText(context), false) : nothing;
  if (told && !told.isOver) return nothing;
  const { today, calendar, texts, dayOf } = context;
  const people = [...subject.members, ...card.supporters];
  if (told && today < addWorkingDays(calendar, told.since, GAP_WORKING_DAYS)) {
    const since = dayOf(told.comment.at);
    return corrected(told.comment.id, completeText(evaluation, { since, mentioned: [] }, playbook), true);
  }
  const audience = audienceOf(people, asking, context);
  if ('later' in audience) {
    const what = texts.render('step.complete');
    return { operations: [], upcoming: audience.later === null ? [] : [{ at: audience.later, what }] };
  }
  const text = completeText(evaluation, { since: today, mentioned: audience.now }, playbook);
  const summary = 'Tell the team that it is complete, and how to begin';
  return {
    operations: [{ kind: 'tell-team', moment: 'complete', text, target: card.id, summary }],
    upcoming: [],
  };
}

function corrected(commentId: string, text: RichText, isComplete: boolean): Said {
  const summary = isComplete
    ? 'Say in its place that the team is complete again'
    : 'Say in its place that the team is not complete any more';
  return {
    operations: [{ kind: 'correct-told', commentId, text, target: commentId, summary }],
    upcoming: [],
  };
}

function overText({ texts, today }: RuleContext): RichText {
  return [
    { spans: [{ bold: writeHeadline({ kind: 'complete', since: today, isOver: true }, texts.locale) }] },
    { spans: [texts.render('complete.over')] },
  ];
}

function completeText(
  { subject, context }: Evaluation,
  { since, mentioned }: { since: Day; mentioned: readonly Person[] },
  { phases }: Playbook,
): RichText {
  const { texts } = context;
  const { members, card } = subject;
  const team = texts.names(members);
  const supporters = texts.names(card.supporters);
  const said =
    card.supporters.length === 0
      ? texts.render('complete.says-alone', { team })
      : texts.render('complete.says', { team, supporters });
  const hasDates = card.startOn !== null && card.dueOn !== null;
  const status = phases.running[0] ?? '';
  return [
    { spans: [{ bold: writeHeadline({ kind: 'complete', since }, texts.locale) }] },
    { spans: [...mentioned.flatMap((mention): Span[] => [{ mention }, ' ']), said] },
    { spans: [kickOffWords([...members, ...card.supporters], context)] },
    { spans: [texts.render(hasDates ? 'complete.begin' : 'complete.begin-with-dates', { status })] },
  ];
}

function kickOffWords(people: readonly Person[], context: RuleContext): string {
  const { texts } = context;
  const { day, missing } = kickOffDay(people, context);
  return missing.length === 0
    ? texts.render('complete.day', { day: texts.day(day) })
    : texts.render('complete.no-day', { day: texts.day(day), people: texts.names(missing) });
}

/** The next working day on which all of them are there, within four weeks; else the first of those on which most are. */
export function kickOffDay(
  people: readonly Person[],
  { today, calendar, presence }: Pick<RuleContext, 'today' | 'calendar' | 'presence'>,
): { day: Day; missing: Person[] } {
  let best: { day: Day; missing: Person[] } | null = null;
  let day = today;
  for (let count = 0; count < HORIZON_WORKING_DAYS; count++) {
    day = addWorkingDays(calendar, day, 1);
    const on = day;
    const missing = people.filter(({ id }) => !presence.isThere(id, on));
    if (missing.length === 0) return { day, missing };
    if (best === null || missing.length < best.missing.length) best = { day, missing };
  }
  return best ?? { day: addWorkingDays(calendar, today, 1), missing: [] };
}
