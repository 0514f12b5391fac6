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
 * Those of them who are there. While nobody is, or nobody has been since they were all away, or one of them was asked something
 * today that is still open or was welcomed back, it can wait for the next morning: what concerns one person at one moment is
 * one comment.
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
    const until = backAt(there, context) ?? askedUntil(there, asking, context);
    return until === null ? { now: there } : { later: until };
  }
  const first = presence.firstOf(known, today);
  if (!first) return { later: null };
  return { later: morningOf(backOn(first.person, tomorrow, context), calendar.zone) };
}

/** The morning on which the first of them begins to work again; null once one of them has. */
function backAt(people: readonly Person[], context: RuleContext): Instant | null {
  const { observation, today, calendar, presence } = context;
  const yesterday = addDays(today, -1);
  const worked = nearestWorkingDay(calendar, yesterday, -1);
  const mornings = people.map(person => {
    const wasThere = nearestWorkingDay(presence.calendarOf(person.id), yesterday, -1) === worked;
    return wasThere ? -Infinity : morningOf(backOn(person, today, context), calendar.zone);
  });
  const first = Math.min(...mornings);
  return observation.at < first ? first : null;
}

function backOn({ id }: Person, from: Day, { presence }: RuleContext): Day {
  return nearestWorkingDay(presence.calendarOf(id), from, 1);
}

/** The morning after the last day on which one of them was asked something that is still open, or welcomed; null once that is over. */
function askedUntil(
  people: readonly Person[],
  asking: readonly Operation[],
  { observation, today, dayOf, calendar }: RuleContext,
): Instant | null {
  const ids = new Set(people.map(({ id }) => id));
  const isAskedNow = asking.some(one => 'person' in one && ids.has(one.person.id));
  const spoken = observation.comments.filter(comment => {
    const { kind, isMended, isResolved, assignee } = comment;
    if (people.some(person => isWelcomeOf(comment, person))) return true;
    const isQuestion = kind === 'ask' || kind === 'escalation';
    const isTheirs = assignee === null || assignee === undefined || ids.has(assignee);
    return isQuestion && !isMended && !isResolved && isTheirs;
  });
  const days = [...(isAskedNow ? [today] : []), ...spoken.map(({ at }) => dayOf(at))];
  if (days.length === 0) return null;
  const last = days.reduce((one, other) => (one < other ? other : one));
  const until = morningOf(nearestWorkingDay(calendar, addDays(last, 1), 1), calendar.zone);
  return observation.at < until ? until : null;
}
