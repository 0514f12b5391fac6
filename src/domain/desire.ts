// What should exist: which managed items a customer result should have now, with which values, and what comes later.
import { addDays, addWorkingDays, type Calendar, startOfDay } from './calendar.ts';
import type { CustomerResult } from './customer-result.ts';
import type { Day } from './day.ts';
import { type Anchors, resolveDue } from './due.ts';
import type { WorkItem } from './observation.ts';
import type { Upcoming } from './operation.ts';
import { hasEnded, hasReached, PHASES, type Phase } from './phase.ts';
import type { Playbook } from './playbook.ts';
import type { TeamRecord, Written } from './record.ts';
import {
  occurrenceDay,
  occurrenceFrom,
  occurrenceKey,
  occurrenceNumber,
  type Recurrence,
  scheduledDay,
} from './recur.ts';
import type { Speech } from './speech.ts';
import { fill, type WorkItemTemplate } from './work-item-template.ts';

/** One managed item as it should be. `isWanted` says whether it should be made if it never was. */
export type DesiredItem = {
  /** The template's key; of work that comes again with the number of the occurrence. */
  key: string;
  template: WorkItemTemplate;
  values: Written;
  isWanted: boolean;
};

const DAY_MS = 86_400_000;

type Facts = {
  subject: CustomerResult;
  /** Ids of the people in the workspace: nobody else can be given work. */
  present: ReadonlyMap<number, unknown>;
  playbook: Playbook;
  calendar: Calendar;
  today: Day;
  record: Pick<TeamRecord, 'metOn' | 'entered' | 'templates'>;
};

/** Whether the customer result should have its own list in this phase. */
export function needsTeamList(phase: Phase, playbook: Playbook): boolean {
  return !hasEnded(phase) && hasReached(phase, playbook.teamList.from);
}

/** The days that due expressions count from. */
export function anchorsOf(subject: CustomerResult, entered: TeamRecord['entered']): Anchors {
  return { start: subject.card.startOn, due: subject.card.dueOn, entered };
}

/** The values that an item of this template should have now. */
export function desiredValues(
  key: string,
  template: WorkItemTemplate,
  facts: Pick<Facts, 'subject' | 'present' | 'calendar'> & {
    entered: TeamRecord['entered'];
    item: WorkItem | undefined;
  },
): Written {
  const anchors = anchorsOf(facts.subject, facts.entered);
  return {
    due: dueOf(key, template, anchors, facts.calendar),
    assignees: assigneesOf(template, facts, facts.item),
  };
}

function dueOf(
  key: string,
  { due, key: of }: WorkItemTemplate,
  anchors: Anchors,
  calendar: Calendar,
): Day | null {
  return due ? scheduledDay(due, occurrenceNumber(of, key) ?? 1, anchors, calendar) : null;
}

/** The template that an item with this key was made from, if the playbook still has it. */
export function templateOf(key: string, { workItems }: Pick<Playbook, 'workItems'>): WorkItemTemplate | null {
  return (
    workItems.find(template => template.key === key) ??
    workItems.find(
      template => template.due && 'during' in template.due && occurrenceNumber(template.key, key) !== null,
    ) ??
    null
  );
}

/** Every template of the playbook as it should be for this customer result. */
export function desireItems(facts: Facts, observed: ReadonlyMap<string, WorkItem>): DesiredItem[] {
  const { subject, present, playbook, calendar, record } = facts;
  const desired = (key: string, template: WorkItemTemplate, isNext: boolean): DesiredItem => {
    const item = observed.get(key);
    const values = desiredValues(key, template, {
      subject,
      present,
      calendar,
      entered: record.entered,
      item,
    });
    return {
      key,
      template,
      values,
      isWanted: isNext && isWanted(template, values.due, facts),
    };
  };
  return playbook.workItems.flatMap(template => {
    const { due, key } = template;
    if (!due || !('during' in due)) return [desired(key, template, true)];
    const made = occurrencesMade(key, record, observed);
    const next = nextOccurrence(key, due, made, facts, observed);
    return [
      ...made.map(number => desired(occurrenceKey(key, number), template, false)),
      ...(next === null ? [] : [desired(occurrenceKey(key, next), template, true)]),
    ];
  });
}

/** The numbers of the occurrences that were ever made, in their order. */
function occurrencesMade(
  template: string,
  { templates }: Facts['record'],
  observed: ReadonlyMap<string, WorkItem>,
): number[] {
  const keys = [...Object.keys(templates).filter(key => templates[key]?.isMade), ...observed.keys()];
  const numbers = keys.flatMap(key => occurrenceNumber(template, key) ?? []);
  return [...new Set(numbers)].sort((one, other) => one - other);
}

