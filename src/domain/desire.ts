// What should exist: which managed items a customer result should have now, with which values, and what comes later.
import { type Calendar, startOfDay } from './calendar.ts';
import type { CustomerResult } from './customer-result.ts';
import type { Day } from './day.ts';
import { type Anchors, resolveDue } from './due.ts';
import type { WorkItem } from './observation.ts';
import type { Upcoming } from './operation.ts';
import { hasEnded, hasReached, PHASES, type Phase } from './phase.ts';
import { fill, type Playbook, type WorkItemTemplate } from './playbook.ts';
import type { TeamRecord, Written } from './record.ts';
import type { Speech } from './speech.ts';

/** One managed item as it should be. `isWanted` says whether it should be made if it never was. */
export type DesiredItem = {
  template: WorkItemTemplate;
  values: Written;
  isWanted: boolean;
};

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
  template: WorkItemTemplate,
  facts: Pick<Facts, 'subject' | 'present' | 'calendar'> & {
    entered: TeamRecord['entered'];
    item: WorkItem | undefined;
  },
): Written {
  const due = template.due
    ? resolveDue(template.due, anchorsOf(facts.subject, facts.entered), facts.calendar)
    : null;
  return { due, assignees: assigneesOf(template, facts, facts.item) };
}

/** Every template of the playbook as it should be for this customer result. */
export function desireItems(facts: Facts, observed: ReadonlyMap<string, WorkItem>): DesiredItem[] {
  const { subject, present, playbook, calendar, record } = facts;
  return playbook.workItems.map(template => {
    const item = observed.get(template.key);
    const values = desiredValues(template, { subject, present, calendar, entered: record.entered, item });
    return { template, values, isWanted: isWanted(template, values.due, facts) };
  });
}

/** The instants at which an item that is not wanted yet will be. */
export function upcomingItems(facts: Facts, speech: Speech): Upcoming[] {
  const { subject, playbook, calendar, record, today } = facts;
  const anchors = anchorsOf(subject, record.entered);
  return playbook.workItems.flatMap(template => {
    if (record.templates[template.key]?.isMade || !template.from) return [];
    const from = resolveDue(template.from, anchors, calendar);
    if (from === null || from <= today) return [];
    return [
      {
        at: startOfDay(from, calendar.zone),
        what: speech.say('step.appears', { item: fillFor(template.title, subject) }),
      },
    ];
  });
}

/** Fills a text of the playbook with the card's own words. */
export function fillFor(text: string, { card }: CustomerResult): string {
  return fill(text, {
    name: card.name,
    supporter: card.supporters[0]?.name ?? 'your supporter',
    start: card.startOn ?? 'the start',
    due: card.dueOn ?? 'the due date',
  });
}

function isWanted(template: WorkItemTemplate, due: Day | null, facts: Facts): boolean {
  const { subject, playbook, calendar, record, today } = facts;
  const { phase } = subject;
  if (phase === null || !needsTeamList(phase, playbook)) return false;
  // Work whose time had passed before Liaison met the card is not made up for.
  if (due !== null && due < record.metOn) return false;
  const appearsIn = laterPhase(template.phase, playbook.teamList.from);
  if (hasReached(phase, appearsIn)) {
    // Without a date nothing tells whether the time of a skipped phase's work has passed: it has.
    return due !== null || record.entered[appearsIn] !== undefined;
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
