// When a team may be told something by the way: not while one of them is asked something on the same card at the same moment,
// or hears what waits for them.

import type { Day, Instant } from '../day.ts';
import type { Person } from '../observation.ts';
import type { Operation } from '../operation.ts';
import { isWelcomeOf } from '../people/coming-back.ts';
import type { RuleContext } from '../rules/rule.ts';
import { addDays, morningOf, nearestWorkingDay } from '../schedule/calendar.ts';

/** Who is spoken to, or else when it is worth another look; nobody at all where there is nobody. */
export type Audience = { now: Person[] } | { later: Instant | null };

/**
 * Those of them who are there. While nobody is, or one of them was asked something today that is still open or was
 * welcomed back, it can wait for the next morning: what concerns one person at one moment is one comment.
 */
export function audienceOf(
  people: readonly Person[],
  asking: readonly Operation[],
  context: RuleContext,
): Audience {
  const { presence, today, calendar, view } = context;
  const known = people.filter(({ id }) => view.people.has(id));
  const there = known.filter(({ id }) => presence.isThere(id, today));
  const tomorrow = addDays(today, 1);
  if (there.length > 0) {
    if (!isAsked(there, asking, context)) return { now: there };
    return { later: morningOf(nearestWorkingDay(calendar, tomorrow, 1), calendar.zone) };
  }
  const first = presence.firstOf(known, today);
  if (!first) return { later: null };
  return { later: morningOf(backOn(first.person, tomorrow, context), calendar.zone) };
}

function backOn({ id }: Person, from: Day, { presence }: RuleContext): Day {
  return nearestWorkingDay(presence.calendarOf(id), from, 1);
}

function isAsked(
  people: readonly Person[],
  asking: readonly Operation[],
  { observation, today, dayOf }: RuleContext,
): boolean {
  const ids = new Set(people.map(({ id }) => id));
  const isAskedNow = asking.some(one => 'person' in one && ids.has(one.person.id));
  return (
    isAskedNow ||
    observation.comments.some(
      comment => dayOf(comment.at) >= today && people.some(person => isWelcomeOf(comment, person)),
    ) ||
    observation.comments.some(
      ({ kind, isMended, isResolved, assignee, at }) =>
        (kind === 'ask' || kind === 'escalation') &&
        !isMended &&
        !isResolved &&
        dayOf(at) >= today &&
        (assignee === null || assignee === undefined || ids.has(assignee)),
    )
  );
}
