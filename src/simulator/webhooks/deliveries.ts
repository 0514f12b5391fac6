// Delivers what happened to the webhooks that asked for it, right after the answer to the request that caused it, and keeps
// what was sent, so that it can be sent again.
import { setMaxListeners } from 'node:events';
import { isDeliveredTo } from '../access.ts';
import type { Time } from '../time.ts';
import type { Traffic } from '../traffic.ts';
import type { Webhook, World, WorldEvent } from '../world.ts';
import { type DeliveryParts, isGone, type Job } from './deliver.ts';
import { createDeliveryOrder } from './delivery-order.ts';
import { isConcerned } from './location.ts';
import type { Courier } from './post.ts';

/** An event that a webhook was to hear of, by its number: the first ever is 1. */
export type SentEvent = {
  number: number;
  at: number;
  webhook: string;
  user: number;
  event: string;
  resource: string;
  body: unknown;
};

/** The deliveries of one workspace; `close` drops whatever is still under way. */
export type Deliveries = {
  close(): void;
  /** The last five thousand events, oldest first. */
  sent(): SentEvent[];
  /** Sends an event once more, with its old body; false where its number or its webhook is not there. */
  again(number: number): boolean;
};

const kept = 5_000;

type NumberedJob = { number: number; at: number; job: Job };

/** Starts delivering the events of a world to its webhooks. */
export function startDeliveries(
  world: World,
  { traffic, time, courier }: { traffic: Traffic; time: Time; courier: Courier },
): Deliveries {
  const closing = new AbortController();
  const { signal } = closing;
  // Every delivery that waits listens to it.
  setMaxListeners(0, signal);
  const parts: DeliveryParts = { world, traffic, time, courier, signal };
  const order = createDeliveryOrder(parts);
  let jobs: NumberedJob[] = [];
  let count = 0;

  world.emit = happened => {
    for (const webhook of world.webhooks.values()) {
      if (!isAskedFor(world, webhook, happened)) continue;
      const job = jobFor(webhook, happened);
      count += 1;
      jobs.push({ number: count, at: world.clock.now(), job });
      if (jobs.length > 2 * kept) jobs = jobs.slice(-kept);
      // After the answer to the request that caused it.
      setImmediate(() => signal.aborted || order.enqueue(job));
    }
  };

  return {
    close: () => closing.abort(),
    sent: () => jobs.slice(-kept).map(sentEvent),
    again(number) {
      const found = jobs.slice(-kept).find(each => each.number === number);
      if (found === undefined || isGone(parts, found.job.webhook)) return false;
      order.append(found.job);
      return true;
    },
  };
}

function isAskedFor(world: World, webhook: Webhook, { event, place }: WorldEvent): boolean {
  if (webhook.status === 'suspended' || !webhook.events.includes(event)) return false;
  return isConcerned(world, webhook, place) && isDeliveredTo(world, webhook.userId, place);
}

function jobFor(webhook: Webhook, { event, place, body }: WorldEvent): Job {
  const { taskId, listId, folderId, spaceId } = place;
  const resource = taskId ?? listId ?? folderId ?? spaceId ?? '';
  return { webhook, event, resource, body: JSON.stringify({ ...body, webhook_id: webhook.id }) };
}

function sentEvent({ number, at, job }: NumberedJob): SentEvent {
  const { webhook, event, resource, body } = job;
  return {
    number,
    at,
    webhook: webhook.id,
    user: webhook.userId,
    event,
    resource,
    body: JSON.parse(body) as unknown,
  };
}
