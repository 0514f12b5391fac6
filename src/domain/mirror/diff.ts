// From what should be and what is to operations on a team list: its list, about item, managed items, record.
import type { CustomerResult } from '../customer-result.ts';
import type { Day } from '../day.ts';
import { aboutText } from '../language/render.ts';
import type { CompanyTexts } from '../language/texts.ts';
import type { Observation, WorkItem } from '../observation.ts';
import type { Operation } from '../operation.ts';
import { hasEnded, type Phase } from '../phase.ts';
import type { Playbook } from '../playbook/playbook.ts';
import type { RuleContext } from '../rules/rule.ts';
import type { Upcoming } from '../upcoming.ts';
import {
  anchorsOf,
  assignableOf,
  type DesiredItem,
  desiredValues,
  desireItems,
  fillFor,
  needsTeamList,
  templateOf,
} from './desired-items.ts';
import { changeSummary, choiceIn, creationSummary } from './item-summaries.ts';
import { metricsWords } from './metrics.ts';
import { openingOf, openList } from './open-list.ts';
import {
  isSamePeople,
  isSameRecord,
  peopleChange,
  type TeamRecord,
  type Written,
  whatIsOurs,
} from './record.ts';
import {
  isUntouched,
  type ObservedTeamList,
  recordOf,
  takenOver,
  timesRenewed,
  valuesOf,
  without,
} from './team-list.ts';
import { upcomingItems } from './upcoming-items.ts';

export type TeamListPlan = {
  observed: ObservedTeamList;
  /** As it is when every operation has been done; null where there is and should be no list. */
  record: TeamRecord | null;
  isRebuilt: boolean;
  operations: Operation[];
  upcoming: Upcoming[];
};

/** Compares the team list of a card with what it should be. Equal things give no operation. `isAnew` asks for a new list. */
export function diffTeamList(
  observation: Observation,
  { subject, context }: { subject: CustomerResult; context: RuleContext },
  playbook: Playbook,
  isAnew = false,
): TeamListPlan {
  const { calendar, today, texts } = context;
  const { unrecorded } = observation;
  // Somebody asked for a new one: what the former list holds is out of sight.
  const team = isAnew ? without(null) : context.team;
  const { phase, card } = subject;
  const isNeeded = phase !== null && needsTeamList(phase, playbook);
  // What is not seen is not gone: nothing is made or changed from it.
  if (phase === null || team.unknown || (!isNeeded && (team.list === null || hasEnded(phase)))) {
    return { observed: team, record: null, isRebuilt: false, operations: [], upcoming: [] };
  }
  const opening = team.list === null ? openingOf(observation, subject, { playbook, texts }, isAnew) : null;
  const observed = opening?.adopts ? takenOver(team, opening.adopts, observation, playbook) : team;
  const assignable = assignableOf(subject, context);
  const { record: found, isRebuilt } = recordOf(observed, {
    card,
    phase,
    today,
    unrecorded,
    comesAgain: key => 'during' in (templateOf(key, playbook)?.due ?? {}),
    desiredOf: key => {
      const template = templateOf(key, playbook);
      if (!template) return null;
      const anchors = anchorsOf(subject, { [phase]: today });
      return desiredValues(template, { anchors, assignable, calendar }, observed.items.get(key)).values;
    },
  });
  const former = isAnew ? { ...found, renewed: timesRenewed(observation) + 1 } : found;
  const entered = enteredNow(former, phase, today);
  const { closed: _openAgain, metrics: _said, pauses: _asBefore, ...kept } = former;
  const pauses = context.pauses.length > 0 ? { pauses: [...context.pauses] } : {};
  const metrics = metricsWords(context.metrics, phase, texts);
  const said = metrics === null ? {} : { metrics };
  const known: TeamRecord = { ...kept, entered, phase, ...pauses, ...said };
  const anchors = anchorsOf(subject, entered);
  const { unclear } = observed;
  const facts = { subject, anchors, assignable, playbook, calendar, today, record: known, unclear };
  const steps = desireItems(facts, observed.items).map(desired =>
    stepFor(desired, { subject, texts, unrecorded }, observed, known, isRebuilt),
  );

  const meant = withTemplates(known, steps, 'meant');
  const done = withTemplates(known, steps, 'done');
  const operations: Operation[] = [];
  const text = aboutText(card, metrics, texts);

  if (opening) operations.push(openList(opening, observed, subject, { playbook, texts }));
  const creations = steps.flatMap(step => step.creation ?? []);
  const exists = (item: string): boolean =>
    observed.items.has(item) || steps.some(({ key, creation }) => creation && key === item);
  const changes = steps.flatMap(step => step.change ?? []);
  let written = former;
  if (observed.about === null) {
    written = { ...meant, sequence: former.sequence + 1 };
    operations.push(createAbout({ record: written, text }, texts.render('about.name')));
  } else if (changes.length > 0 && !isSameRecord(meant, former)) {
    written = { ...meant, sequence: former.sequence + 1 };
    operations.push(
      updateAbout(observed.about, { record: written, text }, 'Note what is about to be written'),
    );
  }
  operations.push(...creations, ...changes);
  const finished = creations.length > 0 || !isSameRecord(written, meant) ? done : meant;
  if (!isSameRecord(finished, written) || (isRebuilt && observed.about !== null && written === former)) {
    written = { ...finished, sequence: written.sequence + 1 };
    operations.push(updateAbout(observed.about, { record: written, text }, 'Note what has been made'));
  }
  return {
    observed: team,
    record: written,
    isRebuilt,
    operations,
    upcoming: isNeeded ? upcomingItems({ ...facts, record: done }, exists, texts) : [],
  };
}

