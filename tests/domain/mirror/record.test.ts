import { describe, expect, test } from 'vitest';
import { isSamePeople, isSameRecord, TeamRecord } from '../../../src/domain/mirror/record.ts';

const RECORD: TeamRecord = {
  version: 1,
  sequence: 4,
  card: '86a1',
  metOn: '2027-01-11',
  entered: { running: '2027-01-11', forming: '2027-01-04' },
  templates: {
    'kick-off': {
      isMade: true,
      written: { due: '2027-01-13', assignees: [1, 2] },
      meant: { due: null, assignees: [] },
    },
    plan: {
      isMade: false,
      written: { due: null, assignees: [] },
      meant: { due: '2027-01-20', assignees: [1] },
    },
  },
};
const kickOff = RECORD.templates['kick-off'] ?? expect.fail('the record has no kick-off');

describe('two records say the same', () => {
  test.each<[string, TeamRecord]>([
    ['their number', { ...RECORD, sequence: 9 }],
    ['the order of phases', { ...RECORD, entered: { forming: '2027-01-04', running: '2027-01-11' } }],
    [
      'the order of templates',
      { ...RECORD, templates: Object.fromEntries(Object.entries(RECORD.templates).reverse()) },
    ],
    [
      'the order of assignees',
      {
        ...RECORD,
        templates: {
          ...RECORD.templates,
          'kick-off': { ...kickOff, written: { due: '2027-01-13', assignees: [2, 1] } },
        },
      },
    ],
  ])('whatever %s', (_, other) => {
    expect(isSameRecord(RECORD, other)).toBe(true);
    expect(isSameRecord(other, RECORD)).toBe(true);
  });
});

describe('two records differ', () => {
  const withKickOff = (change: Partial<typeof kickOff>): TeamRecord => ({
    ...RECORD,
    templates: { ...RECORD.templates, 'kick-off': { ...kickOff, ...change } },
  });

  test.each<[string, TeamRecord]>([
    ['the card', { ...RECORD, card: '86b2' }],
    ['the day of meeting', { ...RECORD, metOn: '2027-01-12' }],
    ['a phase', { ...RECORD, entered: { running: '2027-01-11' } }],
    ['the day of a phase', { ...RECORD, entered: { ...RECORD.entered, running: '2027-01-12' } }],
    ['a template', { ...RECORD, templates: { 'kick-off': kickOff } }],
    ['whether it was made', withKickOff({ isMade: false })],
    ['the day written', withKickOff({ written: { due: '2027-01-14', assignees: [1, 2] } })],
    ['the assignees written', withKickOff({ written: { due: '2027-01-13', assignees: [1] } })],
    ['what is meant', withKickOff({ meant: { due: '2027-01-13', assignees: [] } })],
  ])('by %s', (_, other) => {
    expect(isSameRecord(RECORD, other)).toBe(false);
  });
});

describe('two lists of people', () => {
  test.each([
    [[], [], true],
    [[1, 2], [2, 1], true],
    [[1], [1, 2], false],
    [[1, 2], [1, 3], false],
  ])('%j and %j are the same: %s', (one, other, isSame) => {
    expect(isSamePeople(one, other)).toBe(isSame);
  });
});

test('a record that this version cannot trust is refused', () => {
  expect(TeamRecord.safeParse(RECORD).success).toBe(true);
  const damaged = [
    { ...RECORD, version: 2 },
    { ...RECORD, sequence: 0 },
    { ...RECORD, metOn: 'yesterday' },
    { ...RECORD, entered: { dreaming: '2027-01-11' } },
    { ...RECORD, templates: { plan: { isMade: true } } },
  ];
  expect(damaged.map(record => TeamRecord.safeParse(record).success)).toEqual(damaged.map(() => false));
});
