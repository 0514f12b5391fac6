// A line before a store: so many calls are under way at once, so many wait, and whoever comes beyond that is turned away.
// It learns from how long the calls take how many the store bears at once. It knows nothing of what they do.
import { StoreUnavailable } from './errors.ts';

export type Line = {
  /**
   * Calls `work` in turn. Rejects with StoreUnavailable, without having called it, where too many wait or the turn did not
   * come in time; otherwise as `work` does.
   */
  join<T>(work: () => Promise<T>): Promise<T>;
  /** How many calls are under way, also those for whose end nobody waits any more, and how many wait. */
  size(): { underWay: number; waiting: number };
};

export type LineOptions = {
  /** The most calls that are ever under way at once; `mayWait` as many may wait for their turn. */
  atOnce: number;
  mayWait: number;
  /** How long one may wait for its turn, in milliseconds. */
  patienceMs: number;
  /** A call that takes as long is late: the store is asked too much at once. */
  lateMs: number;
  /** Milliseconds of any steady clock. */
  now?: () => number;
};

type Waiting = { begin(): void; timer: NodeJS.Timeout };

/** Nobody is in it yet. */
export function createLine({
  atOnce,
  mayWait,
  patienceMs,
  lateMs,
  now = () => performance.now(),
}: LineOptions): Line {
  const waiting = new Set<Waiting>();
  let underWay = 0;
  /** How many the store bears: one more for each that is in time, half as many where one is late. */
  let width = atOnce;
  let narrowedAt = Number.NEGATIVE_INFINITY;

  const learn = (startedAt: number): void => {
    const endedAt = now();
    if (endedAt - startedAt < lateMs) width = Math.min(atOnce, width + 1);
    else if (startedAt >= narrowedAt) {
      // Those that began before say nothing of what is narrower by now.
      width = Math.max(1, Math.floor(width / 2));
      narrowedAt = endedAt;
    }
  };

  const letIn = (): void => {
    for (const next of waiting) {
      if (underWay >= width) return;
      waiting.delete(next);
      clearTimeout(next.timer);
      next.begin();
    }
  };

  const start = async <T>(work: () => Promise<T>): Promise<T> => {
    const startedAt = now();
    underWay += 1;
    try {
      return await work();
    } finally {
      underWay -= 1;
      learn(startedAt);
      letIn();
    }
  };

  return {
    async join(work) {
      if (underWay < width && waiting.size === 0) return start(work);
      if (waiting.size >= mayWait)
        throw new StoreUnavailable(`${mayWait} others wait for the store already.`);
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(one);
          reject(new StoreUnavailable(`The store had no time for it within ${patienceMs} ms.`));
        }, patienceMs);
        const one: Waiting = { begin: () => void start(work).then(resolve, reject), timer };
        waiting.add(one);
      });
    },
    size: () => ({ underWay, waiting: waiting.size }),
  };
}
