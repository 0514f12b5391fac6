// What is known of one customer result that came to its end: from its card, from its team list, and from the record there.
// What nobody can tell is null; nothing is assumed.
import type { CustomerResult } from '../customer-result.ts';
import type { Day } from '../day.ts';
import { dueOf } from '../mirror/desired-items.ts';
import { feedbackIn } from '../mirror/feedback.ts';
import { afterPauses } from '../mirror/pause.ts';
import type { TeamRecord } from '../mirror/record.ts';
import { type ObservedTeamList, observeTeamList } from '../mirror/team-list.ts';
import type { Board, FieldKey } from '../observation.ts';
import type { Pause } from '../pause.ts';
import { hasEnded, type Phase } from '../phase.ts';
import type { Playbook } from '../playbook/playbook.ts';
import { addDays, type Calendar, daysBetween, startOfDay } from '../schedule/calendar.ts';
import { type TargetState, targetState } from './target.ts';

/** Why nobody can tell how long it took. */
export type Untimed = 'no-start' | 'no-end' | 'backwards' | 'not-watched';

/** One that ended; days are in the playbook's zone, `weeks` have one decimal. */
export type Ended = {
  id: string;
  name: string;
  url: string;
  phase: 'done' | 'dropped';
  endedOn: Day | null;
  start: Day | null;
  due: Day | null;
  /** The due date when it first rested, where it is another one now. Other moves of a date are kept nowhere. */
  dueBefore: Day | null;
  /** From the start to the end without pauses; else `untimed` says why not. */
  weeks: number | null;
  /** The same with every pause in it; null without both days, or where they are the wrong way round. */
  weeksWithPauses: number | null;
  /** Liaison met it more than a week after its start: a pause before that is not known, and not taken off. */
  isMetLate: boolean;
  untimed: Untimed | null;
  /** From its evaluation to the end; null where it had none, or nobody can tell. */
  evaluationWeeks: number | null;
  /** Whether it was in evaluation, and customers were heard, before the end. Null where nobody can tell. */
  isEvaluated: boolean | null;
  /** Pieces that were in at the end, and came later; null where none are counted, or nobody can tell. */
  feedback: { have: number; min: number; later: number } | null;
  /** Days from the due date to the end, and from the last day of its evaluation as planned; negative before it. */
  daysAfterDue: number | null;
  daysAfterPlan: number | null;
  /** Null where the playbook names no target or no actual value. */
  target: TargetState | null;
  outcome: string | null;
  /** Its list says that something is still open: it is done, and its end is not definitive. */
  isStillOpen: boolean;
};

/** A customer result that ended, as the board shows it. The same board always gives the same. */
export function endedOf(
  { card, phase }: CustomerResult & { phase: Ended['phase'] },
  board: Board,
  playbook: Playbook,
  calendar: Calendar,
): Ended {
  const team = observeTeamList({ board, card, outOfSight: null, knownListId: null }, playbook);
  const record = recordIn(team);
  const endedOn = card.endedOn ?? (record?.phase === phase ? (record.entered[phase] ?? null) : null);
  const pauses = record?.pauses ?? [];
  const { startOn: start, dueOn: due } = card;
  const isKnown = (key: FieldKey): boolean => !card.unknownFields?.includes(key);
  const feedback = feedbackAt(endedOn, { card, team, playbook, calendar });
  const evaluatedFrom = record?.entered.evaluating ?? null;
  const untimed = whyUntimed({ start, endedOn, record });
  const hasMetrics = playbook.fields.target !== undefined && playbook.fields.actual !== undefined;
  const planned = plannedEnd({ start, due }, playbook, calendar);
  const after = (day: Day | null): number | null =>
    day === null || endedOn === null
      ? null
      : daysBetween(afterPauses(day, 'due', card, { pauses, calendar }), endedOn);
  return {
    id: card.id,
    name: card.name,
    url: card.url,
    phase,
    endedOn,
    start,
    due,
    dueBefore: firstDue(pauses, due),
    weeks: untimed === null && start && endedOn ? weeksBetween(start, endedOn, pauses) : null,
    weeksWithPauses: start && endedOn && start <= endedOn ? weeksBetween(start, endedOn, []) : null,
    isMetLate: untimed === null && record !== null && start !== null && record.metOn > addDays(start, 7),
    untimed,
    evaluationWeeks:
      evaluatedFrom !== null && endedOn !== null && evaluatedFrom <= endedOn
        ? weeksBetween(evaluatedFrom, endedOn, pauses)
        : null,
    isEvaluated: isEvaluated(record, endedOn, feedback, playbook),
    feedback,
    daysAfterDue: after(due),
    daysAfterPlan: due === null ? null : after(planned),
    target: hasMetrics && isKnown('target') && isKnown('actual') ? targetState(card) : null,
    outcome: isKnown('outcome') ? card.outcome : null,
    isStillOpen: phase === 'done' && team.list?.stillOpen !== undefined,
  };
}

