// Trying again with pauses. The libraries for this count attempts and pauses by themselves; ours are named by what failed
// (ClickUp says until when), end at once with a signal, and pass in virtual time too.

/** How often to try, by what failed; `failures` counts from 1. Answers with the pause in milliseconds, or null to give up. */
export type PauseAfter = (error: unknown, failures: number) => number | null;

/** What `attempt` comes to, tried again after each pause; rejects with the error that `pauseAfter` gave up on. */
export async function retry<T>(
  attempt: () => Promise<T>,
  { pauseAfter, pause }: { pauseAfter: PauseAfter; pause(ms: number): Promise<unknown> },
): Promise<T> {
  for (let failures = 1; ; failures++) {
    try {
      return await attempt();
    } catch (error) {
      const pauseMs = pauseAfter(error, failures);
      if (pauseMs === null) throw error;
      await pause(pauseMs);
    }
  }
}

/** The pause after so many failures: the first one, doubled each time, up to the longest; in milliseconds. */
export function doublingPause(failures: number, firstMs: number, longestMs: number): number {
  return Math.min(longestMs, firstMs * 2 ** (failures - 1));
}
