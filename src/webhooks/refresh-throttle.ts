// Asks for the secrets anew when a delivery cannot be verified: once for all who wait, and at most once a minute.

import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import { reasonOf } from '../base/reason-of.ts';

const PAUSE_MS = 60_000;

export type RefreshDeps = {
  refreshSecrets(): Promise<void>;
  clock: Clock;
  log: Log;
};

/** Whether the secrets are as fresh as they may be; `failed` if the last attempt within the minute did. */
export type Refresh = () => Promise<'fresh' | 'failed'>;

/** Wraps `refreshSecrets`, so that forged deliveries cannot spend our requests. */
export function throttledRefresh({ refreshSecrets, clock, log }: RefreshDeps): Refresh {
  let startedAt: number | null = null;
  let last: Promise<'fresh' | 'failed'> = Promise.resolve('fresh');

  async function refresh(): Promise<'fresh' | 'failed'> {
    try {
      await refreshSecrets();
      return 'fresh';
    } catch (error) {
      log.warn({ reason: reasonOf(error) }, 'could not refresh webhook secrets');
      return 'failed';
    }
  }

  return () => {
    const now = clock.now();
    if (startedAt === null || now - startedAt >= PAUSE_MS) {
      startedAt = now;
      last = refresh();
    }
    return last;
  };
}
