// What a first mirror costs on an ordinary plan's budget: requests against the fewest that could do it.
import { startCompany } from './company.ts';
import { atMost, type Figure } from './figure.ts';

const CARDS = 60;
const ITEMS = 8;
const MINUTE_MS = 60_000;
/** For each card its list, its items, the about item, the status comment, and one update of the about item. */
const WRITES = CARDS * (1 + ITEMS + 1 + 1 + 1);
/** One page each of cards, lists, work items, members and groups. */
const READS = 5;

/** 60 cards with 8 work items each, at 100 requests a minute; everything since the start of the process counts. */
export async function firstMirror(): Promise<Figure> {
  const company = await startCompany({ cards: CARDS, items: ITEMS });
  try {
    const { time, people } = company;
    let before = -1;
    for (let spent = await company.spent(); spent.total !== before; spent = await company.spent()) {
      before = spent.total;
      await time.passUntil(time.now() + 3 * MINUTE_MS);
    }
    const made = await time.passWhile(people.lists());
    if (made.length !== CARDS) throw new Error(`The first mirror made ${made.length} of ${CARDS} lists.`);
    return atMost(1.05, {
      name: `first mirror of ${CARDS} × ${ITEMS}`,
      value: before,
      unit: 'requests',
      baseline: WRITES + READS,
    });
  } finally {
    await company.close();
  }
}
