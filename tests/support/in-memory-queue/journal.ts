// What a store in memory can go through besides the end of its process: emptied, set back, standing still.
import type { Instant } from '../../../src/domain/day.ts';
import { StoreUnavailable } from '../../../src/queue/errors.ts';

/** Where waiting is done; the machine's own timers, or virtual ones. */
export type Timers = {
  setTimeout(run: () => void, ms: number): unknown;
  clearTimeout(handle: unknown): void;
};

/** How to take back what was changed lately. */
export type Journal = {
  /** Notes how the change that is about to be made is taken back. */
  note(undo: () => void): void;
  /** Takes back what was changed at or after `since`, the latest first; what is older than a minute stays. */
  takeBack(since: Instant): void;
};

const KEPT_MS = 60_000;

/** A journal of the last minute. */
export function createJournal(clock: { now(): Instant }): Journal {
  let entries: { at: Instant; undo: () => void }[] = [];
  let tidiedAt = clock.now();
  return {
    note(undo) {
      const at = clock.now();
      entries.push({ at, undo });
      if (at - tidiedAt < KEPT_MS) return;
      entries = entries.filter(entry => entry.at >= at - KEPT_MS);
      tidiedAt = at;
    },
    takeBack(since) {
      for (let last = entries.at(-1); last && last.at >= since; last = entries.at(-1)) {
        entries.pop();
        last.undo();
      }
    },
  };
}

/** Whether a store answers at present. */
export type Stillness = {
  /** Does not answer for `ms`; what is asked meanwhile fails in time, and happens all the same when it goes on. */
  begin(ms: number): void;
  /** Until when it does not answer; the past if it does. */
  until(): Instant;
  /** Resolves once it answers, at once if it does. */
  over(): Promise<void>;
  /** The same functions, which ask a store that may stand still. */
  guard<T extends object>(part: T): T;
};

/** How long callers wait for an answer: as long as with a server that stands still. */
const ANSWER_MS = 3_000;
const ACKNOWLEDGE_MS = 800;

/** A store that answers. */
export function createStillness(clock: { now(): Instant }, timers: Timers): Stillness {
  let until = 0;
  const over = async (): Promise<void> => {
    while (clock.now() < until) {
      await new Promise<void>(resolve => void timers.setTimeout(resolve, until - clock.now()));
    }
  };
  const ask = <T>(limitMs: number, work: () => Promise<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      const limit = timers.setTimeout(() => {
        reject(new StoreUnavailable(`The store did not answer within ${limitMs} ms.`));
      }, limitMs);
      over()
        .then(work)
        .then(resolve, reject)
        .finally(() => timers.clearTimeout(limit));
    });
  return {
    begin: ms => {
      until = clock.now() + ms;
    },
    until: () => until,
    over,
    guard: part =>
      new Proxy(part, {
        get(target, name, self) {
          const value: unknown = Reflect.get(target, name, self);
          if (typeof value !== 'function' || name === 'close') return value;
          const limitMs = name === 'addDelivery' ? ACKNOWLEDGE_MS : ANSWER_MS;
          return (...given: unknown[]) => {
            const work = () => Reflect.apply(value, target, given) as Promise<unknown>;
            return clock.now() < until ? ask(limitMs, work) : work();
          };
        },
      }),
  };
}
