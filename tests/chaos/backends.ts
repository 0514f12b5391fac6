// What a store can go through in a story, whatever it is made of.
import type { Backend } from '../../src/queue/backend.ts';
import type { InMemoryBackend } from '../support/in-memory-queue/backend.ts';

/** Troubles of the store that all processes share; each is over when its call returns, but for the standing still. */
export type StoreTroubles = {
  /** Everything in it is gone. */
  empty(): Promise<void>;
  /** It is as it was some time ago, at most a minute. */
  rollBack(ms: number): Promise<void>;
  /** It was made anew: empty, and another server. */
  recreate(): Promise<void>;
  /** It answers nothing for a while. */
  standStill(ms: number): Promise<void>;
};

type Troubled = Pick<InMemoryBackend, 'empty' | 'rollBack' | 'standStill'>;

/** The troubles of a store in memory. `pause` lets an instant pass between the loss and the new server. */
export function troublesOf(backend: () => Backend, pause: (ms: number) => Promise<void>): StoreTroubles {
  const troubled = (): Troubled => {
    const now = backend();
    if (!('rollBack' in now)) throw new Error('Only a store in memory can be troubled so.');
    return now as Backend & Troubled;
  };
  return {
    empty: async () => troubled().empty(),
    rollBack: async ms => troubled().rollBack(ms),
    async recreate() {
      troubled().empty();
      await pause(1);
      troubled().rollBack(0);
    },
    standStill: async ms => troubled().standStill(ms),
  };
}

const nothing = () => Promise.resolve();

/** A store that nothing happens to. */
export const noTroubles: StoreTroubles = {
  empty: nothing,
  rollBack: nothing,
  recreate: nothing,
  standStill: nothing,
};
