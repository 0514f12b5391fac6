// The requests that are left to one token. ClickUp's rate-limit headers tell how many there are and until when; processes
// on one store write down together what each of them takes, in small leases, so that all of them together keep within it.
import { createHash, randomUUID } from 'node:crypto';
import type { Clock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import { reasonOf } from '../../base/reason-of.ts';
import type { Instant } from '../../domain/day.ts';
import { budgetReserveOf } from '../../reconcile/budget-reserve.ts';
import type { Memory } from '../../reconcile/memory/memory.ts';
import { leaseFrom } from './lease.ts';
import { type BudgetState, OwnWindow } from './own-window.ts';
import type { ReadHeader } from './rate-headers.ts';
import { leftIn } from './rate-window.ts';

/** One request that may be sent; it names the window that it was taken from. */
export type Ticket = { window: number };

type BudgetOptions = { clock: Clock; log: Log; apiUrl: string; token: string };

/** A process that takes again within this time takes a few requests ahead. */
const BUSY_MS = 2_000;
const AHEAD_MOST = 4;
/** Of what is left no process takes more ahead than this part. */
const AHEAD_SHARE = 1 / 10;
/** How long it goes on alone when the memory did not answer. */
const ALONE_MS = 5_000;

/**
 * A budget about which nothing is known yet. `apiUrl` and `token` say whose it is; the memory that it is shared through
 * holds a digest of them only.
 */
export class Budget {
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #key: string;
  readonly #window: OwnWindow;
  #memory: Memory | null = null;
  #aloneUntil = Number.NEGATIVE_INFINITY;
  #leasedAt = Number.NEGATIVE_INFINITY;
  #waiting = 0;
  #leasing: Promise<void> | null = null;

  constructor({ clock, log, apiUrl, token }: BudgetOptions) {
    this.#clock = clock;
    this.#log = log;
    this.#window = new OwnWindow(clock);
    const digest = createHash('sha256').update(`${apiUrl} ${token}`).digest('hex');
    this.#key = `budget:${digest.slice(0, 16)}`;
  }

  state(): BudgetState {
    return this.#window.state();
  }

  /** From now on the requests are taken together with all processes that share this memory; before, this one is alone. */
  shareThrough(memory: Memory): void {
    if (this.#memory === null) this.#window.part.windowId = null;
    this.#memory = memory;
    this.#aloneUntil = Number.NEGATIVE_INFINITY;
  }

  /** Takes one request, or answers with the instant until which nothing may be sent. Never rejects. */
  async take(): Promise<Ticket | { until: Instant }> {
    const window = this.#window;
    this.#waiting += 1;
    try {
      for (;;) {
        const taken = this.#takeAlone();
        if (taken !== null) return taken;
        await this.#lease();
        if (window.part.unsent > 0 || this.#clock.now() < this.#aloneUntil) continue;
        // Nobody has had an answer yet.
        if (window.limit === null) return this.#uncounted();
        const present = window.present(window.limit);
        if (leftIn(present) === 0 && present.resetAt > this.#clock.now()) return { until: present.resetAt };
      }
    } finally {
      this.#waiting -= 1;
    }
  }

  /** Notes what an answer's headers say; without headers (no answer came) only that the request was made. */
  noteAnswer(ticket: Ticket, header?: ReadHeader): void {
    const window = this.#window;
    window.endIfOver();
    const isOfPresent = header === undefined || window.note(header);
    if (ticket.window === window.serial || !isOfPresent) return;
    // Taken from a window that ended meanwhile, and counted by ClickUp in this one.
    window.count();
    void this.#share();
  }

  /** Notes that ClickUp refused for lack of budget; answers the instant at which it may be tried again. */
  exhaust(header: ReadHeader): Instant {
    const until = this.#window.exhaust(header);
    void this.#share();
    return until;
  }

  /** Takes a request if that needs nobody else; null if it does. */
  #takeAlone(): Ticket | { until: Instant } | null {
    const window = this.#window;
    window.endIfOver();
    if (window.emptyUntil !== null) return { until: window.emptyUntil };
    if (window.part.unsent > 0) {
      window.part.unsent -= 1;
      return { window: window.serial };
    }
    const isAlone = this.#memory === null || this.#clock.now() < this.#aloneUntil;
    if (!isAlone) return null;
    const { limit } = window;
    if (limit !== null) {
      if (window.seen === null) window.adopt(limit, randomUUID());
      const present = window.present(limit);
      // The others can't be asked: the reserve is left to them.
      const reserve = this.#memory === null ? 0 : budgetReserveOf(limit);
      if (leftIn(present) <= reserve) return { until: present.resetAt };
    }
    return this.#uncounted();
  }

  #uncounted(): Ticket {
    this.#window.count();
    return { window: this.#window.serial };
  }

  /** One lease at a time, for all that wait. */
  #lease(): Promise<void> {
    const memory = this.#memory;
    if (memory === null || this.#clock.now() < this.#aloneUntil) return Promise.resolve();
    const shared = { memory, key: this.#key, clock: this.#clock };
    this.#leasing ??= leaseFrom(shared, this.#window, () => this.#wanted())
      .catch((error: unknown) => {
        this.#aloneUntil = this.#clock.now() + ALONE_MS;
        this.#log.debug({ reason: reasonOf(error) }, 'the budget could not be shared with other processes');
      })
      .finally(() => {
        this.#leasing = null;
        if (this.#waiting > 0) this.#leasedAt = this.#clock.now();
      });
    return this.#leasing;
  }

  /** How many requests those need who wait, and a few ahead while this process is busy. */
  #wanted(): number {
    if (this.#waiting === 0) return 0;
    const isBusy = this.#clock.now() - this.#leasedAt < BUSY_MS;
    const remaining = this.#window.remaining() ?? 0;
    return this.#waiting + (isBusy ? Math.min(AHEAD_MOST, Math.floor(remaining * AHEAD_SHARE)) : 0);
  }

  /** Tells the others what they must not wait for. */
  async #share(): Promise<void> {
    await this.#lease();
    if (this.#window.part.owed > 0) await this.#lease();
  }
}
