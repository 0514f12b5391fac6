// Looks after the store of a running process: notices that it was lost, in whole or in part, and makes that good.

import type { Log } from '../base/log.ts';
import { reasonOf } from '../base/reason-of.ts';
import { pause as waitReally } from '../base/time-limit.ts';
import type { Loss } from '../reconcile/first-contact.ts';
import { isoOf } from '../reconcile/report.ts';
import type { OpenStore } from './store-shape.ts';

const CHECK_EVERY_MS = 30_000;
const AGAIN_MS = 1_000;
const AGAIN_AT_MOST_MS = 5_000;

export type RecoveryOptions = {
  store: Pick<OpenStore, 'shown' | 'mend' | 'onBreak'>;
  firstContact: {
    /** Finds out whether the store is still the one that it was; rejects if it is away. */
    check(): Promise<void>;
  };
  schedules: {
    /** Sets them again. */
    setAgain(): Promise<void>;
  };
  /** Reads everything anew, from reads since `notBefore`, and asks for a reconcile of every card. */
  sweep(notBefore: number): Promise<unknown>;
  lease: {
    /** Renewed with every check. */
    renew(): Promise<void>;
  };
  readLagMs: number;
  log: Log;
  /** How often the store is checked where nothing broke, in milliseconds; every 30 seconds by default. */
  everyMs?: number | undefined;
  /** How pauses are made; the machine's timers by default. */
  pause?: ((ms: number) => Promise<void>) | undefined;
};

/** The recovery of one process; nothing happens before `start`. */
export class StoreRecovery {
  readonly #options: RecoveryOptions;
  readonly #ending = new AbortController();
  #isStarted = false;
  #isMakingGood = false;
  #lost: Loss | null = null;
  /** Ends the pause before the next check. */
  #wake = (): void => {};

  constructor(options: RecoveryOptions) {
    this.#options = options;
  }

  /** Begins to check: again and again, and when a connection broke. */
  start(): void {
    if (this.#isStarted) return;
    this.#isStarted = true;
    const stopListening = this.#options.store.onBreak(() => this.#wake());
    this.#ending.signal.addEventListener('abort', stopListening, { once: true });
    void this.#keepChecking();
    if (this.#lost) void this.#makeGood();
  }

  /** Takes note of a loss, and makes it good as soon as it can. */
  noteLoss(loss: Loss): void {
    const { store, readLagMs, log } = this.#options;
    this.#lost = loss;
    log.warn(
      { store: store.shown, how: loss.how, waitMs: readLagMs },
      'the store may have lost what was in it: schedules and looks are asked for anew, and nothing is created until everything shows',
    );
    if (this.#isStarted && !this.#isMakingGood) void this.#makeGood();
  }

  /** What is not made good yet; null if all is well. */
  trouble(): string | null {
    const lost = this.#lost;
    return (
      lost &&
      `the store may have lost what was in it at ${isoOf(lost.at)} (${lost.how}); a sweep is under way`
    );
  }

  /** Begins nothing more. */
  stop(): void {
    this.#ending.abort();
    this.#wake();
  }

  async #keepChecking(): Promise<void> {
    const { everyMs = CHECK_EVERY_MS } = this.#options;
    const { signal } = this.#ending;
    for (let failures = 0; !signal.aborted; ) {
      failures = (await this.#isChecked()) ? 0 : failures + 1;
      if (!signal.aborted) await this.#pauseUnlessWoken(failures === 0 ? everyMs : againAfter(failures));
    }
  }

  async #isChecked(): Promise<boolean> {
    const { store, firstContact, lease, log } = this.#options;
    try {
      await store.mend();
      await firstContact.check();
      await lease.renew();
      return true;
    } catch (error) {
      log.debug({ store: store.shown, reason: reasonOf(error) }, 'the store could not be looked at');
      return false;
    }
  }

  /** Until the last loss is made good; it may be lost once more meanwhile. */
  async #makeGood(): Promise<void> {
    const { store, schedules, sweep, log } = this.#options;
    this.#isMakingGood = true;
    for (let failures = 0; this.#lost && !this.#ending.signal.aborted; ) {
      const loss = this.#lost;
      try {
        await schedules.setAgain();
        await sweep(loss.at);
        if (this.#lost === loss) this.#lost = null;
        log.info(
          { store: store.shown },
          'what the store had lost is made good: a look at every card was asked for',
        );
        failures = 0;
      } catch (error) {
        failures += 1;
        log.debug({ store: store.shown, reason: reasonOf(error) }, 'a loss could not be made good yet');
        await this.#pause(againAfter(failures), this.#ending.signal);
      }
    }
    this.#isMakingGood = false;
  }

  async #pauseUnlessWoken(ms: number): Promise<void> {
    const woken = new Promise<void>(resolve => {
      this.#wake = resolve;
    });
    const waiting = new AbortController();
    const end = AbortSignal.any([this.#ending.signal, waiting.signal]);
    await Promise.race([this.#pause(ms, end), woken]);
    waiting.abort();
  }

  #pause(ms: number, signal: AbortSignal): Promise<void> {
    const { pause } = this.#options;
    return pause ? pause(ms) : waitReally(ms, signal);
  }
}

function againAfter(failures: number): number {
  return Math.min(AGAIN_AT_MOST_MS, AGAIN_MS * failures);
}
