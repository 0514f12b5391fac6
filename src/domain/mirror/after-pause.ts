// Back from a pause, or from an end that was none: dates by which the work would go on are proposed to the team. Nobody but
// people sets them.
import type { CustomerResult } from '../customer-result.ts';
import type { Day } from '../day.ts';
import type { Finding } from '../findings/finding.ts';
import { hasOpenQuestion, holdingOutsideRules, teamSupportersOwner } from '../findings/outside-rules.ts';
import { readHeadline } from '../language/headline.ts';
import type { CompanyTexts } from '../language/texts.ts';
import type { Observation } from '../observation.ts';
import { hasEnded, hasReached } from '../phase.ts';
import type { RuleContext } from '../rules/rule.ts';
import { addDays, addWorkingDays, daysBetween, startOfDay } from '../schedule/calendar.ts';
import { daysOf } from './pause.ts';

/** What the finding and the question about it are called, after a pause and after an end; no rule of a playbook has these names. */
export const PAUSE = 'pause';
export const AGAIN = 'again';

/** Whether a question is about dates after a rest. Each rest has one of its own, since it says other dates. */
export function isAboutDates(rule: string): boolean {
  return rule === PAUSE || rule === AGAIN;
}

type Key = typeof PAUSE | typeof AGAIN;
/**
 * `from` and `until` are the days of rest, `count` the working days among them; `isOften`: it rested more than once. `isAnew`:
 * nothing was left of the time that was planned, so that it is planned once more.
 */
type Proposal = {
  key: Key;
  from: Day;
  until: Day;
  count: number;
  isOften: boolean;
  isAnew: boolean;
  start: Day | null;
  due: Day | null;
};

/** The proposal, while the dates are those of before and nobody said that they stay; one that holds closes its question. */
export function afterPause(subject: CustomerResult, context: RuleContext): Finding[] {
  const { phase } = subject;
  if (phase === null || !hasReached(phase, 'forming') || hasEnded(phase)) return [];
  const { texts, view } = context;
  const open = openProposal(subject, context);
  const settled = ([PAUSE, AGAIN] as const).filter(
    key => key !== open?.key && hasOpenQuestion(key, context.observation),
  );
  const holding = settled.map(key => holdingOf(key, texts));
  if (!open) return holding;
  const { key, from, until, count, isOften, start, due } = open;
  const values = {
    from: texts.day(from),
    until: texts.day(until),
    days: texts.render('working-days', { count }),
  };
  const rested = isOften ? 'pause.rested-often' : 'pause.rested';
  return [
    ...holding,
    {
      ...holdingOf(key, texts),
      enforcement: 'warn',
      state: 'fails',
      message: texts.render(key === AGAIN ? 'again.goes-on' : rested, values),
      evidence: { from, until, workingDays: count, start, due },
      mend: `${proposalWords(open, texts)} ${texts.render('pause.set')}`,
      menders: teamSupportersOwner(subject, view),
    },
  ];
}

/** Whether work goes on after its end and its new dates are still open: then nobody is late by the old ones. */
export function awaitsDates(subject: CustomerResult, context: RuleContext): boolean {
  return openProposal(subject, context)?.key === AGAIN;
}

/** The dates to propose; null where nothing is open. */
function openProposal({ card, phase }: CustomerResult, context: RuleContext): Proposal | null {
  const { calendar, observation } = context;
  const { startOn, dueOn } = card;
  const answeredAt = lastAnswer(observation);
  // Whose days stay as they are is settled; only what came later is still to be answered.
  const unmoved = context.pauses.filter(
    ({ until, start, due }) =>
      until !== null && start === startOn && due === dueOn && startOfDay(until, calendar.zone) > answeredAt,
  );
  const [first] = unmoved;
  const backOn = unmoved.at(-1)?.until;
  if (!first || !backOn || (startOn === null && dueOn === null)) return null;
  const count = unmoved.reduce((days, pause) => days + daysOf(pause, calendar), 0);
  if (count === 0) return null;
  const end = unmoved.findLast(({ isEnd }) => isEnd);
  const key = end ? AGAIN : PAUSE;
  const over = { key, from: end?.from ?? first.from, until: end?.until ?? backOn, count } as const;
  const isOften = !end && unmoved.length > 1;
  const isAnew = end !== undefined && dueOn !== null && dueOn < end.from;
  if (!isAnew) {
    const start = startOn && addWorkingDays(calendar, startOn, count);
    const due = dueOn && addWorkingDays(calendar, dueOn, count);
    // It was late before it rested: that is another question.
    if (phase === 'running' && due !== null && due < backOn) return null;
    return { ...over, isOften, isAnew, start, due };
  }
  // Evaluating comes after the planned time anyway.
  if (phase !== 'running' || startOn === null) return null;
  const start = addWorkingDays(calendar, backOn, 1);
  return { ...over, isOften, isAnew, start, due: addDays(start, daysBetween(startOn, dueOn)) };
}

function proposalWords({ isAnew, start, due }: Proposal, texts: CompanyTexts): string {
  if (start === null) return texts.render('pause.propose-due', { due: texts.day(due ?? '') });
  if (due === null) return texts.render('pause.propose-start', { start: texts.day(start) });
  const days = { start: texts.day(start), due: texts.day(due) };
  return texts.render(isAnew ? 'again.propose' : 'pause.propose', days);
}

function holdingOf(key: Key, texts: CompanyTexts): Finding {
  return holdingOutsideRules(key, texts.render(key === AGAIN ? 'again.settled' : 'pause.settled'));
}

/** When the last question was asked that somebody closed: the dates stay as they were then. */
function lastAnswer({ comments }: Observation): number {
  const answered = comments.filter(({ kind, rules, isResolved, isMended, text }) => {
    if (kind !== 'ask' || !rules.some(isAboutDates) || !(isResolved || isMended)) return false;
    const { isHandedOn, isResting, isMoot } = readHeadline(text) ?? {};
    return !(isHandedOn || isResting || isMoot);
  });
  return Math.max(-Infinity, ...answered.map(({ at }) => at));
}
