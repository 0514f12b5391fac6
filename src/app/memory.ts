// A memory for looks that leave nothing behind.
import { volatileMemory } from '../queue/volatile-memory.ts';
import type { Memory } from '../reconcile/memory.ts';
import type { Clock } from '../reconcile/ports.ts';

/** Forgets everything when the process ends. */
export function forgetfulMemory(clock: Clock): Memory {
  return volatileMemory(clock);
}
