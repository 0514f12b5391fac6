import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Headline, readHeadline, writeHeadline } from '../../src/domain/headline.ts';
import { RULES } from '../../src/domain/rules/registry.ts';

const Rules = fc.subarray(Object.keys(RULES), { minLength: 1 });
const AnyHeadline: fc.Arbitrary<Headline> = fc.oneof(
  fc.constant<Headline>({ kind: 'status', rules: [], isMended: false, number: null }),
  fc
    .tuple(Rules, fc.boolean())
    .map(([rules, isMended]) => ({ kind: 'ask' as const, rules, isMended, number: null })),
  Rules.map(rules => ({ kind: 'undo' as const, rules, isMended: false, number: null })),
  fc.nat().map(number => ({ kind: 'reminder' as const, rules: [], isMended: false, number })),
);

test('every headline is read back as it was written', () => {
  fc.assert(
    fc.property(AnyHeadline, headline => {
      expect(readHeadline(writeHeadline(headline))).toEqual(headline);
    }),
  );
});

test('only the first line counts, whatever an editor did around it', () => {
  const headline = readHeadline('\n  Liaison asks: team-size  \r\nMended, thank you: timebox\n');
  expect(headline).toEqual({ kind: 'ask', rules: ['team-size'], isMended: false, number: null });
});

describe('what people write', () => {
  test.each([
    '',
    'How this customer result stands?',
    'I think that Liaison asks: team-size',
    'liaison asks: team-size',
    'Liaison asks: TEAM SIZE!',
    'Feedback reminder',
    'Feedback reminder one',
    'Look:\nHow this customer result stands',
  ])('is not taken for Liaison’s own: %j', text => {
    expect(readHeadline(text)).toBeNull();
  });
});
