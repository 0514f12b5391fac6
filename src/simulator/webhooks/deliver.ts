// Delivers one event to one webhook: up to five attempts. What fails then is gone for good, and the webhook's health shows it.
import { pause, type Time } from '../time.ts';
import type { Traffic } from '../traffic.ts';
import type { Webhook, World } from '../world.ts';
import { type Courier, post } from './post.ts';

const attempts = 5;
const failuresUntilSuspended = 100;

/** One event on its way to one webhook. */
export type Job = { webhook: Webhook; event: string; resource: string; body: string };

/** What a delivery needs around it; nothing is delivered any more once `signal` aborts. */
export type DeliveryParts = {
  world: World;
  traffic: Traffic;
  time: Time;
  courier: Courier;
  signal: AbortSignal;
};

/** The delivery as a fault rule may strike it. */
export const strikable = ({ webhook, event, body }: Job) => ({
  method: 'POST',
  route: event,
  userId: webhook.userId,
  text: body,
});

/** Whether nothing is to be sent there any more. */
export const isGone = ({ world, signal }: DeliveryParts, webhook: Webhook): boolean =>
  signal.aborted || webhook.status === 'suspended' || !world.webhooks.has(webhook.id);

/** Logs an attempt, or the final loss of an event. */
export function noteDelivery(
  { traffic, world }: DeliveryParts,
  { webhook, event, resource }: Job,
  attempt: number,
  outcome: 'acknowledged' | 'failed' | 'lost',
  status: number | null,
): void {
  const at = world.clock.now();
  traffic.delivery({
    at,
    webhook: webhook.id,
    user: webhook.userId,
    event,
    resource,
    attempt,
    outcome,
    status,
  });
}

/** Resolves once the event is acknowledged or lost. Never rejects. */
export async function deliver(parts: DeliveryParts, job: Job): Promise<void> {
  const { webhook } = job;
  const { behaviour } = parts.world;
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    if (isGone(parts, webhook)) return;
    const status = await attemptOnce(parts, job);
    if (parts.signal.aborted) return;
    if (status !== null && status >= 200 && status < 300) {
      noteDelivery(parts, job, attempt, 'acknowledged', status);
      webhook.failCount = 0;
      if (webhook.status === 'failing') webhook.status = 'active';
      return;
    }
    noteDelivery(parts, job, attempt, 'failed', status);
    if (status === 401 || status === 410) {
      webhook.status = 'suspended';
      noteDelivery(parts, job, attempt, 'lost', status);
      return;
    }
    if (attempt < attempts) await pause(parts.time, behaviour.retrySpacingMs, parts.signal);
  }
  if (isGone(parts, webhook)) return;
  webhook.failCount += 1;
  webhook.status = webhook.failCount >= failuresUntilSuspended ? 'suspended' : 'failing';
  noteDelivery(parts, job, attempts, 'lost', null);
}

/** The status that the endpoint answered, null where it did not. */
async function attemptOnce({ world, courier, signal }: DeliveryParts, job: Job): Promise<number | null> {
  const { behaviour } = world;
  if (behaviour.hit(['deliveryFailed'], strikable(job)) !== undefined) return null;
  const limits = { timeoutMs: behaviour.deliveryTimeoutMs, signal };
  return post(courier, job.webhook.endpoint, job.body, job.webhook.secret, limits);
}
