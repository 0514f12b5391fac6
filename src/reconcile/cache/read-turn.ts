// One read at a time among all processes that share a board: whoever comes meanwhile waits for that read and takes in what
// it has shown, and spends no request on the same.
import { pause } from '../../base/time-limit.ts';
import type { Memory } from '../memory/memory.ts';

/** Longer than most reads: what another process began that died, or that has to wait itself, is waited for no longer. */
const LONGEST_MS = 3_000;
const LOOK_EVERY_MS = 20;

export type ReadTurn = {
  /** Runs `read` unless another process is reading; then it waits until that is over. Says whether it ran. */
  take(read: () => Promise<unknown>): Promise<boolean>;
};

/** The turn of reading what `name` names. Taking it rejects as the memory does and as `read` does. */
export function readTurn(memory: Memory, name: string): ReadTurn {
  const key = `reading:${name}`;

  /** Whether another process was reading and has come to its end; false if none was, or not in time. */
  async function hasOtherEnded(): Promise<boolean> {
    for (let waitedMs = 0; waitedMs < LONGEST_MS; waitedMs += LOOK_EVERY_MS) {
      if ((await memory.read(key)) === null) return waitedMs > 0;
      await pause(LOOK_EVERY_MS);
    }
    return false;
  }

  return {
    async take(read) {
      const isOurs = await memory.writeIfAbsent(key, 'true', LONGEST_MS);
      if (!isOurs && (await hasOtherEnded())) return false;
      try {
        await read();
      } finally {
        // It expires by itself as well.
        if (isOurs) await memory.remove([key]).catch(() => undefined);
      }
      return true;
    },
  };
}
