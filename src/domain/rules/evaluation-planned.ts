// The evaluation is planned well ahead: its milestone is done so many weeks before the end.
import { z } from 'zod';
import { afterPauses } from '../mirror/pause.ts';
import { addDays } from '../schedule/calendar.ts';
import {
  CommonParams,
  checkItem,
  checkWeeks,
  ItemParam,
  milestoneOf,
  type Rule,
  teamThenOthers,
} from './rule.ts';

export const EvaluationPlannedParams = z.strictObject({
  ...CommonParams,
  item: ItemParam,
  weeksBeforeDue: z.number().min(0).max(52),
});
type EvaluationPlannedParams = z.infer<typeof EvaluationPlannedParams>;

export const evaluationPlanned: Rule<EvaluationPlannedParams> = {
  key: 'evaluation-planned',
  params: EvaluationPlannedParams,

  check(params, sections, refuse) {
    checkItem(params, sections, refuse);
    checkWeeks('weeksBeforeDue', params.weeksBeforeDue, sections, refuse);
  },

  evaluate(subject, { item: template, weeksBeforeDue }, context) {
    const { texts, today, team } = context;
    const { dueOn } = subject.card;
    if (subject.phase !== 'running' || dueOn === null) return { state: 'not-checked' };
    if (team.unknown) return { state: 'unknown' };
    const milestone = milestoneOf(team, template);
    // Whoever deletes the task decides that it is not needed.
    if (milestone === 'deleted') return { state: 'not-checked' };
    const by = afterPauses(addDays(dueOn, -Math.round(weeksBeforeDue * 7)), 'due', subject.card, context);
    const day = texts.day(by);
    const item = milestone === 'absent' ? context.titleOf(template) : milestone.name;
    // What was due before Liaison met the card is not made, and nobody could close it.
    if (milestone === 'absent' && today > by) return { state: 'not-checked' };
    const isDone = milestone !== 'absent' && milestone.isClosed;
    const evidence = { item, by, isDone: String(isDone) };
    if (isDone)
      return { state: 'holds', message: texts.render('evaluation-planned.holds', { item }), evidence };
    if (today <= by) {
      const message = texts.render('evaluation-planned.open', { item, day });
      return { state: 'open', message, evidence, openSeats: [], untilDay: addDays(by, 1) };
    }
    const weeks = texts.render('weeks', { count: weeksBeforeDue });
    return {
      state: 'fails',
      message: texts.render('evaluation-planned.fails', { item, day, weeks }),
      evidence,
      mend: texts.render('evaluation-planned.plan'),
      menders: teamThenOthers(subject, context),
    };
  },
};
