import { expect, it } from 'vitest';
import { cardsSetAside, readSetAside } from '../../src/queries/set-aside.ts';

const failed = (key: string, at: number) => ({ id: `${key}-${at}`, key, reason: 'HTTP 500', at });
const left = (...cards: [id: string, at: number, isDone: boolean][]) =>
  new Map(cards.map(([id, at, isDone]) => [id, { at, isDone }]));

it('a card is set aside until it comes to its end again, and counts once however often it failed', () => {
  const all = [failed('a', 50), failed('a', 20), failed('b', 30), failed('c', 40)];
  const aside = cardsSetAside(all, left(['a', 49, true], ['b', 31, true]));
  expect(aside.map(({ id }) => id)).toEqual(['a-50', 'c-40']);
});

it('a card whose next try failed as well is set aside all the while', () => {
  expect(cardsSetAside([failed('a', 50)], left(['a', 60, false])).map(({ id }) => id)).toEqual(['a-50']);
});

it('costs no more than counting while nothing failed', async () => {
  const never = () => Promise.reject(new Error('was read'));
  const counts = async () => ({ deliveries: {}, reconcile: { failed: 0 }, wakeUps: {} });
  expect(await readSetAside({ counts, failed: never }, { read: never })).toEqual([]);
});
