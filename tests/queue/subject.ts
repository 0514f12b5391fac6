// What a suite needs to know of the store it runs against.
import type { Store } from '../../src/queue/store.ts';

export type Subject = {
  /** The address of a store that answers. Tests keep apart by workspace id. */
  url: () => string;
  followsClock: boolean;
  /** Whether only one at a time can open it. */
  isOneProcess?: boolean;
  /** Takes the locks of all running reconciles away, as a process that overslept would find them. */
  breakLocks: (store: Store) => Promise<void>;
};
