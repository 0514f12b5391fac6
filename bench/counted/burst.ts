// What Liaison reads when many cards change at once: never for each card, always shared.
import type { Family } from '../family.ts';
import { atMost, type Figure } from '../figure.ts';
import { type Company, startCompany } from './company.ts';

const BURSTS = [1, 20, 100];
const SHORT_BURSTS = [1, 20];
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** The cards that deliveries told of; and before work items are changed, whatever else changed of cards and items. */
const READS = 3;
/** Cards, work items, members, groups; the lists are known. */
const PAGES = 4;

/**
 * So many due dates move within one debounce window, and every one of them means work: after an hour in which nothing
 * happened, when all that a look consists of is old, and minutes later, when only cards and items that changed are read.
 */
export const burst: Family = {
  name: 'burst',
  seconds: 15,
  shortSeconds: 5,
  async measure({ isShort }) {
    const bursts = isShort ? SHORT_BURSTS : BURSTS;
    // A minute's budget is not what is measured here.
    const rateLimit = 10_000;
    const company = await startCompany({ cards: Math.max(...bursts), items: 2, latencyMs: 50, rateLimit });
    try {
      const figures: Figure[] = [];
      // Each burst moves them to another day than the one before.
      for (const [index, count] of bursts.entries())
        figures.push(...(await measureBurst(company, count, 50 + 2 * index)));
      return figures;
    } finally {
      await company.close();
    }
  },
};

async function measureBurst(company: Company, count: number, days: number): Promise<Figure[]> {
  const { time } = company;
  await time.passUntil(time.now() + 65 * MINUTE_MS);
  const whenOld = await readsForBurst(company, count, days);
  await time.passUntil(time.now() + 5 * MINUTE_MS);
  const whenFresh = await readsForBurst(company, count, days + 1);
  const size = `${count} changed card${count === 1 ? '' : 's'}`;
  const unit = 'reads';
  return [
    atMost(1, { name: 'burst', size, value: whenFresh, unit, baseline: READS }),
    atMost(1, { name: 'burst after an idle hour', size, value: whenOld, unit, baseline: PAGES }),
  ];
}

async function readsForBurst(company: Company, count: number, days: number): Promise<number> {
  const { time, people, cardIds } = company;
  const due_date = time.now() + days * DAY_MS;
  await company.forget();
  const changes = cardIds
    .slice(0, count)
    .map((id, index) =>
      people.ask('PUT', `/task/${id}`, { due_date }, people.all[index % people.all.length]),
    );
  await time.passWhile(Promise.all(changes));
  await time.passUntil(time.now() + MINUTE_MS / 2);
  const { reads, writes } = await company.spent();
  if (writes < count)
    throw new Error(`The burst led to ${writes} writes; every one of ${count} cards needs one.`);
  return reads;
}
