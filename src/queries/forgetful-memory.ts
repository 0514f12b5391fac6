// A memory for commands that leave nothing behind.

import type { Clock } from '../base/clock.ts';
import { inProcessMemory } from '../queue/in-process-memory.ts';
import type { Memory } from '../reconcile/memory/memory.ts';

/** Forgets everything when the process ends. */
export function forgetfulMemory(clock: Clock): Memory {
  return inProcessMemory(clock);
}
