// Seeded chance: the same seed gives the same story.
import { createHash } from 'node:crypto';

/** A stream of chance. `part` makes another one that does not depend on how much this one was used. */
export type Dice = {
  random(): number;
  /** A whole number from `from` to `to`, both included. */
  whole(from: number, to: number): number;
  chance(probability: number): boolean;
  pick<T>(all: readonly T[]): T;
  part(name: string): Dice;
};

/** Makes the dice of a seed (mulberry32 over a digest of it). */
export function createDice(seed: string): Dice {
  let state = createHash('sha256').update(seed).digest().readUInt32LE(0);
  const random = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const whole = (from: number, to: number): number => from + Math.floor(random() * (to - from + 1));
  return {
    random,
    whole,
    chance: probability => random() < probability,
    pick(all) {
      const one = all[whole(0, all.length - 1)];
      if (one === undefined) throw new Error('There is nothing to pick from.');
      return one;
    },
    part: name => createDice(`${seed}/${name}`),
  };
}
