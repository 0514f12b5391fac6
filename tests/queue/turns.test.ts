// Those who are waited for go before the others, who get on all the same.
import { expect, it } from 'vitest';
import { Turns } from '../../src/queue/stores/turns.ts';

/** Who had a turn, in order, where all of these ask while somebody has one. */
async function order(asking: readonly ['hurried' | 'other', string][]): Promise<string[]> {
  const turns = new Turns();
  const leaveFirst = await turns.take();
  const had: string[] = [];
  const all = asking.map(async ([how, name]) => {
    const leave = await turns.take(how === 'hurried');
    had.push(name);
    await new Promise(setImmediate);
    leave();
  });
  leaveFirst();
  await Promise.all(all);
  return had;
}

it('whoever is in a hurry goes first, each kind in its order', async () => {
  const asking = [
    ['other', 'a'],
    ['other', 'b'],
    ['hurried', '1'],
    ['hurried', '2'],
  ] as const;
  expect(await order(asking.map(([how, name]) => [how, name]))).toEqual(['1', '2', 'a', 'b']);
});

it('of five turns one is for the others, however many are in a hurry', async () => {
  const hurried = Array.from(
    { length: 10 },
    (_, number) => ['hurried', String(number)] as ['hurried', string],
  );
  const had = await order([...hurried, ['other', 'a'], ['other', 'b']]);
  expect(had).toEqual(['0', '1', '2', '3', 'a', '4', '5', '6', '7', 'b', '8', '9']);
});

it('has one at a time, and is free again once nobody waits', async () => {
  const turns = new Turns();
  (await turns.take())();
  const leave = await turns.take(true);
  // Whoever ends a turn twice ends nobody else's.
  const [next, last] = [turns.take(), turns.take()];
  const nobodyNow = () => new Promise<'nobody'>(resolve => setImmediate(() => resolve('nobody')));
  expect(await Promise.race([next, nobodyNow()])).toBe('nobody');
  leave();
  leave();
  expect(await next).toBeTypeOf('function');
  expect(await Promise.race([last, nobodyNow()])).toBe('nobody');
});
