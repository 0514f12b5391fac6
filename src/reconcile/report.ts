// What machines read of a look at the board: the shapes of `plan --json` and `sync --json`. Fields may be added, never renamed.
import type { Instant } from '../domain/day.ts';
import type { Enforcement, Evidence, Waiver } from '../domain/findings/finding.ts';
import type { Phase } from '../domain/phase.ts';
import type { Plan } from '../domain/plan.ts';
import { isSameThing, type Unreadable } from '../domain/unreadable.ts';
import type { Outcome } from './memory/last-results.ts';
import type { RequestCount } from './ports.ts';

/** A waiver: `until` is the last day (YYYY-MM-DD) on which the rule does not count, null until further notice. */
export type WaiverAccount = { until: string | null; by: string; because: string };

/** One customer result in an account. `at` and `next.at` are ISO 8601 in UTC. */
export type CustomerResultAccount = {
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
    /** Only of what is waived. */
    waiver?: WaiverAccount;
  }[];
  operations: { kind: string; target: string; summary: string }[];
  next: { at: string; what: string } | null;
};

/**
 * Something that can't be read, so that it is left alone; everything else goes on. `id` and `name` as far as they can be
 * told, those of the card where it is a comment on it; `where` is the key in ClickUp's answer, and `card` whose it is.
 */
export type UnreadableAccount = Pick<Unreadable, 'kind' | 'id' | 'name' | 'where' | 'reason'> & {
  card: string | null;
  since: string | null;
};

export type BoardAccount = {
  at: string;
  mode: 'observe' | 'act';
  customerResults: CustomerResultAccount[];
  unreadable: UnreadableAccount[];
  /** How many operations there are in all. */
  operations: number;
  requests: RequestCount;
};

/** What a sync did: `applied` operations, and the cards that could not be brought to their end. */
export type SyncAccount = BoardAccount & { applied: number; failed: { id: string; reason: string }[] };

/** The account of one plan; rules that hold are left out. */
export function accountOf(plan: Plan): CustomerResultAccount {
  const { id, name, url, phase, list, openSeats, next } = plan;
  return {
    id,
    name,
    url,
    phase,
    list,
    openSeats,
    findings: plan.findings.flatMap(({ rule, enforcement, state, message, evidence, waiver }) =>
      state === 'fails' || state === 'waived'
        ? [
            {
              rule,
              enforcement,
              state,
              message,
              evidence,
              ...(waiver ? { waiver: waiverAccount(waiver) } : {}),
            },
          ]
        : [],
    ),
    operations: plan.operations.map(({ kind, target, summary }) => ({ kind, target, summary })),
    next: next && { at: isoOf(next.at), what: next.what },
  };
}

/** What machines read of a waiver. */
export function waiverAccount({ until, by, because }: Waiver): WaiverAccount {
  return { until, by, because };
}

/** The account of a whole board. */
export function boardAccount(
  at: Instant,
  mode: 'observe' | 'act',
  customerResults: CustomerResultAccount[],
  requests: RequestCount,
  unreadable: readonly Unreadable[] = [],
): BoardAccount {
  return {
    at: isoOf(at),
    mode,
    customerResults,
    unreadable: unreadableAccount(unreadable),
    operations: customerResults.reduce((count, { operations }) => count + operations.length, 0),
    requests,
  };
}

/** Things that can't be read as machines read of them, each once. */
export function unreadableAccount(all: readonly Unreadable[]): UnreadableAccount[] {
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

/** What a look at one card did and still wants, as an account. */
export function outcomeAccount({ plan, applied }: Outcome): CustomerResultAccount | null {
  if (plan === null) return null;
  const account = accountOf(plan);
  return { ...account, operations: [...applied, ...account.operations] };
}

/** An instant as ISO 8601 in UTC. */
export function isoOf(at: Instant): string {
  return new Date(at).toISOString();
}
