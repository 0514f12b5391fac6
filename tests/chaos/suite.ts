// Many seeds as a few tests, so that a report says where it broke without a line for each.
import { describe, expect, it } from 'vitest';
import { times } from '../support/scale.ts';
import { addTo, neverIn, type Tally } from './tally.ts';
import { type Tried, tellOf, trySeed } from './try.ts';

const BATCH = times({ sample: 10, long: 25 });
const LIMIT_MS = 480_000;

/**
 * Tries the first `runs` seeds that are wanted. Each failure says how to repeat it. `isWhole`: they are so many that
 * everything must happen in them. `isRepeated`: the last one is told twice.
 */
export function chaosSuite(
  name: string,
  {
    runs,
    isWanted,
    isWhole,
    isRepeated = false,
  }: { runs: number; isWanted: (seed: number) => boolean; isWhole: boolean; isRepeated?: boolean },
): void {
  const seeds: number[] = [];
  for (let seed = 1; seeds.length < runs; seed++) if (isWanted(seed)) seeds.push(seed);
  const tally: Tally = new Map();
  let last: Tried | null = null;
  const batches = Array.from({ length: Math.ceil(runs / BATCH) }, (_, index) =>
    seeds.slice(index * BATCH, (index + 1) * BATCH),
  );
  describe(`random stories, ${name}, end with the world as it should be`, () => {
    it.each(batches.map(batch => [batch[0], batch.at(-1), batch] as const))(
      'seeds %i to %i',
      async (_first, _last, batch) => {
        const failed: Tried[] = [];
        for (const seed of batch) {
          const tried = await trySeed(seed);
          last = tried;
          addTo(tally, tried.tally);
          if (tried.wrong.length > 0) failed.push(tried);
        }
        expect(failed.map(tellOf).join('\n')).toBe('');
      },
      LIMIT_MS,
    );

    if (isRepeated)
      it(
        'and each is the same story each time',
        async () => {
          const seed = seeds.at(-1) ?? 0;
          const { story } = last ?? (await trySeed(seed));
          expect(story.length).toBeGreaterThan(50);
          expect((await trySeed(seed)).story).toEqual(story);
        },
        LIMIT_MS,
      );

    if (isWhole)
      it('have every disturbance, and everything that Liaison makes, says and takes back', () => {
        expect(neverIn(tally)).toEqual([]);
      });
  });
}
