// What should exist: which managed items a customer result should have now, with which values, and what comes later.

import type { CustomerResult } from '../customer-result.ts';
import type { Day } from '../day.ts';
import type { CompanyTexts } from '../language/texts.ts';
import type { WorkItem } from '../observation.ts';
import type { Presence } from '../people/absence.ts';
import { missingIn } from '../people/departure.ts';
import { hasEnded, hasReached, laterPhase, type Phase } from '../phase.ts';
import type { Playbook } from '../playbook/playbook.ts';
import { fill, type WorkItemTemplate } from '../playbook/work-item-template.ts';
import type { RuleContext } from '../rules/rule.ts';
import { addDays, addWorkingDays, type Calendar } from '../schedule/calendar.ts';
import { type Anchors, resolveDue } from '../schedule/due.ts';
import { occurrenceKey, occurrenceNumber, occurrencesOf, type Recurrence } from '../schedule/recurrence.ts';
import { type Assigned, assigneesOf } from './assignees.ts';
import { type Choice, type Hands, handsOn } from './fair-hands.ts';
import { type TeamRecord, type TemplateRecord, type Written, whatIsOurs } from './record.ts';

/** One managed item as it should be. `isWanted` says whether it should be made if it never was. */
export type DesiredItem = {
  /** The template's key; of work that comes again with the number of the occurrence. */
  key: string;
  template: WorkItemTemplate;
  values: Written;
  isWanted: boolean;
  /** Whoever has it for others who are away when it is due. */
  standIn?: number;
  /** Why it is given to this one of several. */
  choice?: Choice;
};

const DAY_MS = 86_400_000;

/** The ids of those who can be given work, by their role on the card; and who of them is there today. */
export type Assignable = {
  team: number[];
  supporter: number[];
  hands: Hands;
  presence: Presence;
  today: Day;
};

/** What is looked at to tell which managed items there should be. */
export type Facts = {
  subject: CustomerResult;
  anchors: Anchors;
  assignable: Assignable;
  playbook: Playbook;
  calendar: Calendar;
  today: Day;
  record: Pick<TeamRecord, 'metOn' | 'entered' | 'templates'>;
  /** Tasks of which nobody knows which ones they are: each may be any that would be made, so that nothing is. */
  unclear: readonly WorkItem[];
};

/** Whether the customer result should have its own list in this phase. */
export function needsTeamList(phase: Phase, playbook: Playbook): boolean {
  return !hasEnded(phase) && hasReached(phase, playbook.teamList.from);
}

/** The days that due expressions count from. */
export function anchorsOf(subject: CustomerResult, entered: TeamRecord['entered']): Anchors {
  return { start: subject.card.startOn, due: subject.card.dueOn, entered };
}

/**
 * Those of a customer result who are among the people of the workspace: nobody else can be given work. Who is missing from
 * them only since lately is not there, and keeps what they have.
 */
export function assignableOf(
  { card, members }: CustomerResult,
  {
    view: { people },
    observation: { board },
    presence,
    today,
  }: Pick<RuleContext, 'presence' | 'today'> & {
    observation: Pick<RuleContext['observation'], 'board'>;
    view: { people: ReadonlyMap<number, unknown> };
  },
): Assignable {
  const missing = missingIn(board);
  const idsOf = (all: readonly { id: number }[]) =>
    all.flatMap(({ id }) => (people.has(id) || missing.has(id) ? [id] : []));
  const there =
    missing.size === 0
      ? presence
      : { ...presence, isThere: (id: number, day: Day) => !missing.has(id) && presence.isThere(id, day) };
  const [team, supporter] = [idsOf(members), idsOf(card.supporters)];
  return { team, supporter, hands: handsOn(board), presence: there, today };
}

/** The values that an item of this template should have now, and who stands in; `entry` is what is recorded of it. */
export function desiredValues(
  template: WorkItemTemplate,
  { anchors, assignable, calendar }: Pick<Facts, 'anchors' | 'assignable' | 'calendar'>,
  item: WorkItem | undefined,
  entry?: TemplateRecord,
): Pick<DesiredItem, 'values' | 'standIn' | 'choice'> {
  const due = dueOf(template, item, anchors, calendar);
  return valuesWith(due, assigneesOf(template, assignable, { item, due, standIn: entry?.standIn }));
}

function valuesWith(
  due: Day | null,
  { assignees, ...how }: Assigned,
): Pick<DesiredItem, 'values' | 'standIn' | 'choice'> {
  return { values: { due, assignees }, ...how };
}

/** Of work that comes again only where it stands: its day depends on the other times it came. */
export function dueOf(
  { due }: WorkItemTemplate,
  item: WorkItem | undefined,
  anchors: Anchors,
  calendar: Calendar,
): Day | null {
  if (!due) return null;
  return 'during' in due ? (item?.dueOn ?? null) : resolveDue(due, anchors, calendar);
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
  const desired: DesiredItem[] = [];
  for (const template of facts.playbook.workItems) {
    const { due, key } = template;
    if (due && 'during' in due) {
      desired.push(...desireOccurrences(template, due, facts, observed));
      continue;
    }
    const item = observed.get(key);
    const values = desiredValues(template, facts, item, facts.record.templates[key]);
    const one = { key, template, ...values, isWanted: isWanted(template, values.values.due, facts) };
    noteGiven(one, item, facts);
    desired.push(one);
  }
  return desired;
}

