// What Liaison asks for once people have edited everything and rest: in ten minutes, with webhooks and by polling.
import type { Family } from '../family.ts';
import { atMost, type Figure } from '../figure.ts';
import { startCompany } from './company.ts';

const BOARDS = [20, 80];
const ITEMS = 3;
const MINUTE_MS = 60_000;
const MINUTES = 10;
/** Two requests every half minute: what changed on the board, and in the folder. */
const POLLING = 2 * 2 * MINUTES;
/** Looking after the webhooks every five minutes. */
const HEARING = MINUTES / 5;
/** What was edited may show late: for the read lag, 60 seconds, it is asked for again. */
const SETTLED_MS = 3 * MINUTE_MS;

/** Every card and every work item is given another priority; ten minutes begin once what is left of it was done. */
export const quietAfterEdit: Family = {
  name: 'quiet-after-edit',
  seconds: 12,
  shortSeconds: 6,
  async measure({ isShort }) {
    const figures: Figure[] = [];
    for (const cards of isShort ? BOARDS.slice(0, 1) : BOARDS)
      for (const polls of [false, true]) figures.push(await measureQuiet(cards, polls));
    return figures;
  },
};

async function measureQuiet(cards: number, polls: boolean): Promise<Figure> {
  const company = await startCompany({ cards, items: ITEMS, rateLimit: 10_000, polls });
  try {
    const { time, people, cardIds } = company;
    await time.passUntil(time.now() + 30 * MINUTE_MS);
    const items = await time.passWhile(people.items());
    const edits = [...cardIds, ...items.map(({ id }) => id)].map((id, index) =>
      people.ask('PUT', `/task/${id}`, { priority: 2 }, people.all[index % people.all.length]),
    );
    await time.passWhile(Promise.all(edits));
    await time.passUntil(time.now() + SETTLED_MS);
    await company.forget();
    await time.passUntil(time.now() + MINUTES * MINUTE_MS);
    const { total } = await company.spent();
    return atMost(1, {
      name: `ten idle minutes after a mass edit, ${polls ? 'polling' : 'with webhooks'}`,
      size: `${cards} cards`,
      value: total,
      unit: 'requests',
      baseline: polls ? POLLING : HEARING,
    });
  } finally {
    await company.close();
  }
}
