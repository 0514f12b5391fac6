// What was set aside and why: cards that could not be reconciled, deliveries that could not be handled; and having it done anew.

import type { FailedReconcile } from '../../queue/queues-shape.ts';
import type { FailedItem, FailedReport, ReplayReport, RetryReport } from '../../reconcile/activity-report.ts';
import type { CardResult } from '../../reconcile/memory/last-results-reader.ts';
import { isoOf } from '../../reconcile/report.ts';
import { shownOf } from './deliveries.ts';
import { type ActivityParts, cardNames } from './parts.ts';

const ALL = 'all';

/** An id of nothing that could be done anew. */
export class UnknownJob extends Error {
  override readonly name = 'UnknownJob';
}

/** An item with the failed jobs that are behind it. */
type Behind = { item: FailedItem; jobs: string[] };

/** The newest first. What has been well since is not among it. */
export async function failedReport(parts: ActivityParts): Promise<FailedReport> {
  const { loaded, clock } = parts;
  const failed = (await findFailed(parts)).map(({ item }) => item);
  return { at: isoOf(clock.now()), zone: loaded.playbook.calendar.zone, failed };
}

/** Has one of them or `all` done anew: a new job, then the old one is forgotten. Rejects with UnknownJob for an id of none. */
export async function retryFailed(parts: ActivityParts, id: string): Promise<RetryReport> {
  const { queues } = parts;
  const all = await findFailed(parts);
  const meant = id === ALL ? all : all.filter(({ item }) => item.id === id);
  if (meant.length === 0 && id !== ALL) {
    throw new UnknownJob(
      `Nothing that was set aside has the id "${id}". \`liaison failed\` shows what has one.`,
    );
  }
  for (const { item, jobs } of meant) {
    for (const job of jobs)
      await (item.kind === 'card' ? queues.retryFailed(job) : queues.replayDelivery(job));
  }
  return { retried: meant.map(({ item }) => item) };
}

/** Has a delivery handled again. Rejects with UnknownJob where there is none of this id, or it is still to be handled. */
export async function replayDelivery({ queues }: ActivityParts, id: string): Promise<ReplayReport> {
  try {
    await queues.replayDelivery(id);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new UnknownJob(`${error.message} \`liaison deliveries\` shows them with their ids.`);
  }
  return { replayed: id };
}

/** The latest failure of each card that has not been well since; a failed job is kept for long. */
export function stillFailed(
  failed: readonly FailedReconcile[],
  results: ReadonlyMap<string, CardResult>,
): FailedReconcile[] {
  const latest = new Map<string, FailedReconcile>();
  for (const one of failed) {
    const before = latest.get(one.key);
    if (!before || before.at < one.at) latest.set(one.key, one);
  }
  const isWell = ({ key, at }: FailedReconcile): boolean => {
    const last = results.get(key);
    return last !== undefined && last.isDone && last.at > at;
  };
  return [...latest.values()].filter(one => !isWell(one));
}

async function findFailed(parts: ActivityParts): Promise<Behind[]> {
  const { queues } = parts;
  const [cards, deliveries, results, nameOf] = await Promise.all([
    queues.failed(),
    queues.failedDeliveries(),
    parts.results(),
    cardNames(parts),
  ]);
  const ofCards = stillFailed(cards, results).map(({ id, key, reason, at }): Behind => {
    const jobs = cards.filter(other => other.key === key).map(other => other.id);
    const item = { id: `card-${id}`, kind: 'card' as const, event: null, reason, at: isoOf(at) };
    return { item: { ...item, card: nameOf(key) ?? { id: key, name: key, url: null } }, jobs };
  });
  const ofDeliveries = deliveries.map(({ id, delivery, reason, at }): Behind => {
    const { taskId } = shownOf(delivery);
    const card = taskId === null ? null : nameOf(taskId);
    const { event } = delivery;
    const item = {
      id: `delivery-${id}`,
      kind: 'delivery' as const,
      event,
      reason: reason ?? '',
      at: isoOf(at),
    };
    return { item: { ...item, card }, jobs: [id] };
  });
  return [...ofCards, ...ofDeliveries].sort((one, other) => (one.item.at < other.item.at ? 1 : -1));
}
