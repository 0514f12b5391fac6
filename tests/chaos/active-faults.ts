// The faults in force: those of the story, and those that disturbances add for a while.

import type { People } from '../support/people.ts';
import type { Faults } from './faults.ts';

type Rule = Faults['rules'][number];

export type ActiveFaults = {
  /** Changes those of the story; null is none. What was added stays. */
  become(faults: Faults | null): Promise<void>;
  /** Adds rules before all others; answers with how to end them. */
  add(rules: readonly Rule[]): Promise<() => Promise<void>>;
};

/** The faults of a simulator, none at first. */
export function createActiveFaults(people: Pick<People, 'faults'>): ActiveFaults {
  let base: Faults | null = null;
  let changes = 0;
  const added = new Set<readonly Rule[]>();
  const apply = async (): Promise<void> => {
    const { rules = [], seed = 0, ...switches } = base ?? {};
    // Each change starts the simulator's chance anew; it must not repeat itself.
    await people.faults({ ...switches, seed: seed + changes++, rules: [...[...added].flat(), ...rules] });
  };
  return {
    async become(faults) {
      base = faults;
      await apply();
    },
    async add(rules) {
      added.add(rules);
      await apply();
      return async () => {
        added.delete(rules);
        await apply();
      };
    },
  };
}
