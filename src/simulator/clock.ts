// The simulator's one source of time: real time plus an offset, or a frozen instant. Everything that
// is stamped, limited or awaited by window asks this value; nothing else looks at the machine's clock.

/** The clock of one simulator. All values are milliseconds since the epoch. */
export type VirtualClock = {
  now(): number;
  set(nowMs: number): void;
  freeze(isFrozen: boolean): void;
};

/** Makes a clock that runs at real speed from `startAtMs`, or shows real time where that is absent. */
export function createClock(realNow: () => number, startAtMs?: number): VirtualClock {
  let offsetMs = startAtMs === undefined ? 0 : startAtMs - realNow();
  let frozenAtMs: number | undefined;
  const now = () => Math.floor(frozenAtMs ?? realNow() + offsetMs);
  return {
    now,
    set(nowMs) {
      offsetMs = nowMs - realNow();
      if (frozenAtMs !== undefined) frozenAtMs = nowMs;
    },
    freeze(isFrozen) {
      const currentMs = now();
      frozenAtMs = isFrozen ? currentMs : undefined;
      offsetMs = currentMs - realNow();
    },
  };
}
