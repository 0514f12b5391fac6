// A customer result takes a set number of weeks: both dates set, neither too short nor too long, not overrun.
import { z } from 'zod';
import type { Speech } from '../language/texts.ts';
import { isAtWork } from '../phase.ts';
import { addDays, daysBetween } from '../schedule/calendar.ts';
import { CommonParams, lookingAtOneCard, moveBack, type Rule, teamThenOthers } from './rule.ts';

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

  evaluate(subject, { minWeeks: min, maxWeeks: max }, context) {
    const { phase, card } = subject;
    const { speech, today } = context;
    if (!isAtWork(phase)) return { state: 'not-checked' };
    const { startOn, dueOn } = card;
    const evidence = { start: startOn, due: dueOn, minWeeks: min, maxWeeks: max };
    const menders = teamThenOthers(subject, context);
    const fails = (message: string, mend: string) =>
      ({ state: 'fails', message, evidence, mend, menders }) as const;

    if (startOn === null || dueOn === null) {
      if (dueOn !== null) return fails(speech.say('timebox.missing-start'), speech.say('timebox.set-start'));
      return startOn === null
        ? fails(speech.say('timebox.missing-both'), speech.say('timebox.set-both'))
        : fails(speech.say('timebox.missing-due'), speech.say('timebox.set-due'));
    }
    const dates = { start: speech.day(startOn), due: speech.day(dueOn) };
    const days = daysBetween(startOn, dueOn);
    if (days < 0) return fails(speech.say('timebox.backwards', dates), speech.say('timebox.correct'));
    const length = inWeeks(days, speech);
    const allowed =
      min === max ? speech.say('weeks', { count: min }) : speech.say('weeks-from-to', { min, max });
    if (days < min * 7 || days > max * 7) {
      return fails(
        speech.say('timebox.length', { ...dates, length, allowed }),
        speech.say(days < min * 7 ? 'timebox.longer' : 'timebox.shorter'),
      );
    }
    if (phase === 'running' && today > dueOn) {
      return fails(speech.say('timebox.overrun', { due: dates.due }), speech.say('timebox.end'));
    }
    return {
      state: 'holds',
      message: speech.say('timebox.holds', { ...dates, length }),
      evidence,
      ...(phase === 'running' ? { untilDay: addDays(dueOn, 1) } : {}),
    };
  },

  undo(subject, _params, context, hints) {
    const hasDates = subject.card.startOn !== null && subject.card.dueOn !== null;
    return hasDates ? null : moveBack(subject, context, hints);
  },

  beside: lookingAtOneCard,
};

function inWeeks(days: number, speech: Speech): string {
  const whole = Math.floor(days / 7);
  const rest = days % 7;
  const weeks = speech.say('weeks', { count: whole });
  if (rest === 0) return weeks;
  const more = speech.say('days', { count: rest });
  return whole === 0 ? more : speech.say('weeks-and-days', { weeks, days: more });
}
