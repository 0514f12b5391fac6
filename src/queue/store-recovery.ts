// Looks after the store of a running process: notices that it was lost, in whole or in part, and makes that good.

import type { Log } from '../base/log.ts';
import type { Loss } from '../reconcile/first-contact.ts';
import { isoOf } from '../reconcile/report.ts';
import type { OpenStore } from './store-shape.ts';
import { pause as waitReally } from './within.ts';

const LOOK_EVERY_MS = 30_000;
const AGAIN_MS = 1_000;
const AGAIN_AT_MOST_MS = 5_000;

export type RecoveryOptions = {
  store: Pick<OpenStore, 'shown' | 'mend' | 'onBreak'>;
  /** Looks whether the store is still the one that it was; rejects if it is away. */
  check(): Promise<void>;
  /** Sets schedules again, reads everything anew and asks for a look at every card; from reads since `notBefore`. */
  makeGood(notBefore: number): Promise<void>;
  /** What else is to be done with every look. */
  tend(): Promise<void>;
  readLagMs: number;
  log: Log;
  /** How often it looks where nothing broke, in milliseconds; every 30 seconds by default. */
  everyMs?: number | undefined;
  /** How pauses are made; the machine's timers by default. */
  pause?(ms: number): Promise<void>;
};

export type Recovery = {
  /** Begins to look: again and again, and when a connection broke. */
  start(): void;
  /** Takes note of a loss, and makes it good as soon as it can. */
  noteLoss(loss: Loss): void;
  /** What is not made good yet; null if all is well. */
  trouble(): string | null;
  /** Begins nothing more. */
  stop(): void;
};

/** Makes the recovery; nothing happens before `start`. */
export function createRecovery(options: RecoveryOptions): Recovery {
  const { store, check, makeGood, tend, readLagMs, log, everyMs = LOOK_EVERY_MS } = options;
  const ending = new AbortController();
  const { signal } = ending;
  let isStarted = false;
  let isMakingGood = false;
  let lost: Loss | null = null;
  let wake = (): void => {};

  const pause = async (ms: number): Promise<void> => {
    const nudged = new Promise<void>(resolve => {
      wake = resolve;
    });
    const waiting = new AbortController();
    const end = AbortSignal.any([signal, waiting.signal]);
    await Promise.race([options.pause ? options.pause(ms) : waitReally(ms, end), nudged]);
    waiting.abort();
  };

  /** Answers with the pause until the next look. */
  const lookOnce = async (failures: number): Promise<number | null> => {
    try {
      await store.mend();
      await check();
      await tend();
      return null;
    } catch (error) {
      log.debug({ store: store.shown, reason: reasonOf(error) }, 'the store could not be looked at');
      return Math.min(AGAIN_AT_MOST_MS, AGAIN_MS * (failures + 1));
    }
  };
  const goOn = async (): Promise<void> => {
    for (let failures = 0; !signal.aborted; ) {
      const againMs = await lookOnce(failures);
      failures = againMs === null ? 0 : failures + 1;
      if (!signal.aborted) await pause(againMs ?? everyMs);
    }
  };

  const untilGood = async (): Promise<void> => {
    isMakingGood = true;
    for (let failures = 0; lost && !signal.aborted; ) {
      const loss = lost;
      try {
        await makeGood(loss.at);
        // It may have been lost once more meanwhile.
        if (lost === loss) lost = null;
        log.info(
          { store: store.shown },
          'what the store had lost is made good: a look at every card was asked for',
        );
        failures = 0;
      } catch (error) {
        failures += 1;
        log.debug({ store: store.shown, reason: reasonOf(error) }, 'a loss could not be made good yet');
        const againMs = Math.min(AGAIN_AT_MOST_MS, AGAIN_MS * failures);
        await (options.pause ? options.pause(againMs) : waitReally(againMs, signal));
      }
    }
    isMakingGood = false;
  };

  return {
    start() {
      if (isStarted) return;
      isStarted = true;
      const stopHearing = store.onBreak(() => wake());
      signal.addEventListener('abort', stopHearing, { once: true });
      void goOn();
      if (lost) void untilGood();
    },
    noteLoss(loss) {
      lost = loss;
      log.warn(
        { store: store.shown, how: loss.how, waitMs: readLagMs },
        'the store may have lost what was in it: schedules and looks are asked for anew, and nothing is created until everything shows',
      );
      if (isStarted && !isMakingGood) void untilGood();
    },
    trouble: () =>
      lost &&
      `the store may have lost what was in it at ${isoOf(lost.at)} (${lost.how}); a sweep is under way`,
    stop() {
      ending.abort();
      wake();
    },
  };
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
