// What ClickUp does not show is not empty: fields and groups that are out of sight leave what nobody can judge alone.
import { describe, expect, it } from 'vitest';
import { findGroup } from '../../src/domain/customer-result.ts';
import { digestOf, digestText } from '../../src/domain/digest/digest.ts';
import { withFormerFields } from '../../src/domain/former-fields.ts';
import { plainText } from '../../src/domain/language/rich-text.ts';
import type { Observation } from '../../src/domain/observation.ts';
import { decide } from '../../src/domain/plan.ts';
import { calendarOf } from '../../src/domain/playbook/playbook.ts';
import { instant, observationOf, playbookWith } from '../support/observed-company.ts';
import { settle } from '../support/settle-in-memory.ts';

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

const calendarFor = (of: typeof playbook) => calendarOf(of, []);
const kindsOf = (observation: Observation, of: typeof playbook) =>
  decide(observation, of, calendarFor(of)).operations.map(({ kind }) => kind);

describe('while a field is out of sight', () => {
  it('whoever has a task keeps it, though nobody knows who supports', () => {
    const { after } = settle(observed({ supporters: ['Sam'] }), playbook, calendarFor(playbook));
    const blind = { ...after.card, supporters: [], unknownFields: ['supporter'] as const };
    expect(kindsOf({ ...after, card: { ...blind, unknownFields: [] } }, playbook)).toContain('update-item');
    expect(kindsOf({ ...after, card: blind }, playbook)).not.toContain('update-item');
  });

  it('nobody is reminded of feedback that is counted in it', () => {
    const counting = playbookWith({
      fields: { feedback: 'Feedback' },
      feedback: { countBy: 'field' },
    });
    const began = observationOf({ card: { status: 'evaluation' } }, counting);
    const { after } = settle({ ...began, at: instant('2027-03-08 10:00') }, counting, calendarFor(counting));
    const later = { ...after, at: instant('2027-03-12 10:00') };
    expect(kindsOf(later, counting)).toContain('remind');
    const unseen = { ...later, card: { ...later.card, unseenFields: ['feedback'] as const } };
    expect(kindsOf(unseen, counting)).not.toContain('remind');
  });

  it('the agenda does not say that an outcome is not recorded', () => {
    const all = playbookWith({
      digest: { list: 'Agendas', plans: [], outcomes: ['share-the-outcome'], evaluations: [], celebrate: [] },
    });
    const calendar = calendarFor(all);
    const begun = observationOf({ at: '2027-03-08 10:00', card: { status: 'evaluation' } }, all);
    const { after } = settle(begun, all, calendar);
    const textOf = (looked: Observation) => {
      const plan = decide(looked, all, calendar);
      return plainText(digestText(digestOf([{ ...looked, plan }], all, calendar, '2027-03-25'), all));
    };
    expect(textOf(after)).toContain('outcome not recorded yet');
    const unseen = textOf({ ...after, card: { ...after.card, unseenFields: ['outcome'] } });
    expect(unseen).toContain('in a field that Liaison can’t see');
    expect(unseen).not.toContain('not recorded');
  });
});

it('whoever may not waive hears that it is not seen who supports', () => {
  const told = [{ at: '2027-01-11 09:58', by: 'Sam', text: '/waive team-size' }];
  const card = { status: 'in progress', supporters: ['Tess'] };
  const asked = observationOf({ at: '2027-01-11 10:00', card, told }, playbook);
  const answerTo = (observation: Observation) =>
    decide(observation, playbook, calendarFor(playbook)).operations.flatMap(one =>
      one.kind === 'answer' ? [plainText(one.text)] : [],
    );
  expect(answerTo(asked)).toEqual([expect.not.stringContaining('can’t see the field')]);
  const unseen = { ...asked.card, unseenFields: ['supporter'] as const };
  expect(answerTo({ ...asked, card: unseen })).toEqual([expect.stringContaining('can’t see the field')]);
});

it('of two groups of one name none is taken for the one that is meant', () => {
  const group = (id: string, name: string) => ({ id, name, members: [] });
  const two = [group('1', 'Supporters'), group('2', 'supporters')];
  expect(findGroup(two, 'Supporters')?.id).toBe('1');
  expect(findGroup(two, 'SUPPORTERS')).toBeUndefined();
  expect(findGroup([...two, group('3', 'Supporters')], 'Supporters')).toBeUndefined();
  expect(findGroup([...two, group('3', 'Supporters')], '2')?.id).toBe('2');
});
