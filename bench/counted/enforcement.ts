// How long a forbidden change stands: from its delivery to the undo, in virtual time.
import type { Family } from '../family.ts';
import { atMost, type Figure } from '../figure.ts';
import { startCompany } from './company.ts';

const LATENCIES_MS = [0, 50, 200];
const BOARDS = [10, 60];
const DEBOUNCE_MS = 300;
const ROUND_TRIPS = 3;
/** So much of the first of them may be over when the debounce ends. */
const READ_AHEAD_MS = 60;
const MAX_TEAM = 5;

/** Somebody joins a full team; the undo is Liaison's own update of the card. */
export const enforcement: Family = {
  name: 'enforcement',
  seconds: 15,
  shortSeconds: 6,
  async measure({ isShort }) {
    const figures: Figure[] = [];
    for (const cards of isShort ? BOARDS.slice(0, 1) : BOARDS)
      for (const latencyMs of LATENCIES_MS) figures.push(await measureUndo(cards, latencyMs));
    return figures;
  },
};

async function measureUndo(cards: number, latencyMs: number): Promise<Figure> {
  const company = await startCompany({
    cards,
    items: 2,
    latencyMs,
    rateLimit: 10_000,
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
    const answeredAt = deliveredAt[heard];
    if (answeredAt === undefined) throw new Error('No delivery told of the change.');
    const undone = (await company.requests()).find(
      ({ at, method, path }) => method === 'PUT' && path.endsWith(`/task/${crowded}`) && at >= answeredAt,
    );
    if (!undone) throw new Error('The change was not undone within ten seconds.');
    return atMost(1, {
      name: `delivery to enforcement, ${latencyMs} ms a request`,
      size: `${cards} cards`,
      value: undone.at - answeredAt,
      unit: 'ms of virtual time',
      baseline: DEBOUNCE_MS + ROUND_TRIPS * latencyMs - Math.min(latencyMs, READ_AHEAD_MS),
    });
  } finally {
    await company.close();
  }
}
