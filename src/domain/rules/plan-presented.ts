// The team presents its plan soon after the start: the milestone is done within so many weeks.
import { z } from 'zod';
import { afterPauses } from '../mirror/pause.ts';
import { addDays } from '../schedule/calendar.ts';
import {
  CommonParams,
  checkItem,
  checkWeeks,
  ItemParam,
  isWithout,
  milestoneOf,
  type Rule,
  teamThenOthers,
} from './rule.ts';

export const PlanPresentedParams = z.strictObject({
  ...CommonParams,
  item: ItemParam,
  withinWeeks: z.number().min(1).max(52),
});
type PlanPresentedParams = z.infer<typeof PlanPresentedParams>;

export const planPresented: Rule<PlanPresentedParams> = {
  key: 'plan-presented',
  params: PlanPresentedParams,

  check(params, sections, refuse) {
    checkItem(params, sections, refuse);
    checkWeeks('withinWeeks', params.withinWeeks, sections, refuse);
  },

  evaluate(subject, { item: template, withinWeeks }, context) {
    const { texts, today, team } = context;
    const { startOn } = subject.card;
    if (subject.phase !== 'running' || startOn === null) return { state: 'not-checked' };
    if (team.unknown) return { state: 'unknown' };
    const milestone = milestoneOf(team, template);
    // Whoever deletes the task decides that it is not needed.
    if (milestone === 'deleted') return { state: 'not-checked' };
    const by = afterPauses(addDays(startOn, Math.round(withinWeeks * 7)), 'start', subject.card, context);
    const day = texts.day(by);
    const item = milestone === 'absent' ? context.titleOf(template) : milestone.name;
    // What was due before Liaison met the card is not made, and nobody could close it.
    if (milestone === 'absent' && (isWithout(team, template) || today > by)) return { state: 'not-checked' };
    const isDone = milestone !== 'absent' && milestone.isClosed;
    const evidence = { item, by, isDone: String(isDone) };
    if (isDone) return { state: 'holds', message: texts.render('plan-presented.holds', { item }), evidence };
    if (today <= by) {
      const message = texts.render('plan-presented.open', { item, day });
      return { state: 'open', message, evidence, openSeats: [], untilDay: addDays(by, 1) };
    }
    return {
      state: 'fails',
      message: texts.render('plan-presented.fails', { item, day }),
      evidence,
      mend: texts.render('plan-presented.present'),
      menders: teamThenOthers(subject, context),
    };
  },
};
