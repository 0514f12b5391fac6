// The questions that commands ask about the activity, each with its path at the admin address.
import {
  DeliveriesReport,
  FailedReport,
  type HistoryQuestion,
  HistoryReport,
  ReplayReport,
  RetryReport,
} from '../../reconcile/activity-report.ts';
import type { ActivityQuestion } from './ask.ts';

export function historyQuestion(question: HistoryQuestion): ActivityQuestion<HistoryReport> {
  return {
    method: 'GET',
    path: `/api/history${queryOf(question)}`,
    answer: HistoryReport,
    here: activity => activity.history(question),
  };
}

export function deliveriesQuestion(
  question: Omit<HistoryQuestion, 'card'>,
): ActivityQuestion<DeliveriesReport> {
  return {
    method: 'GET',
    path: `/api/deliveries${queryOf({ ...question, card: null })}`,
    answer: DeliveriesReport,
    here: activity => activity.deliveries(question),
  };
}

export function replayQuestion(id: string): ActivityQuestion<ReplayReport> {
  return {
    method: 'POST',
    path: `/api/deliveries/${encodeURIComponent(id)}/replay`,
    answer: ReplayReport,
    here: activity => activity.replay(id),
  };
}

export const FAILED_QUESTION: ActivityQuestion<FailedReport> = {
  method: 'GET',
  path: '/api/failed',
  answer: FailedReport,
  here: activity => activity.failed(),
};

export function retryQuestion(id: string): ActivityQuestion<RetryReport> {
  return {
    method: 'POST',
    path: `/api/failed/${encodeURIComponent(id)}/retry`,
    answer: RetryReport,
    here: activity => activity.retry(id),
  };
}

function queryOf({ card, since, limit }: HistoryQuestion): string {
  const values = new URLSearchParams({ limit: String(limit) });
  if (card !== null) values.set('card', card);
  if (since !== null) values.set('since', since);
  return `?${values.toString()}`;
}
