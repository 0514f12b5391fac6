// Looks whether ClickUp still answers this process, and says once where it does not, and once when it does again.

import type { Clock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import type { Instant } from '../../domain/day.ts';
import { isoOf } from '../../reconcile/report.ts';
import type { Transport } from '../http/transport.ts';

/** As long as one request may take: what is answered sooner was only slow. */
const A_WHILE_MS = 15_000;

const ADVICE =
  'Liaison keeps asking and goes on by itself once it answers. Where ClickUp works in a browser, look at the network, the ' +
  'proxy and the firewall of this machine, and at CLICKUP_API_URL.';

export type SilenceWatch = {
  /** Looks at how the last requests ended; costs none. */
  check(): void;
  /** Since when ClickUp has not answered, and what to do; null while it answers. */
  trouble(): string | null;
};

/** Makes the watch; somebody has to look every few seconds. */
export function createSilenceWatch(options: {
  transport: Pick<Transport, 'silence'>;
  clock: Clock;
  log: Log;
}): SilenceWatch {
  const { transport, clock, log } = options;
  let since: Instant | null = null;
  let reason: string | null = null;

  return {
    check() {
      const now = clock.now();
      const silence = transport.silence();
      if (silence === null || now - silence.since < A_WHILE_MS) {
        if (since !== null) {
          log.info({ at: isoOf(since), durationMs: now - since }, 'ClickUp answers again');
        }
        since = null;
        reason = null;
        return;
      }
      if (since === null) {
        const fields = { at: isoOf(silence.since), reason: silence.reason, hint: ADVICE };
        log.warn(fields, 'ClickUp has not answered for a while');
      }
      since = silence.since;
      reason = silence.reason;
    },
    trouble() {
      if (since === null) return null;
      return `ClickUp has not answered since ${isoOf(since)}. ${ADVICE}${reason === null ? '' : ` ${reason}`}`;
    },
  };
}
