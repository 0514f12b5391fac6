// What a sweep costs when nothing has changed: requests against one page each of everything that a sweep looks at.
import type { Family } from '../family.ts';
import { atMost, type Figure } from '../figure.ts';
import { startCompany } from './company.ts';

const BOARDS = [20, 80];
const ITEMS = 3;
const HOUR_MS = 3_600_000;
const PAGE = 100;

/** Mirrored cards; the sweep comes an hour after the last change. */
export const idleSweep: Family = {
  name: 'idle-sweep',
  seconds: 6,
  shortSeconds: 6,
  async measure() {
    const figures: Figure[] = [];
    for (const cards of BOARDS) figures.push(await measureSweep(cards));
    return figures;
  },
};

async function measureSweep(cards: number): Promise<Figure> {
  const company = await startCompany({ cards, items: ITEMS, rateLimit: 10_000 });
  try {
    const { time, liaison } = company;
    await time.passUntil(time.now() + HOUR_MS);
    await company.forget();
    await time.passWhile(liaison.engine.sweep());
    await time.passUntil(time.now() + 60_000);
    const { total } = await company.spent();
    // A page each of cards, lists, members and groups; and of work items as many as there are, about items included.
    const baseline = 4 + Math.ceil((cards * (ITEMS + 1)) / PAGE);
    return atMost(1, {
      name: 'idle sweep',
      size: `${cards} cards`,
      value: total,
      unit: 'requests',
      baseline,
    });
  } finally {
    await company.close();
  }
}
