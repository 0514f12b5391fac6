// What one process knows of the present window of its token: how many requests it has, what this process took of them and
// what it has not told the others yet. Knows nothing of how processes share.
import type { Clock } from '../../base/clock.ts';
import type { Instant } from '../../domain/day.ts';
import { numberIn, type ReadHeader, resetIn, retryAfterMs } from './rate-headers.ts';
import { leftIn, type RateWindow, SAME_WINDOW_MS, settled, type WindowPart } from './rate-window.ts';

/** What is known of the budget; null where ClickUp has not said. `resetAt` is null while no window has begun. */
export type BudgetState = { limit: number | null; remaining: number | null; resetAt: Instant | null };

export class OwnWindow {
  readonly #clock: Clock;
  limit: number | null = null;
  part: Omit<WindowPart, 'limit'> = nothingTaken(null);
  /** The window as this process saw it last; what it owes since then comes on top. */
  seen: RateWindow | null = null;
  /** Counts windows: what was taken from one may be answered in the next. */
  serial = 0;
  emptyUntil: Instant | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A new window has begun; `resetAt` is its end, null while nobody knows it. */
  begin(resetAt: Instant | null): void {
    this.part = nothingTaken(resetAt);
    this.seen = null;
    this.serial += 1;
  }

  endIfOver(): void {
    const now = this.#clock.now();
    if (this.emptyUntil !== null && now >= this.emptyUntil) this.emptyUntil = null;
    const endsAt = this.part.resetAt ?? this.seen?.resetAt ?? null;
    if (endsAt !== null && now >= endsAt) this.begin(null);
  }

  /** The window by what this process saw of it and took since; `limit` is how many requests it has. */
  present(limit: number): RateWindow {
    return settled(this.seen, { ...this.part, limit }, this.#clock.now(), { id: '', lost: null });
  }

  remaining(): number | null {
    if (this.emptyUntil !== null) return 0;
    return this.limit === null ? null : leftIn(this.present(this.limit)) + this.part.unsent;
  }

  state(): BudgetState {
    this.endIfOver();
    const resetAt = this.emptyUntil ?? this.part.resetAt ?? this.seen?.resetAt ?? null;
    return { limit: this.limit, remaining: this.remaining(), resetAt };
  }

  /** A request that is in no shared window. */
  count(): void {
    this.part.mine += 1;
    this.part.owed += 1;
  }

  /** Goes on with this window as one's own, under this id, where nothing is known of a shared one. */
  adopt(limit: number, id: string): void {
    this.seen = { ...this.present(limit), id };
    this.part = { ...this.part, windowId: id, owed: 0 };
  }

  /** Notes what an answer's headers say. Says whether they are of the present window. */
  note(header: ReadHeader): boolean {
    const now = this.#clock.now();
    this.limit = numberIn(header('x-ratelimit-limit')) ?? this.limit;
    const left = numberIn(header('x-ratelimit-remaining'));
    const resetAt = resetIn(header, now);
    if (this.limit === null || left === null || resetAt === null) return true;
    if (resetAt <= now) return false;
    const { part, seen } = this;
    if (part.resetAt === null) {
      // A window that nobody has seen the end of has just begun: this is the end of the one before.
      if (seen?.isGuess && resetAt <= now + SAME_WINDOW_MS) return false;
      part.resetAt = resetAt;
    } else if (resetAt > part.resetAt + SAME_WINDOW_MS) {
      this.begin(resetAt);
      if (left > 0) this.emptyUntil = null;
    } else if (resetAt < part.resetAt - SAME_WINDOW_MS) return false;
    if (this.seen?.isGuess) this.seen = { ...this.seen, resetAt, isGuess: false };
    this.part.used = Math.max(this.part.used, this.limit - left);
    return true;
  }

  /** Notes that ClickUp refused for lack of budget; answers the instant at which it may be tried again. */
  exhaust(header: ReadHeader): Instant {
    const now = this.#clock.now();
    this.limit = numberIn(header('x-ratelimit-limit')) ?? this.limit;
    const resetAt = resetIn(header, now);
    this.emptyUntil = resetAt !== null && resetAt > now ? resetAt : now + retryAfterMs(header);
    return this.emptyUntil;
  }
}

function nothingTaken(resetAt: Instant | null): Omit<WindowPart, 'limit'> {
  return { resetAt, used: 0, windowId: null, mine: 0, unsent: 0, owed: 0 };
}
