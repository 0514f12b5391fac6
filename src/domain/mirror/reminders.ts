// Feedback reminders: while evaluating, each later than the one before, until enough customer feedback is in or the last word
// about it is said.

import type { CustomerResult } from '../customer-result.ts';
import type { Day, Instant } from '../day.ts';
import { isOutOfSight } from '../former-fields.ts';
import { readHeadline } from '../language/headline.ts';
import { lastReminderText, reminderText } from '../language/reminder-text.ts';
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
import { type Duration, timesAsLong } from '../schedule/duration.ts';
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
  // While the card rested nobody had to do anything about it.
  const since = later(enteredOn, backOn(context.pauses) ?? enteredOn);
  const said = saidIn(observation.reminders, enteredOn, context);
  if (said.isOver || today > endOfReminders(later(since, snoozedUntil ?? since), feedback, calendar))
    return nothing;
  const isLast = said.sent >= feedback.maxReminders;
  const stepOf = (nth: number): string =>
    texts.render(nth > feedback.maxReminders ? 'step.last-reminder' : 'step.reminder', { item: name });
  const pause = (nth: number): Duration => timesAsLong(feedback.remindEvery, nth);
  const lastDay = later(since, said.lastDay ?? since);
  const first = whoIsToHear(isLast, item?.assignees ?? [], subject, context);
  const isThere = first?.isThere ?? true;
  const days = first ? context.presence.calendarOf(first.person.id) : calendar;
  const plannedAt = reminderDueAt({ lastDay, today, snoozedUntil }, pause(said.sent + 1), calendar);
  const dueAt = isThere
    ? plannedAt
    : Math.max(plannedAt, morningOf(nearestWorkingDay(days, today, 1), days.zone));
  if (!item || !isThere || dueAt > observation.at) {
    const waitsFor = item && plannedAt <= observation.at ? (first?.person ?? null) : null;
    return { operations: [], upcoming: [{ at: dueAt, what: stepOf(said.sent + 1) }], waitsFor };
  }

  const person = first?.person ?? null;
  const next = { at: reminderAfter(today, pause(said.sent + 2), calendar), what: stepOf(said.sent + 2) };
  const soFar = { count, countBy, min: feedback.min };
  const facts = { number: said.number + 1, person, ...soFar };
  const remindOf = { kind: 'remind' as const, itemId: item.id, number: facts.number, target: item.id };
  const inWords = `${count} of ${feedback.min} pieces of feedback are in`;
  if (isLast) {
    const summary = `Tell ${person?.name ?? 'the team'} that nobody is reminded again: ${inWords}`;
    const text = lastReminderText(facts, texts);
    const operation = { ...remindOf, nth: said.sent + 1, isLast: true, text, summary };
    return { operations: [operation], upcoming: [], waitsFor: null };
  }
  // Once in an evaluation, and later where nobody supported yet; the reminders themselves tell, also without a memory.
  const canHelp = ({ id }: Person) => id !== person?.id && context.presence.isThere(id, today);
  const isTime = said.sent + 1 >= feedback.escalateAt && !said.hasAskedSupporter;
  const supporter = isTime ? (subject.card.supporters.find(canHelp) ?? null) : null;
  const text = reminderText({ ...facts, supporter }, texts);
  const summary = `Remind ${person?.name ?? 'the team'}: ${inWords}`;
  const operation = { ...remindOf, nth: said.sent + 1, isLast: false, text, summary };
  return { operations: [operation], upcoming: [next], waitsFor: null };
}

/** What the reminders themselves tell, also without a memory. */
type SaidSoFar = {
  /** How many there were in this evaluation, those included that somebody deleted before a later one. */
  sent: number;
  /** The highest number of all, from which they count on: a number comes once even where one was deleted. */
  number: number;
  lastDay: Day | null;
  hasAskedSupporter: boolean;
  /** The last word was said. */
  isOver: boolean;
};

/** Whoever comes back to evaluation is not reminded at once, nor the supporter asked, because of what was said the last time. */
function saidIn(reminders: readonly OwnComment[], enteredOn: Day, { dayOf }: RuleContext): SaidSoFar {
  const now = reminders.filter(({ at }) => dayOf(at) >= enteredOn);
  const before = reminders.filter(({ at }) => dayOf(at) < enteredOn);
  const number = highest(reminders);
  return {
    sent: now.length === 0 ? 0 : Math.max(now.length, highest(now) - highest(before)),
    number,
    lastDay: now.reduce<Day | null>((day, { at }) => later(day ?? dayOf(at), dayOf(at)), null),
    hasAskedSupporter: now.some(asksTheSupporter),
    isOver: now.some(({ text }) => readHeadline(text)?.isLast === true),
  };
}

function highest(reminders: readonly OwnComment[]): number {
  return Math.max(0, ...reminders.map(({ text }) => readHeadline(text)?.number ?? 0));
}

/**
 * After twice the time that all of them take nobody is reminded any more: deleting them must not make it endless. `since` is
 * the day on which the evaluation, or the last pause of it, began or ended.
 */
function endOfReminders(
  since: Day,
  { maxReminders, remindEvery }: { maxReminders: number; remindEvery: Duration },
  calendar: Calendar,
): Day {
  const count = ((maxReminders + 1) * (maxReminders + 2)) / 2;
  return dayAfter(since, timesAsLong(remindEvery, 2 * count), calendar);
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
  return morningOf(dayAfter(day, every, calendar), calendar.zone);
}

function dayAfter(day: Day, length: Duration, calendar: Calendar): Day {
  return length.unit === 'working day'
    ? addWorkingDays(calendar, day, length.count)
    : nearestWorkingDay(calendar, addDays(day, length.ms / DAY_MS), 1);
}

/**
 * Whoever has the task, or else somebody of the team; for the last word the supporter, or else the board's owner, before
 * them. The first who is there; if nobody is, who is back first.
 */
function whoIsToHear(
  isLast: boolean,
  assignees: readonly number[],
  subject: CustomerResult,
  { view: { people, owner }, observation: { board }, presence, today }: RuleContext,
): ReturnType<typeof presence.firstOf<Person>> {
  const { supporters } = subject.card;
  const assigned = board.people.filter(({ id }) => assignees.includes(id));
  const team = [...assigned, ...subject.members];
  const all = isLast ? [...supporters, ...(owner ? [owner] : []), ...team] : [...team, ...supporters];
  return presence.firstOf(
    all.filter(({ id }) => people.has(id)),
    today,
  );
}
