// Work that nobody touches for long has silently stopped: something moved within so many working days.
import { z } from 'zod';
import type { Day } from '../day.ts';
import { backOn } from '../mirror/pause.ts';
import { isUntouched } from '../mirror/team-list.ts';
import type { Observation, WorkItem } from '../observation.ts';
import { isAtWork, type Phase } from '../phase.ts';
import { addWorkingDays, dayOf } from '../schedule/calendar.ts';
import { CommonParams, type Rule, type RuleContext, teamThenOthers } from './rule.ts';

export const StaleParams = z.strictObject({ ...CommonParams, workingDays: z.number().int().min(1).max(100) });
type StaleParams = z.infer<typeof StaleParams>;

/** ClickUp notes a comment on its task a moment before or after the comment's own time. */
const SAME_MOMENT_MS = 5_000;

export const stale: Rule<StaleParams> = {
  key: 'stale',
  params: StaleParams,

  evaluate(subject, { workingDays }, context) {
    const { texts, today, calendar } = context;
    if (!isAtWork(subject.phase)) return { state: 'not-checked' };
    if (context.team.unknown) return { state: 'unknown' };
    const movedOn = lastMove(subject.phase, context);
    const evidence = { moved: movedOn, workingDays };
    // Without the day: the status comment would be edited whenever somebody moves something.
    const holds = { state: 'holds', message: texts.render('stale.holds'), evidence } as const;
    // At the first reconcile nothing is known yet. It says what the next one will say.
    if (movedOn === null || movedOn > today) return holds;
    const untilDay = addWorkingDays(calendar, movedOn, workingDays + 1);
    if (today < untilDay) return { ...holds, untilDay };
    const day = texts.day(movedOn);
    return {
      state: 'fails',
      message: texts.render('stale.fails', { day }),
      evidence,
      mend: texts.render('stale.move'),
      menders: teamThenOthers(subject, context),
    };
  },
};

/**
 * The day on which people last moved something: a task of the team list, a word on the card, its phase, also back from a pause. What Liaison does itself is no
 * move, or its own question would end the silence that it asks about.
 */
function lastMove(phase: Phase, { observation, team, calendar, today, pauses }: RuleContext): Day | null {
  const record = team.about?.record;
  // The record notes the phase only after this reconcile: whoever just moved the card is not asked why nothing moves.
  const entered = record && record !== 'unreadable' ? { [phase]: today, ...record.entered } : {};
  let lastMoveAt = observation.lastWordAt;
  for (const item of team.all) {
    if ((lastMoveAt === null || item.updatedAt > lastMoveAt) && isMovedByPeople(item, observation))
      lastMoveAt = item.updatedAt;
  }
  let lastDay = lastMoveAt === null ? null : dayOf(lastMoveAt, calendar.zone);
  const back = backOn(pauses);
  for (const day of [...Object.values(entered), ...(back === null ? [] : [back])])
    if (lastDay === null || day > lastDay) lastDay = day;
  return lastDay;
}

function isMovedByPeople(item: WorkItem, { reminders }: Observation): boolean {
  if (item.isAbout || (item.template !== null && isUntouched(item))) return false;
  return !reminders.some(({ at }) => Math.abs(item.updatedAt - at) < SAME_MOMENT_MS);
}
