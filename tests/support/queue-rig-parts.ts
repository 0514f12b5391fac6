// The parts of the rig that also work outside a test runner, in a process of their own.
import type { Log } from '../../src/base/log.ts';
import type { Delivery } from '../../src/reconcile/deliveries/delivery.ts';

export const quiet: Log = { debug() {}, info() {}, warn() {}, error() {} };

/** The real time plus what a test adds to it. */
export function movableClock(): { now(): number; advance(ms: number): void } {
  let aheadMs = 0;
  return {
    now: () => Date.now() + aheadMs,
    advance(ms) {
      aheadMs += ms;
    },
  };
}

export const delivery = (number: number): Delivery => ({
  webhookId: 'hook',
  event: 'taskUpdated',
  receivedAt: 1_000 + number,
  body: { number },
});