/** Whoever comes back to a phase enters it anew. */
function enteredNow(former: TeamRecord, phase: Phase, today: Day): TeamRecord['entered'] {
  const isBack = former.phase !== undefined && former.phase !== phase;
  return { ...former.entered, [phase]: isBack ? today : (former.entered[phase] ?? today) };
}

type Step = {
  key: string;
  /** The record's entry before the items change; undefined if there is none to note. */
  meant: TeamRecord['templates'][string] | undefined;
  done: TeamRecord['templates'][string] | undefined;
  creation?: Operation;
  change?: Operation;
};

function stepFor(
  desired: DesiredItem,
  {
    subject,
    texts,
    unrecorded,
  }: { subject: CustomerResult; texts: CompanyTexts; unrecorded: Observation['unrecorded'] },
  observed: ObservedTeamList,
  record: TeamRecord,
  isRebuilt: boolean,
): Step {
  const { key } = desired;
  const standIn = desired.standIn === undefined ? {} : { standIn: desired.standIn };
  const entry = record.templates[key];
  const item = observed.items.get(key);
  if (!item) {
    if (entry?.isMade || !desired.isWanted) {
      const isOverdue =
        isRebuilt && !entry && desired.values.due !== null && desired.values.due < record.metOn;
      const deleted = isOverdue ? { isMade: true, written: desired.values, meant: desired.values } : entry;
      return { key, meant: deleted, done: deleted };
    }
    const made = { isMade: true, written: desired.values, meant: desired.values, ...standIn };
    return { key, meant: entry, done: made, creation: creationOf(desired, subject, texts) };
  }
  const seen = valuesOf(item);
  // In no record yet, since the answer to its making was lost or the record could not be written, it is as Liaison made
  // it: as far as that is remembered, or else unless it changed since.
  const written = unrecorded?.[item.id] ?? (isUntouched(item) ? seen : desired.values);
  const base = entry ?? { isMade: true, written, meant: desired.values };
  const ours = whatIsOurs(seen, base);
  // Nobody knows who supports, and so not who is on the team either: everybody keeps their work.
  if (subject.card.unknownFields?.includes('supporter')) ours.assignees = false;
  const wanted: Written = {
    due: ours.due ? desired.values.due : base.meant.due,
    assignees: ours.assignees ? desired.values.assignees : base.meant.assignees,
  };
  const settled: Written = {
    due: ours.due ? seen.due : base.written.due,
    assignees: ours.assignees ? seen.assignees : base.written.assignees,
  };
  const isDueDifferent = ours.due && seen.due !== wanted.due;
  const arePeopleDifferent = ours.assignees && !isSamePeople(seen.assignees, wanted.assignees);
  if (item.isClosed || (!isDueDifferent && !arePeopleDifferent)) {
    // Nothing to write: an entry that is there and still true is left alone, so that nothing is written for its own sake.
    const kept = entry?.isMade ? entry : { isMade: true, written: settled, meant: wanted };
    return { key, meant: kept, done: kept };
  }
  const id = entry?.id === undefined ? {} : { id: entry.id };
  const next = { isMade: true, ...id, written: settled, meant: wanted, ...(ours.assignees ? standIn : {}) };
  return {
    key,
    meant: next,
    done: next,
    change: {
      kind: 'update-item',
      itemId: item.id,
      template: key,
      target: item.id,
      summary: changeSummary(
        { name: item.name, seen, wanted, isDueDifferent, arePeopleDifferent },
        choiceIn(desired, subject),
      ),
      ...(isDueDifferent ? { dueOn: wanted.due } : {}),
      ...(arePeopleDifferent ? { assignees: peopleChange(seen.assignees, wanted.assignees) } : {}),
    },
  };
}

function withTemplates(record: TeamRecord, steps: readonly Step[], which: 'meant' | 'done'): TeamRecord {
  const changed = steps.filter(step => step[which] && step[which] !== record.templates[step.key]);
  if (changed.length === 0) return record;
  const templates = { ...record.templates };
  for (const step of changed) {
    const entry = step[which];
    if (entry) templates[step.key] = entry;
  }
  return { ...record, templates };
}

function creationOf(desired: DesiredItem, subject: CustomerResult, texts: CompanyTexts): Operation {
  const { key, template, values } = desired;
  const name = fillFor(template.title, subject, texts);
  return {
    kind: 'create-item',
    template: key,
    name,
    description: fillFor(template.description, subject, texts).trimEnd(),
    tags: template.tags,
    values,
    target: key,
    summary: creationSummary(name, values.due, choiceIn(desired, subject)),
  };
}

function createAbout(page: { record: TeamRecord; text: string }, name: string): Operation {
  return { kind: 'create-about', name, ...page, target: 'about item', summary: `Make the page “${name}”` };
}

function updateAbout(
  about: WorkItem | null,
  page: { record: TeamRecord; text: string },
  summary: string,
): Operation {
  return {
    kind: 'update-about',
    itemId: about?.id ?? null,
    ...page,
    target: about?.id ?? 'about item',
    summary,
  };
}
