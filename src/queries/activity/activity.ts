// What Liaison did, what came in and what failed: everything that can be asked about it.
import type { Activity } from '../../reconcile/activity-report.ts';
import { deliveriesReport } from './deliveries.ts';
import { failedReport, replayDelivery, retryFailed } from './failed.ts';
import { historyReport } from './history.ts';
import type { ActivityParts } from './parts.ts';

/** Everything that can be asked. */
export function activityOf(parts: ActivityParts): Activity {
  return {
    history: question => historyReport(parts, question),
    deliveries: question => deliveriesReport(parts, question),
    failed: () => failedReport(parts),
    retry: id => retryFailed(parts, id),
    replay: id => replayDelivery(parts, id),
  };
}
