// A customer result takes a set number of weeks: both dates set, neither too short nor too long, not overrun.
import { z } from 'zod';
import type { CompanyTexts } from '../language/texts.ts';
import { awaitsDates } from '../mirror/after-pause.ts';
import { afterPauses, daysOf } from '../mirror/pause.ts';
import { isAtWork } from '../phase.ts';
import { addDays, addWorkingDays, daysBetween } from '../schedule/calendar.ts';
import { CommonParams, type Rule, teamThenOthers } from './rule.ts';
import { undoMove } from './undo-proposals.ts';

export const TimeboxParams = z
  .strictObject({
    ...CommonParams,
    minWeeks: z.number().min(1).max(52),
    maxWeeks: z.number().min(1).max(52),
  })
  .refine(params => params.minWeeks <= params.maxWeeks, {
    path: ['minWeeks'],
    error: 'minWeeks must not be above maxWeeks',
  });
type TimeboxParams = z.infer<typeof TimeboxParams>;

export const timebox: Rule<TimeboxParams> = {
  key: 'timebox',
  params: TimeboxParams,
  needsDates: true,
  bounds: { weeks: 'maxWeeks' },

  evaluate(subject, { minWeeks: min, maxWeeks: max }, context) {
    const { phase, card } = subject;
    const { texts, today, calendar, pauses } = context;
    if (!isAtWork(phase)) return { state: 'not-checked' };
    const { startOn, dueOn } = card;
    const evidence = { start: startOn, due: dueOn, minWeeks: min, maxWeeks: max };
    const menders = teamThenOthers(subject, context);
    const fails = (message: string, mend: string) =>
      ({ state: 'fails', message, evidence, mend, menders }) as const;

    if (startOn === null || dueOn === null) {
      if (dueOn !== null)
        return fails(texts.render('timebox.missing-start'), texts.render('timebox.set-start'));
      return startOn === null
        ? fails(texts.render('timebox.missing-both'), texts.render('timebox.set-both'))
        : fails(texts.render('timebox.missing-due'), texts.render('timebox.set-due'));
    }
    const dates = { start: texts.day(startOn), due: texts.day(dueOn) };
    const days = daysBetween(startOn, dueOn);
    if (days < 0) return fails(texts.render('timebox.backwards', dates), texts.render('timebox.correct'));
    const length = inWeeks(days, texts);
    const allowed =
      min === max ? texts.render('weeks', { count: min }) : texts.render('weeks-from-to', { min, max });
    // A pause makes no customer result too long, whether or not people moved its dates since.
    const rested = pauses.reduce(
      (sum, pause) => sum + (pause.due !== dueOn && pause.from >= startOn ? daysOf(pause, calendar) : 0),
      0,
    );
    const worked = daysBetween(startOn, addWorkingDays(calendar, dueOn, -rested));
    if (days < min * 7 || worked > max * 7) {
      return fails(
        texts.render('timebox.length', { ...dates, length, allowed }),
        texts.render(days < min * 7 ? 'timebox.longer' : 'timebox.shorter'),
      );
    }
    const lastDay = afterPauses(dueOn, 'due', card, context);
    // What was done goes on: which dates are true now is asked already.
    const isLate = phase === 'running' && today > lastDay && !awaitsDates(subject, context);
    if (isLate) {
      return fails(texts.render('timebox.overrun', { due: dates.due }), texts.render('timebox.end'));
    }
    return {
      state: 'holds',
      message: texts.render('timebox.holds', { ...dates, length }),
      evidence,
      ...(phase === 'running' && today <= lastDay ? { untilDay: addDays(lastDay, 1) } : {}),
    };
  },

  undo(subject, _params, context, reportedChanges) {
    const hasDates = subject.card.startOn !== null && subject.card.dueOn !== null;
    return hasDates ? null : undoMove(subject, context, reportedChanges);
  },
};

function inWeeks(days: number, texts: CompanyTexts): string {
  const whole = Math.floor(days / 7);
  const rest = days % 7;
  const weeks = texts.render('weeks', { count: whole });
  if (rest === 0) return weeks;
  const more = texts.render('days', { count: rest });
  return whole === 0 ? more : texts.render('weeks-and-days', { weeks, days: more });
}