/** What this plan gives somebody counts for whatever it gives next. */
function noteGiven(
  { key, values, isWanted: isToBeMade }: DesiredItem,
  item: WorkItem | undefined,
  { assignable, record }: Facts,
): void {
  const entry = record.templates[key];
  if (item ? item.isClosed : !isToBeMade || entry?.isMade) return;
  // What people assigned stays, whoever would have got it.
  if (item && entry && !whatIsOurs({ due: item.dueOn, assignees: item.assignees }, entry).assignees) return;
  const { assignees } = values;
  const added = item ? assignees.filter(id => !item.assignees.includes(id)) : assignees;
  if (added.length > 0) assignable.hands.give(added);
}

/** What was made of work that comes again, as it should be; and the next one, if it is its time. */
function desireOccurrences(
  template: WorkItemTemplate,
  recurrence: Recurrence,
  facts: Facts,
  observed: ReadonlyMap<string, WorkItem>,
): DesiredItem[] {
  const { subject, anchors, assignable, record, calendar, today } = facts;
  const occurrences = occurrencesOf(recurrence, anchors, calendar);
  const numbers = occurrencesMade(template.key, record, observed);
  const made = numbers.map(number => {
    const key = occurrenceKey(template.key, number);
    const item = observed.get(key);
    const meant = record.templates[key]?.meant.due ?? item?.dueOn ?? null;
    return { key, item, meant, day: item?.dueOn ?? meant };
  });
  const taken = new Map<Day | null, number>();
  for (const { day } of made) taken.set(day, (taken.get(day) ?? 0) + 1);
  /** The days of the recurrence from today on, up to the first that nothing was made for. */
  const passed = new Set<Day>();
  let nextFree: Day | null = null;
  const first = occurrences.from(today < record.metOn ? record.metOn : today);
  for (let number = first ?? 0; first !== null; number++) {
    nextFree = occurrences.day(number);
    if (nextFree === null || !taken.has(nextFree)) break;
    passed.add(nextFree);
  }
  /** The first day of the recurrence from today on that nothing else was made for than what has the day `own`. */
  const freeDay = (own: Day | null): Day | null =>
    own !== null && passed.has(own) && taken.get(own) === 1 ? own : nextFree;
  const hadAt = (person: number): number =>
    made.findLastIndex(({ key, item }) =>
      (item?.assignees ?? record.templates[key]?.meant.assignees)?.includes(person),
    ) + 1;
  const desired = (key: string, item: WorkItem | undefined, due: Day | null, isNext: boolean) => {
    const { standIn } = record.templates[key] ?? {};
    const one = {
      key,
      template,
      ...valuesWith(due, assigneesOf(template, assignable, { item, due, standIn, hadAt })),
      isWanted: isNext && due !== null && isWanted(template, due, facts),
    };
    noteGiven(one, item, facts);
    return one;
  };
  // A late one stays late; one whose day is none any more since dates moved comes to the next that is.
  const standing = made.map(({ key, item, meant, day }) => {
    const free = freeDay(day);
    const isKept = meant !== null && free !== null && meant < free && occurrences.fallsOn(meant);
    return desired(key, item, isKept || free === null ? meant : free, false);
  });
  // After a deleted one the next does not come before its day is over.
  const isPending = made.some(({ item, meant }) =>
    item ? !item.isClosed : meant !== null && meant >= today,
  );
  if (subject.phase !== recurrence.during || isPending) return standing;
  const key = occurrenceKey(template.key, (numbers.at(-1) ?? 0) + 1);
  return [...standing, desired(key, undefined, freeDay(null), true)];
}

/** The numbers of the occurrences that were ever made, in their order. */
export function occurrencesMade(
  template: string,
  { templates }: Facts['record'],
  observed: ReadonlyMap<string, WorkItem>,
): number[] {
  const numbers = new Set<number>();
  const note = (key: string): void => {
    const number = occurrenceNumber(template, key);
    if (number !== null) numbers.add(number);
  };
  for (const key of Object.keys(templates)) if (templates[key]?.isMade) note(key);
  for (const key of observed.keys()) note(key);
  const inOrder = [...numbers];
  // As a rule they stand in the order in which they were made.
  return inOrder.every((number, index) => index === 0 || number > (inOrder[index - 1] ?? 0))
    ? inOrder
    : inOrder.sort((one, other) => one - other);
}

/** Fills a text of the playbook with the card's own words. */
export function fillFor(text: string, { card }: CustomerResult, texts: CompanyTexts): string {
  return fill(text, {
    name: card.name,
    supporter: card.supporters[0]?.name ?? texts.render('fill.supporter'),
    start: card.startOn ?? texts.render('fill.start'),
    due: card.dueOn ?? texts.render('fill.due'),
  });
}

/** The day on which an item appears though its phase has begun already; null for at once. */
export function appearanceOf(
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
  const { subject, anchors, playbook, calendar, record, today } = facts;
  const { phase } = subject;
  if (phase === null || !needsTeamList(phase, playbook) || facts.unclear.length > 0) return false;
  // Work whose time had passed before Liaison met the card is not made up for.
  if (due !== null && due < record.metOn) return false;
  const appearsIn = laterPhase(template.phase, playbook.teamList.from);
  if (hasReached(phase, appearsIn)) {
    const day = appearanceOf(template, due, facts);
    if (day !== null && day > today) return false;
    // Of a phase that was skipped only the work that is still to come is made; without a date nothing tells: it has passed.
    return record.entered[appearsIn] !== undefined || (due !== null && due >= today);
  }
  const from = template.from ? resolveDue(template.from, anchors, calendar) : null;
  return from !== null && from <= today;
}
