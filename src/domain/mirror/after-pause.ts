// Back from a pause, or from an end that was none: dates by which the work would go on are proposed to the team. Nobody but
// people sets them.
import type { CustomerResult } from '../customer-result.ts';
import type { Day } from '../day.ts';
import type { Finding } from '../findings/finding.ts';
import { hasOpenQuestion, holdingOutsideRules, teamSupportersOwner } from '../findings/outside-rules.ts';
import { readHeadline } from '../language/headline.ts';
import type { CompanyTexts } from '../language/texts.ts';
import type { Observation } from '../observation.ts';
import type { Pause } from '../pause.ts';
import { hasEnded, hasReached } from '../phase.ts';
import type { RuleContext } from '../rules/rule.ts';
import { addDays, addWorkingDays, daysBetween, startOfDay } from '../schedule/calendar.ts';
import { daysOf } from './pause.ts';

/** What the finding and the question about it are called, after a pause and after an end; no rule of a playbook has these names. */
export const PAUSE = 'pause';
export const AGAIN = 'again';

type Key = typeof PAUSE | typeof AGAIN;
/** `isAnew`: nothing was left of the time that was planned, so that it is planned once more. */
type Proposal = { key: Key; last: Pause; count: number; isAnew: boolean; start: Day | null; due: Day | null };

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
  const { key, last, count, start, due } = open;
  const days = texts.render('working-days', { count });
  const values = { from: texts.day(last.from), until: texts.day(last.until ?? context.today), days };
  return [
    ...holding,
    {
      ...holdingOf(key, texts),
      enforcement: 'warn',
      state: 'fails',
      message: texts.render(key === AGAIN ? 'again.goes-on' : 'pause.rested', values),
      evidence: { from: last.from, until: last.until, workingDays: count, start, due },
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
  const unmoved = context.pauses.filter(
    ({ until, start, due }) => until !== null && start === startOn && due === dueOn,
  );
  const last = unmoved.at(-1);
  if (!last?.until || (startOn === null && dueOn === null)) return null;
  const count = unmoved.reduce((days, pause) => days + daysOf(pause, calendar), 0);
  const key = last.isEnd ? AGAIN : PAUSE;
  if (count === 0 || isAnswered(key, observation, startOfDay(last.until, calendar.zone))) return null;
  const isAnew = key === AGAIN && dueOn !== null && dueOn < last.from;
  if (!isAnew) {
    const start = startOn && addWorkingDays(calendar, startOn, count);
    return { key, last, count, isAnew, start, due: dueOn && addWorkingDays(calendar, dueOn, count) };
  }
  // Evaluating comes after the planned time anyway.
  if (phase !== 'running' || startOn === null) return null;
  const start = addWorkingDays(calendar, last.until, 1);
  return { key, last, count, isAnew, start, due: addDays(start, daysBetween(startOn, dueOn)) };
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

/** Whether somebody closed the question that was asked since the card came back: the dates stay as they are. */
function isAnswered(key: Key, { comments }: Observation, backAt: number): boolean {
  return comments.some(
    ({ kind, rules, isResolved, isMended, at, text }) =>
      kind === 'ask' &&
      rules.includes(key) &&
      at >= backAt &&
      (isResolved || isMended) &&
      readHeadline(text)?.isHandedOn !== true,
  );
}
