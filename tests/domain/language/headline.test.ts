import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Headline, readHeadline, writeHeadline } from '../../../src/domain/language/headline.ts';
import { LOCALES } from '../../../src/domain/language/texts.ts';
import { RULES } from '../../../src/domain/rules/registry.ts';

const BARE = { rules: [], isMended: false, number: null, until: null };
const Rules = fc.subarray(Object.keys(RULES), { minLength: 1 });
const AnyHeadline: fc.Arbitrary<Headline> = fc.oneof(
  fc.constantFrom('status' as const, 'answer' as const).map(kind => ({ ...BARE, kind })),
  fc
    .tuple(Rules, fc.boolean())
    .map(([rules, isMended]) => ({ ...BARE, kind: 'ask' as const, rules, isMended })),
  fc
    .tuple(Rules, fc.constantFrom('escalation' as const, 'undo' as const, 'waiver-end' as const))
    .map(([rules, kind]) => ({ ...BARE, kind, rules })),
  fc
    .tuple(Rules, fc.constantFrom('2027-01-15', null))
    .map(([rules, until]) => ({ ...BARE, kind: 'waiver' as const, rules, until })),
  fc.constant({ ...BARE, kind: 'welcome' as const, until: '2027-01-15' }),
  fc
    .constantFrom('/recheck', '/waive “timebox” until 5 Feb', '/waive timebox bis „Freitag“')
    .map(command => ({ ...BARE, kind: 'answer' as const, command })),
  fc.tuple(fc.nat(), fc.boolean()).map(([number, isLast]) => ({
    ...BARE,
    kind: 'reminder' as const,
    number,
    ...(isLast ? { isLast: true as const } : {}),
  })),
  fc
    .constantFrom({}, { isOver: true as const })
    .map(over => ({ ...BARE, kind: 'complete' as const, since: '2027-01-15', ...over })),
  fc
    .constantFrom('evaluating' as const, 'done' as const)
    .map(during => ({ ...BARE, kind: 'next' as const, during })),
);

test.each(LOCALES)('every headline is read back as it was written, in %s', locale => {
  fc.assert(
    fc.property(AnyHeadline, headline => {
      expect(readHeadline(writeHeadline(headline, locale))).toEqual(headline);
    }),
  );
});

test.each(LOCALES)('a question counts as closed whatever settled it, in %s', locale => {
  const texts = (['mended', 'excused', 'moot'] as const).map(settled => {
    const text = writeHeadline({ kind: 'ask', rules: ['timebox'], settled }, locale);
    expect(readHeadline(text)).toMatchObject({ ...BARE, kind: 'ask', rules: ['timebox'], isMended: true });
    return text;
  });
  expect(new Set(texts).size).toBe(texts.length);
});

test('only the first line counts, whatever an editor did around it', () => {
  const headline = readHeadline('\n  Liaison asks: team-size  \r\nMended, thank you: timebox\n');
  expect(headline).toEqual({ ...BARE, kind: 'ask', rules: ['team-size'] });
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
