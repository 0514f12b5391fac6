// Back from a pause: the dates of the card, moved by its working days, are proposed to the team. Nobody but people sets them.
import type { CustomerResult } from '../customer-result.ts';
import type { Finding } from '../findings/finding.ts';
import { readHeadline } from '../language/headline.ts';
import type { CompanyTexts } from '../language/texts.ts';
import type { Pause } from '../pause.ts';
import { hasEnded, hasReached } from '../phase.ts';
import type { RuleContext } from '../rules/rule.ts';
import { addWorkingDays, startOfDay } from '../schedule/calendar.ts';
import { daysOf } from './pause.ts';

/** What the finding and the question about it are called; no rule of a playbook has this name. */
export const PAUSE = 'pause';

/** The proposal, while the dates are those of before the pause and nobody said that they stay; one that holds closes its question. */
export function afterPause({ card, phase, members }: CustomerResult, context: RuleContext): Finding[] {
  if (phase === null || !hasReached(phase, 'forming') || hasEnded(phase)) return [];
  const { texts, calendar, view } = context;
  const unmoved = context.pauses.filter(
    ({ until, start, due }) => until !== null && start === card.startOn && due === card.dueOn,
  );
  const last = unmoved.at(-1);
  const count = unmoved.reduce((days, pause) => days + daysOf(pause, calendar), 0);
  const { startOn, dueOn } = card;
  const hasDates = startOn !== null || dueOn !== null;
  const isOpen = hasDates && count > 0 && !isAnswered(last, context);
  if (!last || !isOpen) return hasOpenQuestion(context) ? [holding(texts)] : [];
  const start = startOn && addWorkingDays(calendar, startOn, count);
  const due = dueOn && addWorkingDays(calendar, dueOn, count);
  const days = texts.render('working-days', { count });
  const from = texts.day(last.from);
  const until = texts.day(last.until ?? context.today);
  const people = [...members, ...card.supporters, ...(view.owner ? [view.owner] : [])];
  return [
    {
      ...holding(texts),
      enforcement: 'warn',
      state: 'fails',
      message: texts.render('pause.rested', { from, until, days }),
      evidence: { from: last.from, until: last.until, workingDays: count, start, due },
      mend: `${proposal(start, due, texts)} ${texts.render('pause.set')}`,
      menders: [...new Map(people.map(one => [one.id, one])).values()].filter(({ id }) =>
        view.people.has(id),
      ),
    },
  ];
}

function proposal(start: string | null, due: string | null, texts: CompanyTexts): string {
  if (start === null) return texts.render('pause.propose-due', { due: texts.day(due ?? '') });
  if (due === null) return texts.render('pause.propose-start', { start: texts.day(start) });
  return texts.render('pause.propose', { start: texts.day(start), due: texts.day(due) });
}

function holding(texts: CompanyTexts): Finding {
  const message = texts.render('pause.settled');
  return {
    rule: PAUSE,
    enforcement: 'inform',
    state: 'holds',
    message,
    evidence: {},
    mend: '',
    menders: [],
    waiver: null,
  };
}

/** Whether somebody closed the question that was asked since the card came back: the dates stay as they are. */
function isAnswered(last: Pause | undefined, { observation, calendar }: RuleContext): boolean {
  if (!last?.until) return false;
  const backAt = startOfDay(last.until, calendar.zone);
  return observation.comments.some(
    ({ kind, rules, isResolved, isMended, at, text }) =>
      kind === 'ask' &&
      rules.includes(PAUSE) &&
      at >= backAt &&
      (isResolved || isMended) &&
      readHeadline(text)?.isHandedOn !== true,
  );
}

function hasOpenQuestion({ observation }: RuleContext): boolean {
  return observation.comments.some(
    ({ kind, isMended, rules }) =>
      (kind === 'ask' || kind === 'escalation') && !isMended && rules.includes(PAUSE),
  );
}
