// What ClickUp does not show is not empty: fields and groups that are out of sight leave what nobody can judge alone.
import { describe, expect, it } from 'vitest';
import { withFormerFields } from '../../src/domain/former-fields.ts';
import type { Observation } from '../../src/domain/observation.ts';
import { decide } from '../../src/domain/plan.ts';
import { calendarOf } from '../../src/domain/playbook.ts';
import { observationOf, playbookWith } from './company.ts';

const playbook = playbookWith({
  rules: {
    'team-size': { min: 3, max: 5, enforce: 'warn' },
    'supporter-present': { enforce: 'warn' },
    'supporter-eligible': { enforce: 'warn' },
    timebox: { minWeeks: 4, maxWeeks: 12, enforce: 'warn' },
  },
});
const found = (observation: Observation) => {
  const { findings, unknown } = decide(observation, playbook, calendarOf(playbook, []));
  return { fails: findings.flatMap(({ rule, state }) => (state === 'fails' ? [rule] : [])), unknown };
};
const observed = (card: object = {}) => observationOf({ card: { status: 'in progress', ...card } }, playbook);

describe('a field that is not shown', () => {
  const { card } = observed();

  it('keeps the value that was seen last', () => {
    const read = {
      ...card,
      supporters: [],
      unseenFields: ['supporter'],
      unknownFields: ['supporter'],
    } as const;
    const [kept] = withFormerFields([{ ...read, supporters: [] }], [card]);
    expect(kept).toEqual({ ...card, unseenFields: ['supporter'] });
    const [still] = withFormerFields([{ ...read, supporters: [] }], kept ? [kept] : []);
    expect(still).toEqual(kept);
  });

  it('is unknown where nothing was seen before, and only that field', () => {
    const both = ['supporter', 'outcome'] as const;
    const read = { ...card, supporters: [], unseenFields: both, unknownFields: both };
    const [one] = withFormerFields([read], [{ ...card, unknownFields: ['supporter'], outcome: 'won' }]);
    expect(one).toMatchObject({ supporters: [], outcome: 'won', unknownFields: ['supporter'] });
    expect(withFormerFields([read], [])).toEqual([read]);
  });

  it('is the very same array where everything is shown', () => {
    const read = [card];
    expect(withFormerFields(read, [])).toBe(read);
  });

  it('leaves rules that look at it alone, and no others', () => {
    const observation = observed({ supporters: [], due: null });
    expect(found(observation).fails).toEqual(['team-size', 'supporter-present', 'timebox']);
    const blind = { ...observation, card: { ...observation.card, unknownFields: ['supporter'] as const } };
    expect(found(blind)).toEqual({
      fails: ['timebox'],
      unknown: ['team-size', 'supporter-present', 'supporter-eligible'],
    });
  });
});

it('a group of the playbook that is not there leaves rules that look at groups alone, and no others', () => {
  const observation = observed({ supporters: ['Ana'], team: ['Ana', 'Ben', 'Cem'] });
  expect(found(observation)).toMatchObject({
    fails: expect.arrayContaining(['supporter-eligible']),
    unknown: [],
  });
  const groups = observation.board.groups.map(group => ({
    ...group,
    id: `${group.id}x`,
    name: `${group.name} now`,
  }));
  const blind = found({ ...observation, board: { ...observation.board, groups } });
  expect(blind.fails).not.toContain('supporter-eligible');
  expect(blind.unknown).toEqual(['supporter-eligible']);
});
