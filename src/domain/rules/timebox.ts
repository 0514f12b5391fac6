// A customer result takes a set number of weeks: both dates set, neither too short nor too long, not overrun.
import { z } from 'zod';
import { daysBetween } from '../calendar.ts';
import type { Day } from '../day.ts';
import { CommonParams, isAtWork, moveBack, type Rule } from './rule.ts';

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

  evaluate(subject, { minWeeks, maxWeeks }, context) {
    const { phase, card } = subject;
    if (phase === null || !isAtWork(phase)) return { state: 'not-checked' };
    const { startOn, dueOn } = card;
    const evidence = { start: startOn, due: dueOn, minWeeks, maxWeeks };
    const menders = [...subject.members, ...card.supporters, ...(context.owner ? [context.owner] : [])];
    const fails = (message: string, mend: string) =>
      ({ state: 'fails', message, evidence, mend, menders }) as const;

    if (startOn === null || dueOn === null) {
      const missing = [startOn === null ? 'start' : '', dueOn === null ? 'due' : ''].filter(Boolean);
      return fails(
        `The ${missing.join(' and ')} date${missing.length > 1 ? 's are' : ' is'} missing.`,
        `Please set ${missing.length > 1 ? 'both dates' : `the ${missing[0]} date`} on the card; the milestones follow from there.`,
      );
    }
    const days = daysBetween(startOn, dueOn);
    if (days < 0) {
      return fails(
        `The due date ${dueOn} is before the start date ${startOn}.`,
        'Please correct the dates on the card.',
      );
    }
    const allowed = `A customer result takes ${minWeeks} to ${maxWeeks} weeks.`;
    if (days < minWeeks * 7 || days > maxWeeks * 7) {
      return fails(
        `From ${startOn} to ${dueOn} are ${inWeeks(days)}. ${allowed}`,
        days < minWeeks * 7
          ? 'Please plan a later due date, or make this part of another customer result.'
          : 'Please plan an earlier due date, or split the customer result.',
      );
    }
    if (isOverrun(context.today, dueOn) && phase === 'running') {
      return fails(
        `It was planned to end on ${dueOn} and is still running.`,
        'Please move the card to evaluation, or agree with your supporter on a new due date.',
      );
    }
    return { state: 'holds', message: `${inWeeks(days)}, from ${startOn} to ${dueOn}.`, evidence };
  },

  undo(subject, _params, context, hints) {
    const hasDates = subject.card.startOn !== null && subject.card.dueOn !== null;
    return hasDates ? null : moveBack(subject, context, hints);
  },
};

function isOverrun(today: Day, dueOn: Day): boolean {
  return today > dueOn;
}

function inWeeks(days: number): string {
  const weeks = Math.floor(days / 7);
  const rest = days % 7;
  const text = weeks === 1 ? '1 week' : `${weeks} weeks`;
  if (rest === 0) return text;
  const more = rest === 1 ? '1 day' : `${rest} days`;
  return weeks === 0 ? more : `${text} and ${more}`;
}
