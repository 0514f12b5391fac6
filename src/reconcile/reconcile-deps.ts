// What a reconcile needs from around it: what observing needs, and where it reports what it does.
import type { Log } from '../base/log.ts';
import type { HistoryLog } from './memory/history.ts';
import type { LastResult } from './memory/last-results.ts';
import type { ObserveDeps } from './observe-deps.ts';

/** Where a reconcile reports what it does. */
export type ReconcileReports = {
  log: Log;
  /** Keeps what was done, and why. */
  history: HistoryLog;
  /** Called with how every reconcile ended; the memory only keeps the last result of each card. */
  reported(cardId: string, last: LastResult): void;
  /** Asks for a reconcile of other cards, which a change of this one concerns. */
  requeue(cardIds: readonly string[]): Promise<void>;
  /** Called for every operation done, for the metrics. */
  countOperation(kind: string): void;
};

/** What a reconcile needs from around it. */
export type ReconcileDeps = ObserveDeps & { reports: ReconcileReports };
