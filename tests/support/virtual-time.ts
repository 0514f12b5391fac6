// Time that only passes when nothing is left to do at the present instant. Whoever waits, waits on its timers.

/** A clock with timers. Nothing moves it but `passUntil` and `passWhile`. */
export type VirtualTime = {
  now(): number;
  setTimeout(run: () => void, ms: number): unknown;
  clearTimeout(handle: unknown): void;
  pause(ms: number): Promise<void>;
  /** Lets time pass to `instant`, running every timer on the way in order. */
  passUntil(instant: number): Promise<void>;
  /** Lets time pass until `work` settles; rejects if it does not within `limitMs` of virtual time. */
  passWhile<T>(work: Promise<T>, limitMs?: number): Promise<T>;
};

type Timer = { at: number; order: number; run: () => void };

// Work at one instant is microtasks with a few turns of the event loop between them (the simulator delivers a turn
// after it answered). So many empty turns mean that nothing is in hand.
const EMPTY_TURNS = 4;
const DAY_MS = 86_400_000;

/** Makes a virtual time that starts at `startAt` (ms since the epoch). */
export function createVirtualTime(startAt: number): VirtualTime {
  const timers = new Set<Timer>();
  let now = startAt;
  let order = 0;

  const quiet = async (): Promise<void> => {
    for (let empty = 0; empty < EMPTY_TURNS; ) {
      await new Promise(resolve => setImmediate(resolve));
      // Long work in small parts takes a turn for each of them.
      empty = process.getActiveResourcesInfo().includes('Immediate') ? 0 : empty + 1;
    }
  };
  const earliest = (): Timer | undefined => {
    let first: Timer | undefined;
    for (const timer of timers) {
      if (!first || timer.at < first.at || (timer.at === first.at && timer.order < first.order))
        first = timer;
    }
    return first;
  };
  /** Runs the next timer up to `instant`; says whether there was one. */
  const step = (instant: number): boolean => {
    const timer = earliest();
    if (!timer || timer.at > instant) return false;
    timers.delete(timer);
    now = Math.max(now, timer.at);
    timer.run();
    return true;
  };

  const time: VirtualTime = {
    now: () => now,
    setTimeout(run, ms) {
      const timer = { at: now + Math.max(0, Math.ceil(ms)), order: order++, run };
      timers.add(timer);
      return timer;
    },
    clearTimeout: handle => void timers.delete(handle as Timer),
    pause: ms => new Promise(resolve => void time.setTimeout(resolve, ms)),
    async passUntil(instant) {
      do await quiet();
      while (step(instant));
      now = Math.max(now, instant);
    },
    async passWhile(work, limitMs = DAY_MS) {
      const end = now + limitMs;
      let isSettled = false;
      const settle = () => {
        isSettled = true;
      };
      work.then(settle, settle);
      for (;;) {
        await quiet();
        if (isSettled) return work;
        if (!step(end))
          throw new Error(`Nothing more happens before ${new Date(end).toISOString()}, and it still waits.`);
      }
    },
  };
  return time;
}