/** Whether a customer result ended. */
export function isEnded(
  subject: CustomerResult,
): subject is CustomerResult & { phase: Extract<Phase, 'done' | 'dropped'> } {
  return subject.phase !== null && hasEnded(subject.phase);
}

function recordIn({ about }: ObservedTeamList): TeamRecord | null {
  const record = about?.record;
  return record && record !== 'unreadable' ? record : null;
}

function whyUntimed({
  start,
  endedOn,
  record,
}: {
  start: Day | null;
  endedOn: Day | null;
  record: TeamRecord | null;
}): Untimed | null {
  if (endedOn === null) return 'no-end';
  if (start === null) return 'no-start';
  if (start > endedOn) return 'backwards';
  // Nobody kept its pauses.
  return record === null ? 'not-watched' : null;
}

/** Calendar days without those of rest, in weeks with one decimal. */
function weeksBetween(from: Day, to: Day, pauses: readonly Pause[]): number {
  const rested = pauses.reduce((sum, pause) => {
    const begin = pause.from > from ? pause.from : from;
    const end = pause.until !== null && pause.until < to ? pause.until : to;
    return sum + Math.max(0, daysBetween(begin, end));
  }, 0);
  return Math.round(((daysBetween(from, to) - rested) / 7) * 10) / 10;
}

function feedbackAt(
  endedOn: Day | null,
  {
    card,
    team,
    playbook,
    calendar,
  }: { card: CustomerResult['card']; team: ObservedTeamList; playbook: Playbook; calendar: Calendar },
): Ended['feedback'] {
  const found = feedbackIn(card, team, playbook, key => key);
  if (!found || !playbook.feedback) return null;
  const { min } = playbook.feedback;
  if (found.countBy === 'field') {
    return card.unknownFields?.includes('feedback') ? null : { have: found.count, min, later: 0 };
  }
  if (recordIn(team) === null) return null;
  const item = team.items.get(found.template);
  const pieces = item ? team.all.filter(({ parentId }) => parentId === item.id) : [];
  const endsAt = endedOn === null ? Infinity : startOfDay(addDays(endedOn, 1), calendar.zone);
  const later = pieces.filter(({ createdAt }) => createdAt >= endsAt).length;
  return { have: pieces.length - later, min, later };
}

function isEvaluated(
  record: TeamRecord | null,
  endedOn: Day | null,
  feedback: Ended['feedback'],
  playbook: Playbook,
): boolean | null {
  if (record === null || endedOn === null) return null;
  const from = record.entered.evaluating;
  if (from === undefined || from > endedOn) return false;
  if (playbook.feedback === undefined) return true;
  return feedback === null ? null : feedback.have > 0;
}

/** The last day of work of the evaluation, as the playbook plans it from the card's dates; the due date where it plans none. */
function plannedEnd(
  { start, due }: { start: Day | null; due: Day | null },
  { workItems }: Playbook,
  calendar: Calendar,
): Day | null {
  const days = workItems.flatMap(template => {
    if (template.phase !== 'evaluating') return [];
    return dueOf(template, undefined, { start, due, entered: {} }, calendar) ?? [];
  });
  return [...days, ...(due === null ? [] : [due])].sort().at(-1) ?? null;
}

function firstDue(pauses: readonly Pause[], due: Day | null): Day | null {
  const first = pauses.find(pause => pause.due !== null)?.due ?? null;
  return first === due ? null : first;
}
