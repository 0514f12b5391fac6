// Who joined a team by whose hand, from what deliveries told.
import { expect, test } from 'vitest';
import { joiningsAfter } from '../../src/domain/joinings.ts';
import type { ReportedChange } from '../../src/domain/observation.ts';
import { person } from '../support/observed-company.ts';

const told = (kind: 'joined' | 'left', name: string, by: number | null, at: number): ReportedChange => ({
  id: `${kind}-${at}`,
  cardId: '86a1',
  at,
  receivedAt: at,
  by,
  change: { kind, person: person(name) },
});

test('whoever put somebody on the team is known, until that person joins by their own hand', () => {
  const added = joiningsAfter({}, [told('joined', 'Ben', 1, 10)]);
  expect(added).toEqual({ 2: { by: 1, at: 10 } });
  expect(joiningsAfter(added, [told('left', 'Ben', 2, 11), told('joined', 'Ben', 2, 12)])).toEqual({
    2: { by: 2, at: 12 },
  });
});

test('a delivery that comes once more, or late, tells nothing new', () => {
  const known = { 2: { by: 2, at: 12 } };
  expect(joiningsAfter(known, [told('joined', 'Ben', 1, 10), told('joined', 'Ben', 2, 12)])).toBe(known);
});

test('of a joining without a person behind it nothing is known, nor of what the token of Liaison did', () => {
  const known = { 2: { by: 1, at: 10 } };
  expect(joiningsAfter(known, [told('joined', 'Ben', null, 11)])).toEqual({});
  expect(joiningsAfter({}, [{ ...told('joined', 'Ben', 7, 11), isByUs: true }])).toEqual({});
});

test('whoever leaves is forgotten, and what is no joining changes nothing', () => {
  const known = { 2: { by: 1, at: 10 } };
  expect(joiningsAfter(known, [told('left', 'Ben', 2, 11)])).toEqual({});
  const moved: ReportedChange = {
    ...told('left', 'Ben', 2, 11),
    change: { kind: 'moved', from: 'a', to: 'b' },
  };
  expect(joiningsAfter(known, [moved])).toBe(known);
});
