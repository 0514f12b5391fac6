// What Liaison reads when many cards change at once: never for each card, always shared.
import type { Family } from '../family.ts';
import { atMost, type Figure } from '../figure.ts';
import { type Company, startCompany } from './company.ts';

const BURSTS = [1, 20, 100];
const SHORT_BURSTS = [1, 20];
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** The cards that deliveries told of; and before work items are changed, a page of cards, and the pages of work items. */
const READS = 2;
const ITEMS = 2;
const PAGE = 100;
/** Looked at every few minutes, and every hour, whatever happens. */
const BY_THE_CLOCK = ['team/{team_id}/webhook', 'list/{list_id}', 'list/{list_id}/field'];
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
    return [...(await measureBursts(bursts, false)), ...(await measureBursts(bursts, true))];
  },
};

async function measureBursts(bursts: readonly number[], itemsMove: boolean): Promise<Figure[]> {
  // A minute's budget is not what is measured here.
  const rateLimit = 10_000;
  const cards = Math.max(...bursts);
  const company = await startCompany({ cards, items: ITEMS, itemsMove, latencyMs: 50, rateLimit });
  try {
    // What the first mirror made is read once more by the first delta after it, which is no part of this.
    await company.time.passUntil(company.time.now() + 65 * MINUTE_MS);
    await readsForBurst(company, { count: 1, days: 50, itemsMove });
    const figures: Figure[] = [];
    // Each burst moves them to another day than the one before, and milestones with them.
    for (const [index, count] of bursts.entries())
      figures.push(...(await measureBurst(company, { count, days: 60 + 20 * index, itemsMove })));
    return figures;
  } finally {
    await company.close();
  }
}

async function measureBurst(
  company: Company,
  { count, days, itemsMove }: { count: number; days: number; itemsMove: boolean },
): Promise<Figure[]> {
  const { time } = company;
  await time.passUntil(time.now() + 65 * MINUTE_MS);
  const whenOld = await readsForBurst(company, { count, days, itemsMove });
  await time.passUntil(time.now() + 5 * MINUTE_MS);
  const whenFresh = await readsForBurst(company, { count, days: days + 10, itemsMove });
  const size = `${count} changed card${count === 1 ? '' : 's'}`;
  const unit = 'reads';
  const name = itemsMove ? 'burst with work items' : 'burst';
  // The items that moved in the burst before are read then; a full page is followed by another one.
  const pages = Math.floor((itemsMove ? ITEMS * count : 0) / PAGE) + 1;
  return [
    atMost(1, { name, size, value: whenFresh, unit, baseline: READS + pages }),
    atMost(1, { name: `${name} after an idle hour`, size, value: whenOld, unit, baseline: PAGES }),
  ];
}

async function readsForBurst(
  company: Company,
  { count, days, itemsMove }: { count: number; days: number; itemsMove: boolean },
): Promise<number> {
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
  const { reads, writes, byRoute } = await company.spent();
  // The status comment tells of the day, and two work items move with it.
  const wanted = count * (itemsMove ? 1 + ITEMS : 1);
  if (writes < wanted) throw new Error(`The burst led to ${writes} writes; ${count} cards need ${wanted}.`);
  return reads - BY_THE_CLOCK.reduce((sum, route) => sum + (byRoute[`GET /v2/${route}`] ?? 0), 0);
}
