// What a sweep costs when nothing has changed: requests against one page each of everything that a sweep looks at.
import { startCompany } from './company.ts';
import { atMost, type Figure } from './figure.ts';

const HOUR_MS = 3_600_000;
/** Cards, lists, work items, members, groups. */
const PAGES = 5;

/** Twenty mirrored cards; the sweep comes an hour after the last change. */
export async function idleSweep(): Promise<Figure> {
  const company = await startCompany({ cards: 20, items: 3 });
  try {
    const { time, liaison } = company;
    await time.passUntil(time.now() + HOUR_MS);
    await company.forget();
    await time.passWhile(liaison.engine.sweep());
    await time.passUntil(time.now() + 60_000);
    const { total } = await company.spent();
    return atMost(1, { name: 'idle sweep of 20 cards', value: total, unit: 'requests', baseline: PAGES });
  } finally {
    await company.close();
  }
}
