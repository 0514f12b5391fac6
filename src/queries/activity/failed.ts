// What was set aside and why: cards that could not be reconciled, deliveries that could not be handled; and having it done anew.

import type { FailedItem, FailedReport, ReplayReport, RetryReport } from '../../reconcile/activity-report.ts';
import { isoOf } from '../../reconcile/report.ts';
import { cardsSetAside } from '../set-aside.ts';
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
  const all = await findFailed(parts);
  const retried: FailedItem[] = [];
  for (const one of id === ALL ? all : all.filter(({ item }) => item.id === id)) {
    if (await isRetried(parts, one)) retried.push(one.item);
  }
  if (retried.length === 0 && id !== ALL) {
    throw new UnknownJob(
      `Nothing that was set aside has the id "${id}". \`liaison failed\` shows what has one.`,
    );
  }
  return { retried };
}

/** False where somebody else has had all of it done anew meanwhile. */
async function isRetried({ queues }: ActivityParts, { item, jobs }: Behind): Promise<boolean> {
  let isAny = false;
  for (const job of jobs) {
    try {
      await (item.kind === 'card' ? queues.retryFailed(job) : queues.replayDelivery(job));
      isAny = true;
    } catch (error) {
      // The queue's word for a job that is not there, or not failed, any more.
      if (!(error instanceof RangeError)) throw error;
    }
  }
  return isAny;
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

async function findFailed(parts: ActivityParts): Promise<Behind[]> {
  const { queues } = parts;
  const [cards, deliveries, results, nameOf] = await Promise.all([
    queues.failed(),
    queues.failedDeliveries(),
    parts.results(),
    cardNames(parts),
  ]);
  const ofCards = cardsSetAside(cards, results).map(({ key, reason, at }): Behind => {
    const jobs = cards.filter(other => other.key === key).map(other => other.id);
    // By its card: should it fail once more meanwhile, the same is meant.
    const item = { id: `card-${key}`, kind: 'card' as const, event: null, reason, at: isoOf(at) };
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
