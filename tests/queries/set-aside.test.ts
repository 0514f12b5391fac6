import { expect, it } from 'vitest';
import { cardsSetAside, readSetAside } from '../../src/queries/set-aside.ts';

const failed = (key: string, at: number) => ({ id: `${key}-${at}`, key, reason: 'HTTP 500', at });
const looked = (...cards: [string, number][]) => new Map(cards.map(([id, at]) => [id, { at, report: null }]));

it('a card is set aside until it is looked at again, and counts once however often it failed', () => {
  const all = [failed('a', 50), failed('a', 20), failed('b', 30), failed('c', 40)];
  const aside = cardsSetAside(all, looked(['a', 49], ['b', 31]));
  expect(aside.map(({ id }) => id)).toEqual(['a-50', 'c-40']);
});

it('costs no more than counting while nothing failed', async () => {
  const never = () => Promise.reject(new Error('was read'));
  const counts = async () => ({ deliveries: {}, reconcile: { failed: 0 }, wakeUps: {} });
  expect(await readSetAside({ counts, failed: never }, { read: never })).toEqual([]);
});
