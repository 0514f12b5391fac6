// What a first mirror costs on an ordinary plan's budget, and a sweep of all that it made: requests against the fewest
// that could do it.
import { startCompany } from './company.ts';
import { atMost, type Figure } from './figure.ts';

const CARDS = 60;
const ITEMS = 8;
const MINUTE_MS = 60_000;
/** For each card its list, its items, the about item, the status comment, and one update of the about item. */
const WRITES = CARDS * (1 + ITEMS + 1 + 1 + 1);
/** One page each of cards, lists, work items, members and groups. */
const READS = 5;
/** The same with a hundred work items a page, about items included. */
const PAGES = 4 + Math.ceil((CARDS * (ITEMS + 1)) / 100);

/** 60 cards with 8 work items each, at 100 requests a minute; everything since the start of the process counts. */
export async function firstMirror(): Promise<Figure[]> {
  const company = await startCompany({ cards: CARDS, items: ITEMS });
  try {
    const { time, people, liaison } = company;
    let before = -1;
    for (let spent = await company.spent(); spent.total !== before; spent = await company.spent()) {
      before = spent.total;
      await time.passUntil(time.now() + 3 * MINUTE_MS);
    }
    const made = await time.passWhile(people.lists());
    if (made.length !== CARDS) throw new Error(`The first mirror made ${made.length} of ${CARDS} lists.`);
    await company.forget();
    await time.passWhile(liaison.engine.sweep());
    await time.passUntil(time.now() + MINUTE_MS);
    const swept = (await company.spent()).total;
    const size = `${CARDS} × ${ITEMS}`;
    const unit = 'requests';
    return [
      atMost(1.05, { name: `first mirror of ${size}`, value: before, unit, baseline: WRITES + READS }),
      atMost(1.05, { name: `full sweep of ${size}`, value: swept, unit, baseline: PAGES }),
    ];
  } finally {
    await company.close();
  }
}
