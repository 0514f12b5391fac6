// What Liaison reads when many cards change at once: against one shared read of the cards.
import { startCompany } from './company.ts';
import { atMost, type Figure } from './figure.ts';

const CARDS = 20;
const HOUR_MS = 3_600_000;
const WEEK_MS = 7 * 86_400_000;

/** Twenty due dates move within one debounce window; every one of them means work. */
export async function burst(): Promise<Figure> {
  const company = await startCompany({ cards: CARDS, items: 2, latencyMs: 50 });
  try {
    const { time, people, cardIds } = company;
    await time.passUntil(time.now() + HOUR_MS);
    const dueAt = time.now() + 7 * WEEK_MS;
    await company.forget();
    const changes = cardIds.map((id, index) =>
      people.ask('PUT', `/task/${id}`, { due_date: dueAt }, people.all[index % people.all.length]),
    );
    await time.passWhile(Promise.all(changes));
    await time.passUntil(time.now() + 10_000);
    const { reads } = await company.spent();
    return atMost(3, { name: `burst of ${CARDS} changed cards`, value: reads, unit: 'reads', baseline: 1 });
  } finally {
    await company.close();
  }
}