/** The occurrence to make now: one at a time, and after a deleted one not before its day is over. */
function nextOccurrence(
  template: string,
  recurrence: Recurrence,
  made: readonly number[],
  { subject, calendar, record, today }: Facts,
  observed: ReadonlyMap<string, WorkItem>,
): number | null {
  if (subject.phase !== recurrence.during) return null;
  const anchors = anchorsOf(subject, record.entered);
  const isPending = made.some(number => {
    const item = observed.get(occurrenceKey(template, number));
    if (item) return !item.isClosed;
    const day = occurrenceDay(recurrence, number, anchors, calendar);
    return day !== null && day >= today;
  });
  if (isPending) return null;
  const first = occurrenceFrom(recurrence, today < record.metOn ? record.metOn : today, anchors, calendar);
  if (first === null) return null;
  // Days of rest bring several occurrences to one day, and so do dates that moved: one of them is enough.
  const taken = new Set(
    made.flatMap(number => [
      observed.get(occurrenceKey(template, number))?.dueOn,
      ...(number === made.at(-1) ? [occurrenceDay(recurrence, number, anchors, calendar)] : []),
    ]),
  );
  let next = Math.max(first, (made.at(-1) ?? 0) + 1);
  while (taken.has(occurrenceDay(recurrence, next, anchors, calendar))) next++;
  return next;
}

/** The instants at which an item that is not wanted yet will be; `existing` are the keys of all that exist. */
export function upcomingItems(facts: Facts, existing: ReadonlySet<string>, speech: Speech): Upcoming[] {
  const { subject, playbook, calendar, record, today } = facts;
  const anchors = anchorsOf(subject, record.entered);
  return playbook.workItems.flatMap(template => {
    if (template.due && 'during' in template.due)
      return upcomingOccurrence(template, template.due, facts, { existing, speech });
    if (record.templates[template.key]?.isMade) return [];
    const due = dueOf(template.key, template, anchors, calendar);
    const from = template.from ? resolveDue(template.from, anchors, calendar) : null;
    const hasBegun = subject.phase !== null && hasReached(subject.phase, template.phase);
    const day = hasBegun ? appearanceOf(template, due, facts) : from;
    if (day === null || day <= today) return [];
    return [
      {
        at: startOfDay(day, calendar.zone),
        what: speech.say('step.appears', { item: fillFor(template.title, subject, speech) }),
      },
    ];
  });
}

/** After a deleted occurrence the next one comes when its day is over. */
function upcomingOccurrence(
  { key, title }: WorkItemTemplate,
  recurrence: Recurrence,
  { subject, calendar, record, today }: Facts,
  { existing, speech }: { existing: ReadonlySet<string>; speech: Speech },
): Upcoming[] {
  if (subject.phase !== recurrence.during) return [];
  const last = occurrencesMade(key, record, new Map()).at(-1);
  if (last === undefined || existing.has(occurrenceKey(key, last))) return [];
  const day = occurrenceDay(recurrence, last, anchorsOf(subject, record.entered), calendar);
  if (day === null || day < today) return [];
  const at = startOfDay(addDays(day, 1), calendar.zone);
  return [{ at, what: speech.say('step.appears', { item: fillFor(title, subject, speech) }) }];
}

/** Fills a text of the playbook with the card's own words. */
export function fillFor(text: string, { card }: CustomerResult, speech: Speech): string {
  return fill(text, {
    name: card.name,
    supporter: card.supporters[0]?.name ?? speech.say('fill.supporter'),
    start: card.startOn ?? speech.say('fill.start'),
    due: card.dueOn ?? speech.say('fill.due'),
  });
}

/** The day on which an item appears though its phase has begun already; null for at once. */
function appearanceOf(
  { ahead }: WorkItemTemplate,
  due: Day | null,
  { calendar }: Pick<Facts, 'calendar'>,
): Day | null {
  if (!ahead || due === null) return null;
  return ahead.unit === 'working day'
    ? addWorkingDays(calendar, due, -ahead.count)
    : addDays(due, -Math.ceil(ahead.ms / DAY_MS));
}

function isWanted(template: WorkItemTemplate, due: Day | null, facts: Facts): boolean {
  const { subject, playbook, calendar, record, today } = facts;
  const { phase } = subject;
  if (phase === null || !needsTeamList(phase, playbook)) return false;
  // Work whose time had passed before Liaison met the card is not made up for.
  if (due !== null && due < record.metOn) return false;
  const appearsIn = laterPhase(template.phase, playbook.teamList.from);
  if (hasReached(phase, appearsIn)) {
    const day = appearanceOf(template, due, facts);
    if (day !== null && day > today) return false;
    // Of a phase that was skipped only the work that is still to come is made; without a date nothing tells: it has passed.
    return record.entered[appearsIn] !== undefined || (due !== null && due >= today);
  }
  const from = template.from ? resolveDue(template.from, anchorsOf(subject, record.entered), calendar) : null;
  return from !== null && from <= today;
}

function assigneesOf(
  template: WorkItemTemplate,
  { subject, present }: Pick<Facts, 'subject' | 'present'>,
  item: WorkItem | undefined,
): number[] {
  const idsOf = (people: readonly { id: number }[]) =>
    people.flatMap(({ id }) => (present.has(id) ? [id] : []));
  switch (template.assign) {
    case 'nobody':
      return [];
    case 'supporter':
      return idsOf(subject.card.supporters);
    case 'team':
      return idsOf(subject.members);
    case 'one-of-team': {
      // Whoever has it keeps it while on the team, so that the order of assignees does not matter.
      const ids = idsOf(subject.members);
      const holder = item?.assignees.find(id => ids.includes(id)) ?? ids[0];
      return holder === undefined ? [] : [holder];
    }
  }
}

function laterPhase(one: Phase, other: Phase): Phase {
  return PHASES.indexOf(one) > PHASES.indexOf(other) ? one : other;
}
