// What people do is answered at once, also in the minute after a first mirror, when Liaison looks once more at all it made.
import { expect, it, onTestFinished } from 'vitest';
import { startCompany } from '../../bench/counted/company.ts';

const LATENCY_MS = 200;
/** The debounce and three requests, behind a card that just gets its list, tasks and comment. */
const SOON_MS = 300 + (3 + 5) * LATENCY_MS;
const FULL = 5;

it('undoes within moments, whatever else there is to do after a first mirror', async () => {
  const forming = Array.from({ length: 12 }, () => ({ size: FULL }));
  const company = await startCompany({
    cards: 150,
    items: 1,
    latencyMs: LATENCY_MS,
    rateLimit: 10_000,
    forming,
  });
  onTestFinished(() => company.close());
  const { time, people, cardIds, deliveredAt } = company;
  const joiner = people.all.at(-1);
  if (!joiner) throw new Error('Nobody is there to join a team.');
  const joins: { cardId: string; deliveredAt: number }[] = [];
  await time.passUntil(time.now() + 20_000);
  for (const cardId of cardIds.slice(-forming.length)) {
    const heard = deliveredAt.length;
    await time.passWhile(
      people.ask('PUT', `/task/${cardId}`, { assignees: { add: [joiner.id], rem: [] } }, joiner),
    );
    await time.passUntil(time.now() + 2_500);
    joins.push({ cardId, deliveredAt: deliveredAt[heard] ?? Number.NaN });
  }
  await time.passUntil(time.now() + 60_000);
  const requests = await company.requests();
  const took = joins.map(join => {
    const isUndo = (one: (typeof requests)[number]) =>
      one.method === 'PUT' && one.path.endsWith(`/task/${join.cardId}`) && one.at >= join.deliveredAt;
    return (requests.find(isUndo)?.at ?? Number.POSITIVE_INFINITY) - join.deliveredAt;
  });
  expect(Math.max(...took)).toBeLessThanOrEqual(SOON_MS);
});
