// A rule that exists only here: one file and one registry line are all that a new one takes, and everything else follows.
import { expect, it, vi } from 'vitest';
import { playbookJsonSchema } from '../../src/config/playbook-schema.ts';
import { affectedCards } from '../../src/domain/findings/affected-cards.ts';
import { changeOf, outlineOf } from '../../src/domain/findings/card-outline.ts';
import { decide } from '../../src/domain/plan.ts';
import { calendarOf } from '../../src/domain/playbook/playbook.ts';
import { rulesNeeding } from '../../src/domain/rules/needs.ts';
import type * as Registry from '../../src/domain/rules/registry.ts';
import { boundOf, looksAcrossCards } from '../../src/domain/rules/rules-of.ts';
import { probeRules } from '../../src/queries/doctor/rules.ts';
import { observationOf, playbookWith } from '../support/observed-company.ts';

vi.mock('../../src/domain/rules/registry.ts', async original => {
  const { RULES } = await original<typeof Registry>();
  const { quietBoard } = await import('./quiet-board.ts');
  const all = { ...RULES, 'quiet-board': quietBoard };
  return { RULES: all, RULE_LIST: Object.values(all) };
});

const rules = { 'quiet-board': { enforce: 'revert', most: 1 } };
const playbook = playbookWith({ rules: { 'team-size': null, ...rules } });
const observation = observationOf(
  {
    card: { status: 'in progress', team: ['Ana', 'Ben'] },
    otherCards: [{ id: 'ana', status: 'forming', team: ['Ana'] }],
  },
  playbook,
);

it('is a key of the playbook, with its own parameters', () => {
  const { properties = {} } = playbookJsonSchema().properties?.['rules'] ?? {};
  expect(Object.keys(properties['quiet-board']?.properties ?? {})).toContain('most');
});

it('is checked against the rest of the playbook', () => {
  expect(() => playbookWith({ rules: { 'quiet-board': { enforce: 'warn', most: 10 } } })).toThrow(/no quiet/);
});

it('is evaluated where the playbook names it', () => {
  const { findings } = decide(observation, playbook, calendarOf(playbook, []));
  expect(findings.find(({ rule }) => rule === 'quiet-board')).toMatchObject({ state: 'fails' });
});

it('says nothing while a field that it looks at is out of sight', () => {
  const card = { ...observation.card, unknownFields: ['outcome'] as const };
  const { unknown } = decide({ ...observation, card }, playbook, calendarOf(playbook, []));
  expect(unknown).toContain('quiet-board');
  expect(rulesNeeding('outcome', playbook)).toContain('quiet-board');
});

it('has other cards reconciled that it may see otherwise', () => {
  const { board, card } = observation;
  const before = outlineOf({ ...card, assignees: [] }, board, playbook);
  const change = changeOf(
    before,
    outlineOf(card, board, playbook),
    { reportedChanges: [], supportersBefore: null },
    playbook,
  );
  expect(affectedCards(card.id, change, board, playbook)).toEqual(['ana']);
  expect(looksAcrossCards('quiet-board')).toBe(true);
});

it('bounds for others what it says that it bounds', () => {
  expect(boundOf('team size', playbook)).toEqual({ max: 1, parameter: 'quiet-board.most' });
});

it('is known to the doctor, with what it cannot undo and whom its questions reach', () => {
  const { owner: _owner, ...people } = playbook.people;
  const told = probeRules({ ...playbook, people }).filter(({ message }) => message.includes('quiet-board'));
  expect(told.map(({ name }) => name)).toEqual(['nothing to undo', 'escalation']);
});
