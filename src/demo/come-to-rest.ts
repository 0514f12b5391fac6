// Waiting until a running Liaison has nothing in hand.
import { setTimeout as wait } from 'node:timers/promises';
import type { Counts, Queues } from '../queue/queues-shape.ts';
import type { RequestCount } from '../reconcile/ports.ts';
import { StoryBroken } from './actor.ts';

/** What is under way between ClickUp and Liaison arrives well within this; what waits in the queues is counted. */
const QUIET_MS = 60;
const ASK_EVERY_MS = 20;
const REST_WITHIN_MS = 20_000;

/** Resolves once no job is in hand and no more requests are `spent`. Rejects with StoryBroken if that never comes. */
export async function comeToRest(
  queues: Pick<Queues, 'counts'>,
  spent: () => Promise<RequestCount>,
  signal: AbortSignal,
): Promise<void> {
  const startedAt = performance.now();
  let quietSince = startedAt;
  let before = await spent();
  while (performance.now() - quietSince < QUIET_MS) {
    signal.throwIfAborted();
    if (performance.now() - startedAt > REST_WITHIN_MS) {
      throw new StoryBroken(`Liaison is still busy after ${REST_WITHIN_MS / 1_000} seconds.`);
    }
    await wait(ASK_EVERY_MS);
    const [counts, now] = await Promise.all([queues.counts(), spent()]);
    const isMoving = now.reads !== before.reads || now.writes !== before.writes;
    if (isMoving || inHand(counts) > 0) quietSince = performance.now();
    before = now;
  }
}

/** Jobs that are running or about to; wake-ups that wait for their time don't count. */
function inHand({ deliveries, reconcile, wakeUps }: Counts): number {
  const sum = (counts: Record<string, number>, states: readonly string[]) =>
    states.reduce((total, state) => total + (counts[state] ?? 0), 0);
  const busy = ['active', 'waiting', 'prioritized'];
  return sum(deliveries, [...busy, 'delayed']) + sum(reconcile, [...busy, 'delayed']) + sum(wakeUps, busy);
}
