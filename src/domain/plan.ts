// Decide: from one observation to the whole plan for one customer result. Pure, synchronous, clockless.

import { restFinding, restUntil } from './breaker.ts';
import { addDays, type Calendar, startOfDay } from './calendar.ts';
import { diffTeamList } from './diff.ts';
import { enforce } from './enforce.ts';
import { evaluate } from './evaluate.ts';
import type { Finding } from './finding.ts';
import type { Observation } from './observation.ts';
import type { Operation, Upcoming } from './operation.ts';
import { hasEnded, hasReached, type Phase } from './phase.ts';
import type { Playbook } from './playbook.ts';
import { remind } from './remind.ts';
import { isSameText, plainText } from './rich-text.ts';
import { type ObservedTeamList, observeTeamList } from './team-list.ts';
import { sayDay, sayTime, statusText } from './voice.ts';

/** What Liaison thinks of one customer result and wants to do about it. */
export type Plan = {
  id: string;
  name: string;
  url: string;
  /** Null where the playbook maps the card's status to no phase; then nothing is done. */
  phase: Phase | null;
  /** `url` is the page of the list's about item: ClickUp's API gives lists no address of their own. */
  list: { id: string; url: string | null } | null;
  openSeats: string[];
  /** Every rule that applies, also those that hold. */
  findings: Finding[];
  operations: Operation[];
  /** When the plan would next differ by itself, and why. */
  next: Upcoming | null;
};

/** The same observation and playbook always give the same plan. */
export function decide(observation: Observation, playbook: Playbook, calendar: Calendar): Plan {
  const { card } = observation;
  const evaluation = evaluate(observation, playbook, calendar);
  const { subject, openSeats } = evaluation;
  const findings = evaluation.evaluated.map(({ finding }) => finding);
  const plan = { id: card.id, name: card.name, url: card.url, phase: subject.phase, openSeats, findings };
  if (subject.phase === null) return { ...plan, list: null, operations: [], next: null };

  const restsUntil = restUntil(observation, playbook);
  if (restsUntil !== null)
    return restingPlan({ ...plan, phase: subject.phase }, observation, restsUntil, playbook, calendar);

  const enforced = enforce(observation, evaluation, playbook, calendar);
  const team = diffTeamList(observation, subject, playbook, calendar);
  const list = team.observed.list && { id: team.observed.list.id, url: team.observed.about?.url ?? null };
  if (enforced.undoing.length > 0) {
    return { ...plan, list, operations: enforced.undoing, next: null };
  }
  const reminders = remind(observation, subject, team, playbook, calendar);
  const willHaveList = team.observed.list !== null || team.operations.length > 0;
  const status = statusOperations(observation, {
    phase: subject.phase,
    findings,
    openSeats,
    nextItem: hasEnded(subject.phase) ? null : nextItem(team.observed, team.operations),
    hasTeamList: willHaveList,
  });
  const upcoming = [
    ...enforced.upcoming,
    ...team.upcoming,
    ...reminders.upcoming,
    ...overrun(observation, subject.phase, calendar),
  ];
  return {
    ...plan,
    // Told to whoever reads the plan, not in the status comment: it is over with the next look.
    findings: team.isRebuilt ? [...findings, rebuiltFinding()] : findings,
    list,
    operations: [...team.operations, ...enforced.asking, ...status, ...reminders.operations],
    next: earliest(upcoming, observation.at),
  };
}

/** Of a card at rest only the status comment is touched, once, to say so. */
function restingPlan(
  plan: Omit<Plan, 'list' | 'operations' | 'next' | 'phase'> & { phase: Phase },
  observation: Observation,
  until: number,
  playbook: Playbook,
  calendar: Calendar,
): Plan {
  const observed = observeTeamList(observation);
  const finding = restFinding(playbook.maxChangesPerHour, sayTime(until, calendar.zone));
  const findings = [...plan.findings, finding];
  const { phase, openSeats } = plan;
  const status = { phase, findings, openSeats, nextItem: null, hasTeamList: observed.list !== null };
  return {
    ...plan,
    findings,
    list: observed.list && { id: observed.list.id, url: observed.about?.url ?? null },
    operations: statusOperations(observation, status),
    next: { at: until, what: 'Liaison looks after this card again' },
  };
}

function statusOperations(observation: Observation, facts: Parameters<typeof statusText>[0]): Operation[] {
  const mine = observation.comments.filter(comment => comment.kind === 'status');
  // Where ClickUp refused to edit one, a newer one took its place.
  const current = mine.toSorted((one, other) => other.at - one.at)[0];
  const isWanted = hasReached(facts.phase, 'forming') && !hasEnded(facts.phase);
  if (!current && !isWanted) return [];
  const text = statusText(facts);
  const target = observation.card.id;
  if (!current) return [{ kind: 'post-status', text, target, summary: 'Say on the card how it stands' }];
  if (isSameText(current.text, plainText(text))) return [];
  return [
    {
      kind: 'edit-status',
      commentId: current.id,
      text,
      target,
      summary: 'Bring the status comment up to date',
    },
  ];
}

/** The open managed item that is due next, as it will be once the operations are done. */
function nextItem(
  observed: ObservedTeamList,
  operations: readonly Operation[],
): { name: string; dueOn: string } | null {
  const due = new Map<string, { name: string; dueOn: string | null }>();
  for (const [template, item] of observed.items) {
    if (!item.isClosed) due.set(template, { name: item.name, dueOn: item.dueOn });
  }
  for (const operation of operations) {
    if (operation.kind === 'create-item') {
      due.set(operation.template, { name: operation.name, dueOn: operation.values.due });
    } else if (operation.kind === 'update-item' && operation.dueOn !== undefined) {
      const former = due.get(operation.template);
      if (former) due.set(operation.template, { ...former, dueOn: operation.dueOn });
    }
  }
  const dated = [...due.values()].flatMap(({ name, dueOn }) => (dueOn === null ? [] : [{ name, dueOn }]));
  return dated.toSorted((one, other) => (one.dueOn < other.dueOn ? -1 : 1))[0] ?? null;
}

function overrun(observation: Observation, phase: Phase, calendar: Calendar): Upcoming[] {
  const { dueOn } = observation.card;
  if (phase !== 'running' || dueOn === null) return [];
  const at = startOfDay(addDays(dueOn, 1), calendar.zone);
  return [{ at, what: `it was due on ${sayDay(dueOn)}` }];
}

function earliest(upcoming: readonly Upcoming[], at: number): Upcoming | null {
  const later = upcoming.filter(candidate => candidate.at > at);
  return later.toSorted((one, other) => one.at - other.at || (one.what < other.what ? -1 : 1))[0] ?? null;
}

function rebuiltFinding(): Finding {
  return {
    rule: 'record',
    enforcement: 'inform',
    state: 'fails',
    message: 'Liaison’s notes in “About this list” could not be read and were made anew.',
    evidence: {},
    mend: 'Dates and assignees that differ from the playbook count as yours from now on.',
    menders: [],
  };
}
