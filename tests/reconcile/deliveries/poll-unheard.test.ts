// What a poll finds goes before a sweep's cards, unless it is so much that it would keep waiting what people do meanwhile.
import { expect, it } from 'vitest';
import { pollerWith } from '../../support/poller.ts';
import { startWorld } from '../../support/world.ts';

/** How urgently each reconcile is asked for after a poll that found `count` changed cards. */
async function urgenciesOf(count: number): Promise<string[]> {
  const changed = Array.from({ length: count }, (_, nth) => `card ${nth}`);
  const { poller, asked } = pollerWith(await startWorld({}), {
    hears: false,
    poll: async () => ({ changed, affected: [] }),
  });
  await poller.poll();
  return asked.map(({ urgency }) => urgency);
}

it.each([
  [20, 'live'],
  [21, 'bulk'],
] as const)('%i changed cards are %s', async (count, urgency) => {
  expect(await urgenciesOf(count)).toEqual(Array(count).fill(urgency));
});
