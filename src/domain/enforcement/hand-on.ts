// An open question goes on to somebody who is there, once whoever was asked is away for a working day or longer, or has left
// the workspace.
import type { Evaluated } from '../findings/evaluate.ts';
import { askText, handedOnText } from '../language/question-text.ts';
import type { OwnComment, Person } from '../observation.ts';
import type { Operation } from '../operation.ts';
import type { RuleContext } from '../rules/rule.ts';
import { nearestWorkingDay } from '../schedule/calendar.ts';
import type { Upcoming } from '../upcoming.ts';
import { whenPeopleWork } from './when-people-work.ts';

/**
 * Closes the question and asks the next who can mend it, is there and was not asked about it before; nothing where there is
 * nobody. `before` are the questions of this episode that went on already.
 */
export function handOn(
  { finding, alsoAsked }: Evaluated,
  ask: OwnComment,
  before: readonly OwnComment[],
  { observation, presence, today, calendar, texts, view }: RuleContext,
): { operations: Operation[]; later: Upcoming[]; to: Person | null } {
  const nothing = { operations: [], later: [], to: null };
  const asked = ask.assignee ?? null;
  // Whoever closed it by hand has seen it.
  if (asked === null || ask.isResolved) return nothing;
  const left = observation.board.missing?.find(({ person, hasLeft }) => hasLeft && person.id === asked);
  const away = presence.awayOn(asked, today);
  if (!left && (away === null || nearestWorkingDay(calendar, today, 1) > away.until)) return nothing;
  const former = new Set([asked, ...before.map(({ assignee }) => assignee ?? null), ...alsoAsked.map(idOf)]);
  const to = finding.menders.find(({ id }) => !former.has(id) && presence.isThere(id, today));
  if (!to) return nothing;
  const { rule, message } = finding;
  const at = whenPeopleWork(observation.at, observation.at, presence.calendarOf(to.id));
  if (at > observation.at)
    return { operations: [], later: [{ at, what: texts.render('step.ask', { rule }), rule }], to: null };
  const from = left?.person.name ?? view.people.get(asked)?.name ?? texts.render('somebody');
  const handedOn = { rules: ask.rules, from, to: [to], hasLeft: left !== undefined };
  return {
    operations: [
      {
        kind: 'settle-ask',
        commentId: ask.id,
        handedOn,
        text: handedOnText(handedOn, texts),
        target: ask.id,
        summary: `Close the question about ${rule}: ${to.name} is asked instead of ${from}, who ${left ? 'has left' : 'is away'}`,
      },
      {
        kind: 'ask',
        rule,
        person: to,
        text: askText(finding, [to, ...alsoAsked.filter(({ id }) => presence.isThere(id, today))], texts),
        target: observation.card.id,
        summary: `Ask ${to.name} about ${rule}: ${message}`,
      },
    ],
    later: [],
    to,
  };
}

function idOf({ id }: Person): number {
  return id;
}
