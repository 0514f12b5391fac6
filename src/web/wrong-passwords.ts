// Slows down whoever guesses the admin password. A right one is never slowed by others' wrong ones.

import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';

/** So many wrong ones in a row from one address cost nothing: people mistype. */
const FREE = 5;
const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 5_000;
/** An address is forgiven after so long without a wrong one. */
const FORGIVEN_MS = 10 * 60_000;
/** More requests of one address than this are not looked at while others of it wait for their refusal. */
const MOST_WAITING = 10;
/** Attempts come from many addresses: the oldest are forgotten. */
const MOST_ADDRESSES = 10_000;
const LOG_EVERY_MS = 60_000;

type Attempts = { count: number; lastAt: number; waiting: number };

export type WrongPasswords = {
  /** Whether so many wrong ones of this address wait that another request of it is refused unread. */
  isFlooding(address: string): boolean;
  /** Notes a wrong one and resolves when it may be answered. */
  slow(address: string): Promise<void>;
};

/** Counts per address; `count` hears of every wrong one, the log of the first and then once a minute. */
export function createWrongPasswords(deps: {
  clock: Clock;
  log: Pick<Log, 'warn'>;
  count(): void;
  pause(ms: number): Promise<void>;
}): WrongPasswords {
  const { clock, log, count, pause } = deps;
  const byAddress = new Map<string, Attempts>();
  let loggedAt = Number.NEGATIVE_INFINITY;
  let unlogged = 0;

  const attemptsOf = (address: string): Attempts => {
    const known = byAddress.get(address);
    const isForgiven = known && known.waiting === 0 && clock.now() - known.lastAt > FORGIVEN_MS;
    const attempts = known && !isForgiven ? known : { count: 0, lastAt: 0, waiting: 0 };
    byAddress.delete(address);
    byAddress.set(address, attempts);
    const oldest = byAddress.keys().next();
    if (byAddress.size > MOST_ADDRESSES && !oldest.done) byAddress.delete(oldest.value);
    return attempts;
  };

  return {
    isFlooding: address => (byAddress.get(address)?.waiting ?? 0) >= MOST_WAITING,
    async slow(address) {
      const attempts = attemptsOf(address);
      attempts.count += 1;
      attempts.lastAt = clock.now();
      count();
      unlogged += 1;
      if (clock.now() - loggedAt >= LOG_EVERY_MS) {
        log.warn({ user: address, count: unlogged }, 'wrong passwords at the admin address');
        loggedAt = clock.now();
        unlogged = 0;
      }
      const beyond = attempts.count - FREE;
      if (beyond <= 0) return;
      attempts.waiting += 1;
      try {
        await pause(Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (beyond - 1)));
      } finally {
        attempts.waiting -= 1;
      }
    },
  };
}
