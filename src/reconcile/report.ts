// What machines read of a board's plans: the shapes of `plan --json` and `sync --json`. Fields may be added, never renamed.
import type { Instant } from '../domain/day.ts';
import type { Enforcement, Evidence, Waiver } from '../domain/findings/finding.ts';
import { LIST_ANSWER } from '../domain/mirror/list-trouble.ts';
import type { Observation } from '../domain/observation.ts';
import { type Operation, recordOf } from '../domain/operation.ts';
import type { OperationContent } from '../domain/operations/content.ts';
import type { Phase } from '../domain/phase.ts';
import type { Plan } from '../domain/plan.ts';
import { isSameThing, type Unreadable } from '../domain/unreadable.ts';
import type { LastResult } from './memory/last-results.ts';
import type { RequestCount } from './ports.ts';

/** A waiver: `until` is the last day (YYYY-MM-DD) on which the rule does not count, null until further notice. */
export type WaiverReport = { until: string | null; by: string; because: string };

/** An operation in a report; `content` is what it writes, where the report tells of a plan that was just decided. */
export type OperationReport = { kind: string; target: string; summary: string; content?: OperationContent };

/** One customer result in a report. `at` and `next.at` are ISO 8601 in UTC. */
export type CustomerResultReport = {
  id: string;
  name: string;
  url: string;
  phase: Phase | null;
  list: { id: string; url: string | null } | null;
  openSeats: string[];
  findings: {
    rule: string;
    enforcement: Enforcement;
    state: 'fails' | 'waived';
    message: string;
    evidence: Evidence;
    /** How it is mended; only of what is mended in the playbook. */
    mend?: string;
    /** Only of what is waived. */
    waiver?: WaiverReport;
  }[];
  operations: OperationReport[];
  /** The card is not in the playbook's pilot: nothing of what would be done is done, and it counts nowhere. */
  observedOnly?: true;
  next: { at: string; what: string } | null;
};

/**
 * Something that can't be read, so that it is left alone; everything else goes on. `id` and `name` as far as they can be
 * told, those of the card where it is a comment on it; `where` is the key in ClickUp's answer, and `card` whose it is.
 */
export type UnreadableReport = Pick<Unreadable, 'kind' | 'id' | 'name' | 'where' | 'reason'> & {
  card: string | null;
  since: string | null;
};

export type BoardReport = {
  at: string;
  mode: 'observe' | 'act';
  customerResults: CustomerResultReport[];
  unreadable: UnreadableReport[];
  /** How many operations there are in all, without those of cards that are only observed. */
  operations: number;
  /** How many changes the playbook allows a day, where it does not allow any number. */
  maxChangesPerDay?: number;
  /** Ids in the playbook's pilot that no card of the board has; absent where there are none. */
  strangersInPilot?: string[];
  requests: RequestCount;
};

/** What a sync did: `applied` operations, and the cards that could not be brought to their end. */
export type SyncReport = BoardReport & {
  applied: number;
  failed: { id: string; reason: string }[];
  /** The cards of which some is left for another day, since `maxChangesPerDay` is reached. */
  waiting: { id: string; reason: string }[];
};

/**
 * What `sync --plan` did. `customerResults` are those that it applied, or would apply in mode `observe`; `refused` are other than
 * the plan has them, `changes` says how, in sentences; `done` want nothing any more; `new` want something that is in no plan.
 */
export type PlanSyncReport = SyncReport & {
  plan: { file: string; at: string };
  refused: { id: string; name: string; changes: string[] }[];
  done: { id: string; name: string }[];
  new: { id: string; name: string }[];
};

/** The report of one plan; rules that hold are left out. With what it was decided from, it tells what would be written. */
export function reportOf(plan: Plan, observation?: Observation): CustomerResultReport {
  const { id, name, url, phase, list, openSeats, next } = plan;
  return {
    id,
    name,
    url,
    phase,
    list,
    openSeats,
    findings: plan.findings.flatMap(({ rule, enforcement, state, message, evidence, mend, waiver }) =>
      state === 'fails' || state === 'waived'
        ? [
            {
              rule,
              enforcement,
              state,
              message,
              evidence,
              ...(rule === LIST_ANSWER ? { mend } : {}),
              ...(waiver ? { waiver: waiverReport(waiver) } : {}),
            },
          ]
        : [],
    ),
    operations: plan.operations.map(operation => operationReport(operation, plan, observation)),
    ...(plan.isObservedOnly ? { observedOnly: true } : {}),
    next: next && { at: isoOf(next.at), what: next.what },
  };
}

function operationReport(
  operation: Operation,
  { list }: Plan,
  observation: Observation | undefined,
): OperationReport {
  const { kind, target, summary } = operation;
  if (!observation) return { kind, target, summary };
  const page = list?.url ?? null;
  return { kind, target, summary, content: recordOf(operation).content(operation, { observation, page }) };
}

/** What machines read of a waiver. */
export function waiverReport({ until, by, because }: Waiver): WaiverReport {
  return { until, by, because };
}

/** The report of a whole board. */
export function boardReport(
  at: Instant,
  mode: 'observe' | 'act',
  customerResults: CustomerResultReport[],
  requests: RequestCount,
  unreadable: readonly Unreadable[] = [],
): BoardReport {
  return {
    at: isoOf(at),
    mode,
    customerResults,
    unreadable: unreadableReport(unreadable),
    operations: customerResults.reduce(
      (count, { operations, observedOnly }) => count + (observedOnly ? 0 : operations.length),
      0,
    ),
    requests,
  };
}

/** Things that can't be read as machines read of them, each once. */
export function unreadableReport(all: readonly Unreadable[]): UnreadableReport[] {
  const found: Unreadable[] = [];
  for (const one of all) if (!found.some(other => isSameThing(one, other))) found.push(one);
  return found.map(({ kind, id, name, where, reason, cardId, since }) => {
    const isComment = kind === 'comment';
    return {
      kind,
      id: isComment && cardId !== undefined ? cardId : id,
      name,
      where: isComment && id !== null ? `comments.${id}.${where}` : where,
      reason,
      card: kind === 'card' ? id : (cardId ?? null),
      since: since === undefined ? null : isoOf(since),
    };
  });
}

/** What a reconcile of one card did and still wants, as a report. */
export function resultReport({ plan, applied }: LastResult): CustomerResultReport | null {
  if (plan === null) return null;
  const report = reportOf(plan);
  return { ...report, operations: [...applied, ...report.operations] };
}

/** An instant as ISO 8601 in UTC. */
export function isoOf(at: Instant): string {
  return new Date(at).toISOString();
}
