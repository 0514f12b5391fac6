// The same stories on the real stores and in real time: shorter, and with milder faults, since nobody can wait for hours.
import { describe, expect, it } from 'vitest';
import { times } from '../support/scale.ts';
import { triedStores } from '../support/stores.ts';
import { realPace } from './pace.ts';
import { tellOf, trySeed } from './try.ts';

const RUNS: Record<string, { seeds: number; atOnce: number }> = {
  // It takes a folder for each, and PostgreSQL has its tables: only long runs have it.
  'embedded store': { seeds: times({ sample: 0, long: 20 }), atOnce: 4 },
  Redis: { seeds: times({ sample: 1, long: 20 }), atOnce: 8 },
  // Two Liaisons in each have thirty connections, and servers allow a hundred.
  PostgreSQL: { seeds: times({ sample: 1, long: 20 }), atOnce: 2 },
};
/** Not a multiple of four: those are compared with no faults, which only virtual time makes exact. */
const SEEDS = Array.from({ length: 100 }, (_, index) => 1 + index).filter(seed => seed % 4 !== 0);
const LIMIT_MS = 120_000;

for (const store of await triedStores()) {
  const { seeds, atOnce } = RUNS[store.name] ?? { seeds: 0, atOnce: 1 };
  if (seeds === 0) continue;
  describe.skipIf(store.missing !== null)(
    `random stories on the ${store.name} ${store.missing ?? ''}`,
    () => {
      const batches = Array.from({ length: Math.ceil(seeds / atOnce) }, (_, index) =>
        SEEDS.slice(index * atOnce, Math.min(seeds, (index + 1) * atOnce)),
      );
      it.each(batches.map(batch => [batch.join(', '), batch] as const))(
        'end with the world as it should be: %s',
        async (_name, batch) => {
          const tries = batch.map(async seed => {
            const place = store.open();
            try {
              return await trySeed(seed, {
                newPace: () => realPace(place.url, `${process.pid}-${Date.now()}`),
              });
            } finally {
              place.remove();
            }
          });
          const failed = (await Promise.all(tries)).filter(({ wrong }) => wrong.length > 0);
          expect(failed.map(tried => `${tellOf(tried)}\n${tried.story.join('\n')}`).join('\n')).toBe('');
        },
        LIMIT_MS,
      );
    },
  );
}
