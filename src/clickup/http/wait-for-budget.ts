// A transport that waits where the budget ends, for reads whose former pages would be lost by a failure. It knows no
// endpoint and no budget of its own; `connect.ts` says which reads wait, and which leave the reserve.
import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import { reservedUntil } from '../../reconcile/budget-reserve.ts';
import { ClickUpFailure } from '../../reconcile/ports.ts';
import { isoOf } from '../../reconcile/report.ts';
import { withheld } from './failure.ts';
import type { RequestSpec } from './request-spec.ts';
import type { Transport } from './transport.ts';

export type BudgetWait = {
  clock: Clock;
  log: Log;
  /** Whether the last requests of a window are left to live work. */
  leavesReserve: boolean;
  /** Ends the waiting: the request then fails as `limited`. */
  signal?: AbortSignal | undefined;
  pause?: ((ms: number) => Promise<void>) | undefined;
};

/** The same transport, except that no request fails as `limited`: it is sent, or sent again, after the reset. */
export function waitingForBudget(transport: Transport, patience: BudgetWait): Transport {
  const { clock, log, leavesReserve, signal } = patience;
  const pause = patience.pause ?? (ms => waitOrEnd(ms, signal));
  let saidUntil = 0;

  const waitFor = async (spec: RequestSpec<unknown>, until: number): Promise<void> => {
    const waitMs = until - clock.now();
    // Every page that waits does so for the same reset.
    if (until > saidUntil) {
      const fields = { operation: spec.doing, at: isoOf(until), durationMs: waitMs };
      log.warn(fields, 'this minute has no requests left for this: waiting for the next one');
      saidUntil = until;
    }
    if (!signal?.aborted) await pause(Math.max(1, waitMs));
    if (signal?.aborted) throw withheld(spec, until).failure;
  };

  return {
    ...transport,
    async request(spec) {
      for (;;) {
        const until = leavesReserve ? reservedUntil(transport.budget()) : null;
        if (until !== null) {
          await waitFor(spec, until);
          continue;
        }
        try {
          return await transport.request(spec);
        } catch (error) {
          if (!(error instanceof ClickUpFailure) || error.kind !== 'limited' || error.until === null)
            throw error;
          await waitFor(spec, error.until);
        }
      }
    },
  };
}

async function waitOrEnd(ms: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await wait(ms, undefined, signal === undefined ? {} : { signal });
  } catch (error) {
    if (!signal?.aborted) throw error;
  }
}
