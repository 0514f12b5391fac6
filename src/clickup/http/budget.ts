// The requests that are left to one token. ClickUp's rate-limit headers tell how many there are and until when; processes
// on one store write down together what each of them takes, in small leases, so that all of them together keep within it.

import { createHash, randomUUID } from 'node:crypto';
import type { Clock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import { reasonOf } from '../../base/reason-of.ts';
import type { Instant } from '../../domain/day.ts';
import { budgetReserveOf } from '../../reconcile/budget-reserve.ts';
import { entryOf } from '../../reconcile/memory/entry.ts';
import type { Memory } from '../../reconcile/memory/memory.ts';
import { numberIn, type ReadHeader, resetIn, retryAfterMs } from './rate-headers.ts';
import { isNewer, leftIn, RateWindow, SAME_WINDOW_MS, settled, type WindowPart } from './rate-window.ts';

/** What is known of the budget; null where ClickUp has not said. `resetAt` is null while no window has begun. */
export type BudgetState = { limit: number | null; remaining: number | null; resetAt: Instant | null };

/** One request that may be sent; it names the window that it was taken from. */
export type Ticket = { window: number };

export type Budget = {
  state(): BudgetState;
  /** Takes one request, or answers with the instant until which nothing may be sent. Never rejects. */
  take(): Promise<Ticket | { until: Instant }>;
  /** Notes what an answer's headers say; without headers (no answer came) only that the request was made. */
  learn(ticket: Ticket, header?: ReadHeader): void;
  /** Notes that ClickUp refused for lack of budget; answers the instant at which it may be tried again. */
  exhaust(header: ReadHeader): Instant;
  /** From now on the requests are taken together with all processes that share this memory; before, this one is alone. */
  shareThrough(memory: Memory): void;
};

type BudgetOptions = { clock: Clock; log: Log; apiUrl: string; token: string };

/** How long a window is kept after its last change: longer than it lasts. */
const KEEP_MS = 5 * 60_000;
/** A process that takes again within this time takes a few requests ahead. */
const BUSY_MS = 2_000;
const AHEAD_MOST = 4;
/** Of what is left no process takes more ahead than this part. */
const AHEAD_SHARE = 1 / 10;
/** How long it goes on alone when the memory did not answer. */
const ALONE_MS = 5_000;
/** Another process may be first so often in a row; more is a memory that does not work. */
const TRIES = 50;

/**
 * A budget about which nothing is known yet. `apiUrl` and `token` say whose it is; the memory that it is shared through
 * holds a digest of them only.
 */
export function createBudget({ clock, log, apiUrl, token }: BudgetOptions): Budget {
  const key = `budget:${createHash('sha256').update(`${apiUrl} ${token}`).digest('hex').slice(0, 16)}`;
  let limit: number | null = null;
  let part: Omit<WindowPart, 'limit'> = nothingTaken(null);
  /** The window as this process saw it last; what it owes since then comes on top. */
  let seen: RateWindow | null = null;
  /** Counts windows: what was taken from one may be answered in the next. */
  let serial = 0;
  let emptyUntil: Instant | null = null;
  let memory: Memory | null = null;
  let aloneUntil = Number.NEGATIVE_INFINITY;
  let leasedAt = Number.NEGATIVE_INFINITY;
  let waiting = 0;
  let leasing: Promise<void> | null = null;

  const begin = (resetAt: Instant | null): void => {
    part = nothingTaken(resetAt);
    seen = null;
    serial += 1;
  };
  const endIfOver = (): void => {
    const now = clock.now();
    if (emptyUntil !== null && now >= emptyUntil) emptyUntil = null;
    const endsAt = part.resetAt ?? seen?.resetAt ?? null;
    if (endsAt !== null && now >= endsAt) begin(null);
  };
  const present = (known: number): RateWindow =>
    settled(seen, { ...part, limit: known }, clock.now(), { id: '', lost: null });

  const remaining = (): number | null => {
    if (emptyUntil !== null) return 0;
    return limit === null ? null : leftIn(present(limit)) + part.unsent;
  };

  /** Takes a request if that needs nobody else; null if it does. */
  const takeAlone = (): Ticket | { until: Instant } | null => {
    endIfOver();
    if (emptyUntil !== null) return { until: emptyUntil };
    if (part.unsent > 0) {
      part.unsent -= 1;
      return { window: serial };
    }
    const isAlone = memory === null || clock.now() < aloneUntil;
    if (!isAlone) return null;
    if (limit !== null) {
      if (seen === null) {
        seen = { ...present(limit), id: randomUUID() };
        part = { ...part, windowId: seen.id, owed: 0 };
      }
      const window = present(limit);
      // The others can't be asked: the reserve is left to them.
      if (leftIn(window) <= (memory === null ? 0 : budgetReserveOf(limit))) return { until: window.resetAt };
    }
    return uncounted();
  };
  /** A request that is in no shared window. */
  const count = (): void => {
    part.mine += 1;
    part.owed += 1;
  };
  const uncounted = (): Ticket => {
    count();
    return { window: serial };
  };

  /** Takes `wanted` requests from the shared window, or what is left there, and tells it what this process knows. */
  const leaseFrom = async (shared: Memory, wanted: () => number): Promise<void> => {
    for (let tried = 0; tried < TRIES; tried++) {
      const text = await shared.read(key);
      endIfOver();
      const found = entryOf(RateWindow, text);
      limit ??= found?.limit ?? null;
      if (limit === null) return;
      if (found !== null && isNewer(found, { ...part, limit }, clock.now())) begin(null);
      const told = settled(found, { ...part, limit }, clock.now(), { id: randomUUID(), lost: seen });
      const taken = Math.min(wanted(), leftIn(told));
      const next = { ...told, ours: told.ours + taken };
      const before = { mine: part.mine, serial };
      if (!(await put(shared, text, JSON.stringify(next)))) continue;
      // Where the window ended meanwhile, nobody will use what was taken.
      if (before.serial !== serial) continue;
      part.owed = part.mine - before.mine;
      part.mine += taken;
      part.unsent += taken;
      part.windowId = next.id;
      if (!next.isGuess) part.resetAt = next.resetAt;
      seen = next;
      return;
    }
    throw new Error('other processes were always first');
  };
  const put = (shared: Memory, was: string | null, text: string): Promise<boolean> => {
    if (was === text) return Promise.resolve(true);
    return was === null
      ? shared.writeIfAbsent(key, text, KEEP_MS)
      : shared.writeIfUnchanged(key, was, text, KEEP_MS);
  };

  /** One lease at a time, for all that wait. */
  const lease = (): Promise<void> => {
    if (memory === null || clock.now() < aloneUntil) return Promise.resolve();
    leasing ??= leaseFrom(memory, () => {
      const isBusy = clock.now() - leasedAt < BUSY_MS;
      const ahead = isBusy ? Math.min(AHEAD_MOST, Math.floor((remaining() ?? 0) * AHEAD_SHARE)) : 0;
      return waiting === 0 ? 0 : waiting + ahead;
    })
      .catch((error: unknown) => {
        aloneUntil = clock.now() + ALONE_MS;
        const reason = reasonOf(error);
        log.debug({ reason }, 'the budget could not be shared with other processes');
      })
      .finally(() => {
        leasing = null;
        if (waiting > 0) leasedAt = clock.now();
      });
    return leasing;
  };
  /** Tells the others what they must not wait for. */
  const tell = async (): Promise<void> => {
    await lease();
    if (part.owed > 0) await lease();
  };

  return {
    state() {
      endIfOver();
      const resetAt = emptyUntil ?? part.resetAt ?? seen?.resetAt ?? null;
      return { limit, remaining: remaining(), resetAt };
    },

    async take() {
      waiting += 1;
      try {
        for (;;) {
          const taken = takeAlone();
          if (taken !== null) return taken;
          await lease();
          if (part.unsent > 0 || clock.now() < aloneUntil) continue;
          // Nobody has had an answer yet.
          if (limit === null) return uncounted();
          const window = present(limit);
          if (leftIn(window) === 0 && window.resetAt > clock.now()) return { until: window.resetAt };
        }
      } finally {
        waiting -= 1;
      }
    },

    learn(ticket, header) {
      endIfOver();
      const isOfPresent = header === undefined || note(header);
      if (ticket.window === serial || !isOfPresent) return;
      // Taken from a window that ended meanwhile, and counted by ClickUp in this one.
      count();
      void tell();
    },

    exhaust(header) {
      const now = clock.now();
      limit = numberIn(header('x-ratelimit-limit')) ?? limit;
      const resetAt = resetIn(header, now);
      emptyUntil = resetAt !== null && resetAt > now ? resetAt : now + retryAfterMs(header);
      void tell();
      return emptyUntil;
    },

    shareThrough(shared) {
      if (memory === null) part.windowId = null;
      memory = shared;
      aloneUntil = Number.NEGATIVE_INFINITY;
    },
  };

  /** Says whether they are of the present window. */
  function note(header: ReadHeader): boolean {
    const now = clock.now();
    const given = numberIn(header('x-ratelimit-limit'));
    limit = given ?? limit;
    const left = numberIn(header('x-ratelimit-remaining'));
    const resetAt = resetIn(header, now);
    if (limit === null || left === null || resetAt === null) return true;
    if (resetAt <= now) return false;
    if (part.resetAt === null) {
      // A window that nobody has seen the end of has just begun: this is the end of the one before.
      if (seen?.isGuess && resetAt <= now + SAME_WINDOW_MS) return false;
      part.resetAt = resetAt;
    } else if (resetAt > part.resetAt + SAME_WINDOW_MS) {
      begin(resetAt);
      if (left > 0) emptyUntil = null;
    } else if (resetAt < part.resetAt - SAME_WINDOW_MS) return false;
    if (seen?.isGuess) seen = { ...seen, resetAt, isGuess: false };
    part.used = Math.max(part.used, limit - left);
    return true;
  }
}

function nothingTaken(resetAt: Instant | null): Omit<WindowPart, 'limit'> {
  return { resetAt, used: 0, windowId: null, mine: 0, unsent: 0, owed: 0 };
}
