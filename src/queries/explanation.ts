// What machines read of `explain --json`: one customer result with every rule of the playbook. Fields may be added, never renamed.
import type { Instant } from '../domain/day.ts';
import type { Enforcement, Evidence, Finding } from '../domain/findings/finding.ts';
import { LIST_ANSWER, TEAM_LIST } from '../domain/mirror/list-trouble.ts';
import type { Operation } from '../domain/operation.ts';
import type { Plan } from '../domain/plan.ts';
import type { Cause, LastChange, ReportedBefore } from '../reconcile/memory/last-change.ts';
import type { RequestCount } from '../reconcile/ports.ts';
import {
  type CustomerResultReport,
  isoOf,
  reportOf,
  type WaiverReport,
  waiverReport,
} from '../reconcile/report.ts';

type Done = { kind: string; target: string; summary: string };
/** Something that comes by itself. `at` is ISO 8601 in UTC. */
type Step = { at: string; what: string };

/** A rule as it stands on one card. */
export type RuleReport = {
  rule: string;
  enforcement: Enforcement;
  /** `not-checked`: not looked at in this phase; `unknown`: it needs what is in the team list, which is not seen. */
  state: Finding['state'] | 'not-checked' | 'unknown';
  /** What was seen, in the company's language; empty where nothing was looked at. */
  message: string;
  evidence: Evidence;
  /** How it can be mended, and by whom, best first; empty unless it fails or is waived. */
  mend: string;
  menders: { id: number; name: string }[];
  /** Since when it fails (ISO 8601 in UTC), if that is remembered. */
  failingSince: string | null;
  waiver: WaiverReport | null;
  /** What is to be done about it now. */
  operations: Done[];
  /** What will happen about it if nothing changes, the next first. */
  upcoming: Step[];
};

/** The last reconcile that changed something. `told` are the changes that deliveries had told of, oldest first. */
export type LastChangeReport = {
  at: string;
  cause: {
    kind: Cause['kind'];
    told: (Omit<ReportedBefore, 'at' | 'receivedAt'> & { at: string; receivedAt: string })[];
  };
  operations: Done[];
};

/** What could be learnt from the store. `unreachable` and `none` say in `message` why nothing is known. */
export type RememberedState = { state: 'read' | 'none' | 'unreachable'; message: string };

export type Explanation = {
  at: string;
  mode: 'observe' | 'act';
  /** The time zone of the playbook. */
  zone: string;
  customerResult: Omit<CustomerResultReport, 'findings'> & { rules: RuleReport[] };
  /** All that comes by itself, the next first; `rule` where it is about one. */
  upcoming: (Step & { rule: string | null })[];
  /** Null where Liaison changed nothing lately, or where nothing is known. */
  lastChange: LastChangeReport | null;
  memory: RememberedState;
  requests: RequestCount;
};

/** Every rule of `enforcements` (of the playbook, in its order) as it stands in the plan. */
export function explanationOf(
  plan: Plan,
  enforcements: ReadonlyMap<string, Enforcement>,
  failingSince: Readonly<Record<string, Instant>>,
): Pick<Explanation, 'customerResult' | 'upcoming'> {
  const { findings: _failures, ...report } = reportOf(plan);
  const seen = (finding: Finding) => ruleOf(finding, plan, failingSince[finding.rule]);
  const rules = [...enforcements].map(([rule, enforcement]) => {
    const finding = plan.findings.find(candidate => candidate.rule === rule);
    return finding ? seen(finding) : unseenRule(rule, enforcement, plan);
  });
  // What Liaison finds about itself comes last: that it rests, that its notes were lost.
  const others = plan.findings.filter(({ rule }) => !enforcements.has(rule)).map(seen);
  return {
    customerResult: { ...report, rules: [...rules, ...others] },
    upcoming: plan.upcoming.map(({ at, what, rule = null }) => ({ at: isoOf(at), what, rule })),
  };
}

function ruleOf(finding: Finding, plan: Plan, since: Instant | undefined): RuleReport {
  const { rule, enforcement, state, message, evidence, mend, menders, waiver } = finding;
  const isAbout = (operation: Operation) => 'rule' in operation && operation.rule === rule;
  return {
    rule,
    enforcement,
    state,
    message,
    evidence,
    mend,
    menders: menders.map(({ id, name }) => ({ id, name })),
    failingSince: state === 'fails' && since !== undefined ? isoOf(since) : null,
    waiver: waiver && waiverReport(waiver),
    operations: plan.operations
      .filter(isAbout)
      .map(({ kind, target, summary }) => ({ kind, target, summary })),
    upcoming: plan.upcoming.flatMap(step =>
      step.rule === rule ? [{ at: isoOf(step.at), what: step.what }] : [],
    ),
  };
}

function unseenRule(rule: string, enforcement: Enforcement, { unknown, findings }: Plan): RuleReport {
  const isUnknown = unknown.includes(rule);
  const why = findings.find(({ rule: one }) => one === TEAM_LIST || one === LIST_ANSWER);
  return {
    rule,
    enforcement,
    state: isUnknown ? 'unknown' : 'not-checked',
    message: isUnknown ? (why?.message ?? '') : '',
    evidence: {},
    mend: '',
    menders: [],
    failingSince: null,
    waiver: null,
    operations: [],
    upcoming: [],
  };
}

/** The last change as machines read it. */
export function lastChangeReport({ at, cause, operations }: LastChange): LastChangeReport {
  const told = cause.told.map(one => ({ ...one, at: isoOf(one.at), receivedAt: isoOf(one.receivedAt) }));
  return { at: isoOf(at), cause: { kind: cause.kind, told }, operations };
}
