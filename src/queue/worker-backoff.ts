// How a worker backs off while ClickUp answers it nothing: it leaves the jobs to others, whose way to ClickUp may be open.
// Without that a host that is cut off takes most of the jobs, since it fails them so quickly.
import type { Worker } from 'bullmq';

const FIRST_MS = 1_000;
const LONGEST_MS = 8_000;

export type WorkerBackoff = {
  /** A job begins; to be called with whether ClickUp answered it. Says whether it answered any job since. */
  jobBegins(): (isAnswered: boolean) => boolean;
};

/** The backoff of one worker: it takes no new job for a second, and twice as long each time, up to eight. */
export function backoffOf(
  worker: () => Pick<Worker, 'pause' | 'resume'>,
  isClosing: () => boolean,
): WorkerBackoff {
  let [answers, isPausing, nextMs] = [0, false, FIRST_MS];
  const goOn = (): void => {
    isPausing = false;
    // Its own errors it emits.
    if (!isClosing()) void worker().resume();
  };
  const pause = (): void => {
    if (isPausing || isClosing()) return;
    isPausing = true;
    // Without waiting for the jobs in hand.
    void worker().pause(true);
    setTimeout(goOn, nextMs).unref();
    nextMs = Math.min(LONGEST_MS, nextMs * 2);
  };
  return {
    jobBegins() {
      const before = answers;
      return isAnswered => {
        if (isAnswered) {
          answers += 1;
          nextMs = FIRST_MS;
        } else if (answers === before) pause();
        return answers > before;
      };
    },
  };
}
