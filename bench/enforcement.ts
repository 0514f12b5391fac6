// How long a forbidden change stands: from its delivery to the undo, in virtual time.
import { startCompany } from './company.ts';
import { atMost, type Figure } from './figure.ts';

const LATENCY_MS = 200;
const DEBOUNCE_MS = 300;
const ROUND_TRIPS = 3;
const MAX_TEAM = 5;

/** Somebody joins a full team; the undo is Liaison's own update of the card. */
export async function enforcement(): Promise<Figure> {
  const company = await startCompany({
    cards: 10,
    items: 2,
    latencyMs: LATENCY_MS,
    forming: [{ size: MAX_TEAM }],
  });
  try {
    const { time, people, cardIds, deliveredAt } = company;
    const crowded = cardIds.at(-1);
    const joiner = people.all.at(-1);
    if (!crowded || !joiner) throw new Error('The company lacks a full team or somebody to join it.');
    await time.passUntil(time.now() + 3_600_000);
    const heard = deliveredAt.length;
    await time.passWhile(
      people.ask('PUT', `/task/${crowded}`, { assignees: { add: [joiner.id], rem: [] } }, joiner),
    );
    await time.passUntil(time.now() + 10_000);
    const toldAt = deliveredAt[heard];
    if (toldAt === undefined) throw new Error('No delivery told of the change.');
    const undone = (await company.requests()).find(
      ({ at, method, path }) => method === 'PUT' && path.endsWith(`/task/${crowded}`) && at >= toldAt,
    );
    if (!undone) throw new Error('The change was not undone within ten seconds.');
    return atMost(1, {
      name: 'delivery to enforcement',
      value: undone.at - toldAt,
      unit: 'ms of virtual time',
      baseline: DEBOUNCE_MS + ROUND_TRIPS * LATENCY_MS,
    });
  } finally {
    await company.close();
  }
}
