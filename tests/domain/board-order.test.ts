import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareCards, compareDecimals } from '../../src/domain/board-order.ts';
import type { Card } from '../../src/domain/observation.ts';
import { observationOf, playbookWith } from '../support/observed-company.ts';

const { card } = observationOf({}, playbookWith());
const Decimal = fc
  .tuple(fc.constantFrom('', '-'), fc.bigInt(0n, 10n ** 30n), fc.option(fc.stringMatching(/^\d{0,25}$/)))
  .map(([sign, whole, fraction]) => `${sign}${whole}${fraction === null ? '' : `.${fraction}`}`);

describe('order indexes', () => {
  test.each([
    ['120304945.00000000000000000000000000000001', '120304945.00000000000000000000000000000002', -1],
    ['9', '10', -1],
    ['10.00', '010', 0],
    ['-1', '1', -1],
    ['-2', '-10', 1],
    ['-0.5', '-0.25', -1],
    ['-0', '0.000', 0],
    ['0.5', '.5', 0],
    ['5.', '5', 0],
    ['99999999999999999999999999', '100000000000000000000000000', -1],
    ['nonsense', '0', 0],
    ['', '-1', 1],
  ])('%s compared with %s gives %i', (one, other, order) => {
    expect(Math.sign(compareDecimals(one, other))).toBe(order);
    // Adding zero makes the minus before a zero vanish.
    expect(Math.sign(compareDecimals(other, one))).toBe(0 - order);
  });

  test('are ordered as numbers are, however long', () => {
    const asBig = (text: string): bigint => {
      const [whole = '', fraction = ''] = text.replace('-', '').split('.');
      const size = BigInt(whole + fraction.padEnd(25, '0'));
      return text.startsWith('-') ? -size : size;
    };
    const holds = (one: string, other: string) => {
      const [left, right] = [asBig(one), asBig(other)];
      const order = left === right ? 0 : left < right ? -1 : 1;
      expect(Math.sign(compareDecimals(one, other)) + 0).toBe(order);
    };
    fc.assert(fc.property(Decimal, Decimal, holds));
  });
});

describe('cards', () => {
  const named = (id: string, priority: number | null, orderIndex: string): Card => ({
    ...card,
    id,
    priority,
    orderIndex,
  });

  test('are ordered by priority, then by order index; those without a priority come last', () => {
    const board = [
      named('no priority', null, '1'),
      named('normal', 3, '0.5'),
      named('urgent, low', 1, '10'),
      named('urgent, high', 1, '9.5'),
      named('low', 4, '-5'),
      named('no priority, higher', null, '-1'),
    ];
    expect(board.sort(compareCards).map(({ id }) => id)).toEqual([
      'urgent, high',
      'urgent, low',
      'normal',
      'low',
      'no priority, higher',
      'no priority',
    ]);
  });

  test('have one order, however they come', () => {
    const AnyCard = fc
      .tuple(fc.stringMatching(/^[ab]$/), fc.constantFrom(1, 2, null), fc.oneof(Decimal, fc.string()))
      .map(([id, priority, orderIndex]) => named(id, priority, orderIndex));
    const holds = (one: Card, two: Card, three: Card) => {
      expect(Math.sign(compareCards(one, two)) + 0).toBe(0 - Math.sign(compareCards(two, one)));
      const sorted = [one, two, three].sort(compareCards);
      expect([three, one, two].sort(compareCards).map(key)).toEqual(sorted.map(key));
      for (const later of sorted.slice(1)) {
        expect(compareCards(sorted[0] ?? later, later)).toBeLessThanOrEqual(0);
      }
    };
    // Different texts may be the same number, so cards that compare as equal count as one.
    const seen: Card[] = [];
    const key = (one: Card): number => {
      const known = seen.findIndex(other => compareCards(one, other) === 0);
      return known === -1 ? seen.push(one) - 1 : known;
    };
    fc.assert(fc.property(AnyCard, AnyCard, AnyCard, holds));
  });
});
