// What the status page shows and /api/board says. Fields may be added, never renamed. Instants are ISO 8601 in UTC.
import type { CustomerResultReport, UnreadableReport } from '../reconcile/report.ts';

/** How one customer result stands. `lastReconciledAt` is null where nobody has looked at it yet. */
export type CustomerResultStatus = CustomerResultReport & { lastReconciledAt: string | null };

export type BoardStatus = {
  at: string;
  mode: 'observe' | 'act';
  workspace: { id: string; name: string };
  /** In the order of the board. */
  customerResults: CustomerResultStatus[];
  /** What can't be read, and is left alone until it can. */
  unreadable: UnreadableReport[];
  /** Jobs by queue and state: `{ reconcile: { waiting: 2, … }, … }`. */
  queues: Record<string, Record<string, number>>;
  /** Cards that were set aside, with the reason. */
  failed: { id: string; reason: string; at: string }[];
  /** `places` says of each webhook whether its deliveries reach us: `heard`, `unproven`, `deaf` or `missing`. */
  webhooks: {
    state: 'active' | 'polling' | 'trouble';
    message: string;
    places: { place: string; state: string; webhookId: string | null; lastAt: string | null; lost: number }[];
  };
  /** Requests to ClickUp; null before its first answer. */
  budget: { limit: number | null; remaining: number | null; resetAt: string | null };
  /** Who is on cards in work and not among the people of the workspace, with the names of these cards; null: not known. */
  departed: { name: string; cards: string[] }[] | null;
  /** Names this process; its `/healthz` says the same. */
  mark: string;
  ready: boolean;
  /** Why it is ready or not, by the name of the check. */
  checks: Record<string, { ok: boolean; message: string }>;
};
