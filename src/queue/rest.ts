// What a worker does while ClickUp answers it nothing: it leaves the jobs to others, whose way to ClickUp may be open.
// Without that a host that is cut off takes most of the jobs, since it fails them so quickly.
import type { Worker } from 'bullmq';

const FIRST_MS = 1_000;
const LONGEST_MS = 8_000;

export type Rest = {
  /** ClickUp answered nothing: takes no new job for a while, longer each time. */
  begin(): void;
  /** ClickUp answered: the next rest is short again. One that has begun goes on. */
  end(): void;
  /** How often it answered so far. */
  answered(): number;
};

/** The rests of one worker. */
export function restOf(worker: () => Pick<Worker, 'pause' | 'resume'>, isClosing: () => boolean): Rest {
  let [answers, isResting, nextMs] = [0, false, FIRST_MS];
  const wakeUp = (): void => {
    isResting = false;
    // Its own errors it emits.
    if (!isClosing()) void worker().resume();
  };
  return {
    begin() {
      if (isResting || isClosing()) return;
      isResting = true;
      // Without waiting for the jobs in hand.
      void worker().pause(true);
      setTimeout(wakeUp, nextMs).unref();
      nextMs = Math.min(LONGEST_MS, nextMs * 2);
    },
    end() {
      answers += 1;
      nextMs = FIRST_MS;
    },
    answered: () => answers,
  };
}
