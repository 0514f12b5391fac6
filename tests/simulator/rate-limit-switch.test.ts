// The rate limit can be switched while the simulator runs.
import { expect, it, onTestFinished } from 'vitest';
import { startSimulator } from '../../src/simulator/simulator.ts';

it('lets through as many requests a minute as it was last told, from a new minute on', async () => {
  const simulator = await startSimulator({ seed: 'empty', rateLimit: 1_000 });
  onTestFinished(() => simulator.close());
  const ask = async () => {
    const headers = { authorization: simulator.tokens.bot.token };
    const { status, headers: answered } = await fetch(`${simulator.apiUrl}/v2/user`, { headers });
    return [status, answered.get('x-ratelimit-limit'), answered.get('x-ratelimit-remaining')];
  };
  const set = async (settings: object) => {
    const body = JSON.stringify(settings);
    const answer = await fetch(`${simulator.url}/__sim/faults`, { method: 'POST', body });
    return (await answer.json()) as { rateLimit: number };
  };
  expect(await ask()).toEqual([200, '1000', '999']);
  expect(await set({ rateLimit: 2 })).toMatchObject({ rateLimit: 2 });
  expect(await ask()).toEqual([200, '2', '1']);
  expect(await ask()).toEqual([200, '2', '0']);
  expect(await ask()).toEqual([429, '2', '0']);
  expect(await set({})).toMatchObject({ rateLimit: 1_000 });
  expect(await ask()).toEqual([200, '1000', '999']);
});
