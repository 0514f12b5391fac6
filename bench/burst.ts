// What Liaison reads when many cards change at once: never for each card, always shared.
import { type Company, startCompany } from './company.ts';
import { atMost, type Figure } from './figure.ts';

const CARDS = 20;
const MINUTE_MS = 60_000;
const WEEK_MS = 7 * 86_400_000;
/** The cards that deliveries told of; and before work items are changed, whatever else changed of cards and items. */
const READS = 3;
/** Cards, work items, members, groups; the lists are known. */
const PAGES = 4;

/**
 * Twenty due dates move within one debounce window, and every one of them means work: after an hour in which nothing
 * happened, when all that a look consists of is old, and minutes later, when only cards and items that changed are read.
 */
export async function burst(): Promise<Figure[]> {
  const company = await startCompany({ cards: CARDS, items: 2, latencyMs: 50 });
  try {
    const { time } = company;
    await time.passUntil(time.now() + 65 * MINUTE_MS);
    const whenOld = await readsForBurst(company, 7);
    await time.passUntil(time.now() + 5 * MINUTE_MS);
    const whenFresh = await readsForBurst(company, 8);
    const unit = 'reads';
    return [
      atMost(1, { name: `burst of ${CARDS} changed cards`, value: whenFresh, unit, baseline: READS }),
      atMost(1, { name: 'the same after an idle hour', value: whenOld, unit, baseline: PAGES }),
    ];
  } finally {
    await company.close();
  }
}

async function readsForBurst(company: Company, weeks: number): Promise<number> {
  const { time, people, cardIds } = company;
  const due_date = time.now() + weeks * WEEK_MS;
  await company.forget();
  const changes = cardIds.map((id, index) =>
    people.ask('PUT', `/task/${id}`, { due_date }, people.all[index % people.all.length]),
  );
  await time.passWhile(Promise.all(changes));
  await time.passUntil(time.now() + MINUTE_MS / 2);
  const { reads, writes } = await company.spent();
  if (writes < CARDS)
    throw new Error(`The burst led to ${writes} writes; every one of ${CARDS} cards needs one.`);
  return reads;
}
