// What a first mirror costs on an ordinary plan's budget, and a sweep of all that it made: requests against the fewest
// that could do it.
import type { Family } from '../family.ts';
import { atMost, type Figure } from '../figure.ts';
import { type Company, type Spent, startCompany } from './company.ts';

const BOARDS = [60, 120];
const ITEMS = 8;
const MINUTE_MS = 60_000;
/** One page each of cards, lists, work items, members and groups. */
const READS = 5;

/** Cards with 8 work items each, at 100 requests a minute; everything since the start of the process counts. */
export const firstMirror: Family = {
  name: 'first-mirror',
  seconds: 25,
  shortSeconds: 10,
  async measure({ isShort }) {
    const figures: Figure[] = [];
    for (const cards of isShort ? BOARDS.slice(0, 1) : BOARDS) figures.push(...(await measureMirror(cards)));
    return figures;
  },
};

async function measureMirror(cards: number): Promise<Figure[]> {
  const company = await startCompany({ cards, items: ITEMS });
  try {
    const { time, people, liaison } = company;
    const total = await spentUntilRest(company);
    const made = await time.passWhile(people.lists());
    if (made.length !== cards) throw new Error(`The first mirror made ${made.length} of ${cards} lists.`);
    await company.forget();
    await time.passWhile(liaison.engine.sweep());
    await time.passUntil(time.now() + MINUTE_MS);
    const swept = withoutLooks(await company.spent());
    const size = `${cards} × ${ITEMS}`;
    const unit = 'requests';
    // For each card its list, its items, the about item, the status comment, and one update of the about item.
    const fewest = cards * (1 + ITEMS + 1 + 1 + 1) + READS;
    const pages = 3 + Math.ceil(cards / 100) + Math.ceil((cards * (ITEMS + 1)) / 100);
    return [
      atMost(1.05, { name: 'first mirror', size, value: total, unit, baseline: fewest }),
      atMost(1.05, { name: 'full sweep', size, value: swept, unit, baseline: pages }),
    ];
  } finally {
    await company.close();
  }
}

/** Every request until three minutes begin in which there is none but those of looking after the webhooks. */
async function spentUntilRest({ time, spent }: Company): Promise<number> {
  let last = await spent();
  for (;;) {
    await time.passUntil(time.now() + 3 * MINUTE_MS);
    const now = await spent();
    if (withoutLooks(now) === withoutLooks(last)) return last.total;
    last = now;
  }
}

/** All but those of looking after the webhooks, which come every few minutes whatever else is done. */
function withoutLooks({ total, byRoute }: Spent): number {
  return total - (byRoute[WEBHOOK_ROUTE] ?? 0);
}

const WEBHOOK_ROUTE = 'GET /v2/team/{team_id}/webhook';
