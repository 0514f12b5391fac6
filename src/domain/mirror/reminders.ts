// Feedback reminders: while evaluating, every few working days, until enough customer feedback is in.

import type { CustomerResult } from '../customer-result.ts';
import type { Day, Instant } from '../day.ts';
import { isOutOfSight } from '../former-fields.ts';
import { readHeadline } from '../language/headline.ts';
import { reminderText } from '../language/render.ts';
import type { Observation, OwnComment, Person } from '../observation.ts';
import type { Operation } from '../operation.ts';
import type { Playbook } from '../playbook/playbook.ts';
import type { RuleContext } from '../rules/rule.ts';
import {
  addDays,
  addWorkingDays,
  type Calendar,
  morningOf,
  nearestWorkingDay,
} from '../schedule/calendar.ts';
import type { Duration } from '../schedule/duration.ts';
import type { Upcoming } from '../upcoming.ts';
import type { TeamListPlan } from './diff.ts';
import { backOn } from './pause.ts';

const DAY_MS = 86_400_000;

/** The reminder that is due now, if one is, and when the next one would be. `snoozedUntil` is the last day of a pause. */
export function remind(
  observation: Observation,
  { subject, context }: { subject: CustomerResult; context: RuleContext },
  team: Pick<TeamListPlan, 'observed' | 'record' | 'operations'>,
  snoozedUntil: Day | null,
  playbook: Playbook,
): { operations: Operation[]; upcoming: Upcoming[]; waitsFor: Person | null } {
  const nothing = { operations: [], upcoming: [], waitsFor: null };
  const { feedback } = playbook;
  if (!feedback || subject.phase !== 'evaluating' || team.observed.unknown) return nothing;
  const item = team.observed.items.get(feedback.item);
  const name = item ? item.name : nameToCome(feedback.item, team.operations);
  if (name === null || item?.isClosed) return nothing;
  const { count = 0, countBy = 'subtasks' } = context.feedback ?? {};
  if (count >= feedback.min) return nothing;
  // There may be more by now than was seen.
  if (countBy === 'field' && isOutOfSight(subject.card, ['feedback'])) return nothing;

  const { today, calendar, texts } = context;
  const enteredOn = team.record?.entered.evaluating ?? today;
  // Whoever comes back to evaluation is not reminded at once, nor the supporter asked, because of what was said the last time.
  const former = observation.reminders.filter(({ at }) => context.dayOf(at) >= enteredOn);
  // While the card rested nobody had to do anything about it.
  const since = later(enteredOn, backOn(context.pauses) ?? enteredOn);
  const lastDay = former.reduce<Day>((day, { at }) => later(day, context.dayOf(at)), since);
  const what = texts.render('step.reminder', { item: name });
  const first = responsible(item?.assignees ?? [], subject, context);
  const isThere = first?.isThere ?? true;
  const days = first ? context.presence.calendarOf(first.person.id) : calendar;
  const plannedAt = reminderDueAt({ lastDay, today, snoozedUntil }, feedback.remindEvery, calendar);
  const dueAt = isThere
    ? plannedAt
    : Math.max(plannedAt, morningOf(nearestWorkingDay(days, today, 1), days.zone));
  if (!item || !isThere || dueAt > observation.at) {
    const waitsFor = item && plannedAt <= observation.at ? (first?.person ?? null) : null;
    return { operations: [], upcoming: [{ at: dueAt, what }], waitsFor };
  }

  // Counted on from the last one, so that a number comes once even where somebody deleted a reminder.
  const number = Math.max(0, ...observation.reminders.map(({ text }) => readHeadline(text)?.number ?? 0)) + 1;
  const person = first?.person ?? null;
  // Once in an evaluation, and later where nobody supported yet; the reminders themselves tell, also without a memory.
  const canHelp = ({ id }: Person) => id !== person?.id && context.presence.isThere(id, today);
  const isTime = former.length + 1 >= feedback.escalateAt && !former.some(asksTheSupporter);
  const supporter = isTime ? (subject.card.supporters.find(canHelp) ?? null) : null;
  return {
    operations: [
      {
        kind: 'remind',
        itemId: item.id,
        number,
        text: reminderText({ number, person, supporter, count, countBy, min: feedback.min }, texts),
        target: item.id,
        summary: `Remind ${person?.name ?? 'the team'}: ${count} of ${feedback.min} pieces of feedback are in`,
      },
    ],
    upcoming: [{ at: reminderAfter(today, feedback.remindEvery, calendar), what }],
    waitsFor: null,
  };
}

/** The name of the item that this very plan makes, so that its reminder is announced at once; null if it makes none. */
function nameToCome(template: string, operations: readonly Operation[]): string | null {
  const making = operations.flatMap(operation =>
    operation.kind === 'create-item' && operation.template === template ? [operation.name] : [],
  );
  return making[0] ?? null;
}

/** Whoever else is asked than the team has a line of their own, below headline and question, in any language. */
function asksTheSupporter({ text }: OwnComment): boolean {
  const lines = text.split('\n').filter(line => line.trim() !== '');
  return lines.slice(2).some(line => line.trimStart().startsWith('@'));
}

function later(one: Day, other: Day): Day {
  return one > other ? one : other;
}

/** When the next one is due: every so often after the last one, on a morning of work, and not before a pause is over. */
function reminderDueAt(
  { lastDay, today, snoozedUntil }: { lastDay: Day; today: Day; snoozedUntil: Day | null },
  every: Duration,
  calendar: Calendar,
): Instant {
  // A reconcile may come late, at night or on a day of rest; people are reminded when they work.
  const earliest = snoozedUntil === null || snoozedUntil < today ? today : addDays(snoozedUntil, 1);
  return Math.max(
    reminderAfter(lastDay, every, calendar),
    morningOf(nearestWorkingDay(calendar, earliest, 1), calendar.zone),
  );
}

function reminderAfter(day: Day, every: Duration, calendar: Calendar): Instant {
  const next =
    every.unit === 'working day'
      ? addWorkingDays(calendar, day, every.count)
      : nearestWorkingDay(calendar, addDays(day, every.ms / DAY_MS), 1);
  return morningOf(next, calendar.zone);
}

/** Whoever has the task, or else somebody of the team, the first who is there; if nobody is, who is back first. */
function responsible(
  assignees: readonly number[],
  subject: CustomerResult,
  { view: { people }, observation: { board }, presence, today }: RuleContext,
): ReturnType<typeof presence.firstOf<Person>> {
  const assigned = board.people.filter(({ id }) => assignees.includes(id));
  const others = [...subject.members, ...subject.card.supporters].filter(({ id }) => people.has(id));
  return presence.firstOf([...assigned, ...others], today);
}
