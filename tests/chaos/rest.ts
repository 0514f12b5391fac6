// When a story is over: nothing is left in the queues that would run by itself soon.
import type { Liaison } from '../support/liaison.ts';
import type { Pace } from './pace.ts';

/** Lets time pass until no job is left that would run by itself soon: read lags, backoffs and late deliveries are over. */
export async function untilAtRest(
  { time, quietMs, stepMs, patienceMs }: Pace,
  { engine }: Liaison,
): Promise<void> {
  const end = time.now() + patienceMs;
  let quietSince = time.now();
  let left = '';
  while (time.now() - quietSince < quietMs) {
    if (time.now() > end) throw new Error(`The queues did not come to rest: ${left}`);
    await time.passUntil(time.now() + stepMs);
    const { deliveries, reconcile } = await time.passWhile(engine.queues.counts());
    const states = ['waiting', 'prioritized', 'delayed', 'active'];
    if ([deliveries, reconcile].some(counts => states.some(state => (counts[state] ?? 0) > 0)))
      quietSince = time.now();
    left = JSON.stringify({ deliveries, reconcile });
  }
}
