// A team that is complete starts soon: within so many working days of the comment that told it so.
import { z } from 'zod';
import type { Day } from '../day.ts';
import { daysOf } from '../mirror/pause.ts';
import { toldComplete } from '../moments/told.ts';
import { addDays, addWorkingDays } from '../schedule/calendar.ts';
import { CommonParams, type Rule, type RuleContext, teamThenOthers } from './rule.ts';

export const StartsWhenCompleteParams = z.strictObject({
  ...CommonParams,
  enforce: z.enum(['inform', 'warn']),
  workingDays: z.number().int().min(1).max(100),
});
type StartsWhenCompleteParams = z.infer<typeof StartsWhenCompleteParams>;

export const startsWhenComplete: Rule<StartsWhenCompleteParams> = {
  key: 'starts-when-complete',
  params: StartsWhenCompleteParams,
  looksAtCompleteTeam: true,
  needsFields: ['supporter', 'functions'],

  check(_params, { moments, completing }, refuse) {
    if (!moments.includes('complete'))
      refuse([], 'the rule needs `complete` among moments: it counts from the day of that comment', null);
    if (completing.length > 0) return;
    const message =
      'the rule needs one that says when a team is complete: team-size, supporter-present or cross-functional';
    refuse([], message, null);
  },

  evaluate(subject, { workingDays }, context) {
    const { texts, today } = context;
    const told = subject.phase === 'forming' ? toldComplete(subject.phase, context) : null;
    if (told === null || told.isOver) return { state: 'not-checked' };
    if (context.isTeamComplete === null) return { state: 'unknown' };
    if (!context.isTeamComplete) return { state: 'not-checked' };
    const lastDay = lastDayToStart(told.since, workingDays, context);
    const evidence = { complete: told.since, workingDays, until: lastDay };
    const since = texts.day(told.since);
    if (today <= lastDay) {
      const message = texts.render('starts-when-complete.holds', { since, day: texts.day(lastDay) });
      return { state: 'holds', message, evidence, untilDay: addDays(lastDay, 1) };
    }
    const days = texts.render('working-days', { count: workingDays });
    return {
      state: 'fails',
      message: texts.render('starts-when-complete.fails', { since, days }),
      evidence,
      mend: texts.render('starts-when-complete.start'),
      menders: teamThenOthers(subject, context),
    };
  },
};

/** No day on which the card rested counts. */
function lastDayToStart(since: Day, workingDays: number, { calendar, pauses }: RuleContext): Day {
  return pauses
    .filter(({ from, until }) => from >= since && until !== null)
    .reduce(
      (day, pause) => (pause.from <= day ? addWorkingDays(calendar, day, daysOf(pause, calendar)) : day),
      addWorkingDays(calendar, since, workingDays),
    );
}
