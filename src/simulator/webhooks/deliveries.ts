// Delivers what happened to the webhooks that asked for it: in order per webhook, right after the
// answer, up to five attempts. What fails then is gone for good, and the webhook's health shows it.

import { setMaxListeners } from 'node:events';
import { isHeardBy } from '../access.ts';
import type { FaultRule } from '../behaviour.ts';
import { pause, type Time } from '../time.ts';
import type { Traffic } from '../traffic.ts';
import type { Webhook, World, WorldEvent } from '../world.ts';
import { isConcerned } from './location.ts';
import { type Courier, post } from './post.ts';

const attempts = 5;
const failuresUntilSuspended = 100;

type Job = { webhook: Webhook; event: string; resource: string; body: string };

const strikable = ({ webhook, event, body }: Job) => ({
  method: 'POST',
  route: event,
  userId: webhook.userId,
  text: body,
});

type Lane = { tail: Promise<void>; held: Job | undefined };

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

/** Starts delivering the events of a world to its webhooks. */
export function startDeliveries(
  world: World,
  { traffic, time, courier }: { traffic: Traffic; time: Time; courier: Courier },
): Deliveries {
  const closing = new AbortController();
  // Every delivery that waits listens to it.
  setMaxListeners(0, closing.signal);
  const { signal } = closing;
  const lanes = new Map<string, Lane>();
  const { behaviour, clock } = world;
  let jobs: { number: number; at: number; job: Job }[] = [];
  let count = 0;

  const note = (
    job: Job,
    attempt: number,
    outcome: 'acknowledged' | 'failed' | 'lost',
    status: number | null,
  ) =>
    traffic.delivery({
      at: clock.now(),
      webhook: job.webhook.id,
      user: job.webhook.userId,
      event: job.event,
      resource: job.resource,
      attempt,
      outcome,
      status,
    });

  // Resolves after the wait, or at once when the simulator closes.
  const wait = (delayMs: number) => pause(time, delayMs, signal);

  const isGone = (webhook: Webhook) =>
    signal.aborted || webhook.status === 'suspended' || !world.webhooks.has(webhook.id);

  async function deliver(job: Job): Promise<void> {
    const { webhook } = job;
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      if (isGone(webhook)) return;
      const isUnreachable = behaviour.hit(['deliveryFailed'], strikable(job)) !== undefined;
      const limits = { timeoutMs: behaviour.deliveryTimeoutMs, signal };
      const status = isUnreachable
        ? null
        : await post(courier, webhook.endpoint, job.body, webhook.secret, limits);
      if (signal.aborted) return;
      if (status !== null && status >= 200 && status < 300) {
        note(job, attempt, 'acknowledged', status);
        webhook.failCount = 0;
        if (webhook.status === 'failing') webhook.status = 'active';
        return;
      }
      note(job, attempt, 'failed', status);
      if (status === 401 || status === 410) {
        webhook.status = 'suspended';
        note(job, attempt, 'lost', status);
        return;
      }
      if (attempt < attempts) await wait(behaviour.retrySpacingMs);
    }
    if (isGone(webhook)) return;
    webhook.failCount += 1;
    webhook.status = webhook.failCount >= failuresUntilSuspended ? 'suspended' : 'failing';
    note(job, attempts, 'lost', null);
  }

  const laneOf = (webhook: Webhook): Lane => {
    const lane = lanes.get(webhook.id) ?? { tail: Promise.resolve(), held: undefined };
    lanes.set(webhook.id, lane);
    return lane;
  };

  const append = (lane: Lane, job: Job) => {
    lane.tail = lane.tail.then(() => deliver(job));
  };

  const slowDown = (lane: Lane, delayMs: number) => {
    lane.tail = lane.tail.then(() => wait(delayMs));
  };

  const flush = (lane: Lane) => {
    const { held } = lane;
    lane.held = undefined;
    if (held !== undefined) append(lane, held);
  };

  function enqueue(job: Job): void {
    const lane = laneOf(job.webhook);
    const fault = behaviour.hit(deliveryFaults, strikable(job));
    if (fault?.kind === 'deliveryLost') note(job, 0, 'lost', null);
    else if (fault?.kind === 'deliveryLate') void wait(fault.delayMs ?? 5_000).then(() => deliver(job));
    else if (fault?.kind === 'deliveryReordered' && lane.held === undefined) {
      lane.held = job;
      void wait(fault.delayMs ?? 500).then(() => lane.held === job && flush(lane));
    } else {
      if (fault?.kind === 'deliverySlow') slowDown(lane, fault.delayMs ?? 5_000);
      append(lane, job);
      if (fault?.kind === 'deliveryDoubled') append(lane, job);
      flush(lane);
    }
  }

  world.emit = (happened: WorldEvent) => {
    for (const webhook of world.webhooks.values()) {
      if (webhook.status === 'suspended' || !webhook.events.includes(happened.event)) continue;
      if (!isConcerned(world, webhook, happened.place)) continue;
      if (!isHeardBy(world, webhook.userId, happened.place)) continue;
      const { taskId, listId, folderId, spaceId } = happened.place;
      const job = {
        webhook,
        event: happened.event,
        resource: taskId ?? listId ?? folderId ?? spaceId ?? '',
        body: JSON.stringify({ ...happened.body, webhook_id: webhook.id }),
      };
      count += 1;
      jobs.push({ number: count, at: clock.now(), job });
      if (jobs.length > 2 * kept) jobs = jobs.slice(-kept);
      // After the answer to the request that caused it.
      setImmediate(() => signal.aborted || enqueue(job));
    }
  };

  return {
    close: () => closing.abort(),
    sent: () =>
      jobs.slice(-kept).map(({ number, at, job }) => ({
        number,
        at,
        webhook: job.webhook.id,
        user: job.webhook.userId,
        event: job.event,
        resource: job.resource,
        body: JSON.parse(job.body) as unknown,
      })),
    again(number) {
      const found = jobs.slice(-kept).find(each => each.number === number);
      if (found === undefined || isGone(found.job.webhook)) return false;
      append(laneOf(found.job.webhook), found.job);
      return true;
    },
  };
}

const deliveryFaults: FaultRule['kind'][] = [
  'deliveryLost',
  'deliveryDoubled',
  'deliveryLate',
  'deliveryReordered',
  'deliverySlow',
];
