// Takes over what the release before left in a store: it named things by the workspace alone. Nothing is removed there:
// another board of the workspace may come for its part later.

import type { Job, Queue } from 'bullmq';
import type { Log } from '../base/log.ts';
import { pause } from '../base/time-limit.ts';
import { Delivery } from '../reconcile/deliveries/delivery.ts';
import type { Memory } from '../reconcile/memory/memory.ts';
import { formerQueue, ReconcileJob, WakeUpJob } from './bull.ts';
import { StoreMisconfigured } from './errors.ts';
import { LAYOUT } from './keys.ts';
import type { Queues } from './queues-shape.ts';
import type { FormerPart } from './store-shape.ts';

const KEY = 'layout';
/** As long as anybody might keep a store. */
const KEEP_MS = 10 * 365 * 86_400_000;
/** What is still to be done: everything but what ended. */
const OPEN = ['active', 'waiting', 'prioritized', 'delayed'] as const;
/** The connections of a process that was just stopped may be seen a moment longer. */
const TRIES = 4;
const BETWEEN_TRIES_MS = 1_000;

/** Whose part of the memory is not the board's: the budget belongs to the token. */
const LEFT_THERE = /^budget:/;

/**
 * Takes over once, at the first start of this release on a board. May be repeated: what was taken over is not taken twice.
 * Rejects with StoreMisconfigured if a process of the release before still works there, as far as the store can tell, or
 * if a later release has been here; with StoreUnavailable if the store is away.
 */
export async function takeOver(
  store: { memory: Memory; former?: FormerPart; shown: string },
  queues: Queues,
  log: Log,
): Promise<void> {
  const { memory, former, shown } = store;
  const layout = Number((await memory.read(KEY)) ?? 0);
  if (layout > LAYOUT) {
    throw new StoreMisconfigured(
      `The store at ${shown} was used by a later release of Liaison. Update this one, or give it another store.`,
    );
  }
  if (former && layout < LAYOUT) await takeFrom(former, memory, queues, log, shown);
  await memory.write(KEY, String(LAYOUT), KEEP_MS);
}

async function takeFrom(
  former: FormerPart,
  memory: Memory,
  queues: Queues,
  log: Log,
  shown: string,
): Promise<void> {
  const [deliveries, reconcile, wakeUps] = [
    formerQueue(former, 'deliveries'),
    formerQueue(former, 'reconcile'),
    formerQueue(former, 'wake-ups'),
  ] as const;
  const all = [deliveries, reconcile, wakeUps];
  for (const queue of all) queue.on('error', () => undefined);
  try {
    await refuseTheLiving(all, shown);
    let entries = 0;
    for await (const { key, value, ttlMs } of former.entries()) {
      if (LEFT_THERE.test(key)) continue;
      if (await memory.writeIfAbsent(key, value, ttlMs)) entries += 1;
    }
    const took = {
      entries,
      deliveries: await each(deliveries, async job => {
        const delivery = Delivery.safeParse(job.data);
        if (delivery.success) await queues.addDelivery(delivery.data, `former-${job.id}`);
        return delivery.success;
      }),
      looks: await each(reconcile, async job => {
        const asked = ReconcileJob.safeParse(job.data);
        if (asked.success) await queues.requestReconcile(asked.data.key, 'live', asked.data.reason);
        return asked.success;
      }),
      wakeUps: await each(wakeUps, async job => {
        const wakeUp = WakeUpJob.safeParse(job.data);
        if (wakeUp.success) await queues.setWakeUp(wakeUp.data.key, wakeUp.data.at);
        return wakeUp.success;
      }),
    };
    if (Object.values(took).some(count => count > 0)) {
      log.warn({ store: shown, ...took }, 'what a release before had in this store was taken over');
    }
  } finally {
    await Promise.allSettled(all.map(queue => queue.close()));
  }
}

/** Hands over each open job, the oldest first; answers how many were of use. */
async function each(queue: Queue, hand: (job: Job) => Promise<boolean>): Promise<number> {
  const jobs: Job[] = [];
  for (const state of OPEN) jobs.push(...(await queue.getJobs([state], 0, -1)));
  let count = 0;
  for (const job of jobs.filter(Boolean).sort((one, other) => one.timestamp - other.timestamp)) {
    if (await hand(job)) count += 1;
  }
  return count;
}

/** Workers are seen by the names of their connections, where this user may list them; processes of role web are not. */
async function refuseTheLiving(queues: readonly Queue[], shown: string): Promise<void> {
  for (let tries = 1; ; tries++) {
    let alive = 0;
    for (const queue of queues) alive += await queue.getWorkersCount().catch(() => 0);
    if (alive === 0) return;
    if (tries === TRIES) {
      throw new StoreMisconfigured(
        `A release of Liaison before this one still works on the store at ${shown}: ${alive} connections of its workers ` +
          'are open. An upgrade stops all processes first: stop them, then start this one again.',
      );
    }
    await pause(BETWEEN_TRIES_MS);
  }
}
