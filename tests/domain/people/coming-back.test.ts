// Coming back from an absence: told once, on one card, however often Liaison looks and whatever it forgets.
import { expect, test } from 'vitest';
import type { Observation } from '../../../src/domain/observation.ts';
import { calendarOf } from '../../../src/domain/playbook/playbook.ts';
import { instant, observationOf, playbookWith } from '../../support/observed-company.ts';
import { settle } from '../../support/settle-in-memory.ts';

const PLAYBOOK = playbookWith({ people: { absences: 'Absences' } });
const CALENDAR = calendarOf(PLAYBOOK, []);
const AWAY = [
  { who: 'Ana', from: '2027-01-12', until: '2027-01-13' },
  { who: 'Ana', from: '2027-01-14', until: '2027-01-17' },
];
const welcomes = ({ comments }: Observation): string[] =>
  comments.filter(({ kind }) => kind === 'welcome').map(({ text }) => text.split('\n', 2).join(' '));
const at = (before: Observation, when: string): Observation =>
  settle({ ...before, at: instant(when) }, PLAYBOOK, CALENDAR).after;
const card = { status: 'in progress' };

test('what waits is told once, on the first day there, however often anybody looks', () => {
  let now = observationOf({ at: '2027-01-18 09:00', earlier: { card }, absences: AWAY }, PLAYBOOK);
  for (const when of ['2027-01-18 09:00', '2027-01-18 15:00', '2027-01-19 09:00']) now = at(now, when);
  expect(welcomes(now)).toEqual([
    'Welcome back, away until 2027-01-17 @Ana, good that you are back. This waits for you:',
  ]);
});

test('nobody is welcomed late: who was not told on that day is not told on the next', () => {
  const late = observationOf({ at: '2027-01-19 09:00', earlier: { card }, absences: AWAY }, PLAYBOOK);
  expect(welcomes(at(late, '2027-01-19 09:00'))).toEqual([]);
});

test('each absence has its own word, and people of like names do not take each other’s', () => {
  const again = [...AWAY, { who: 'Ana', from: '2027-01-20', until: '2027-01-21' }];
  let now = observationOf({ at: '2027-01-18 09:00', earlier: { card }, absences: again }, PLAYBOOK);
  now = at(now, '2027-01-18 09:00');
  const other = {
    ...now,
    comments: now.comments.map(one => ({ ...one, text: one.text.replace('@Ana,', '@Ana Bell,') })),
  };
  expect(welcomes(at(other, '2027-01-18 10:00'))).toHaveLength(2);
  now = at(now, '2027-01-22 09:00');
  expect(welcomes(now)).toEqual([
    expect.stringContaining('until 2027-01-17'),
    expect.stringContaining('until 2027-01-21'),
  ]);
});

test('a weekend that somebody entered as an absence is none to come back from', () => {
  const absences = [{ who: 'Ana', from: '2027-01-16', until: '2027-01-17' }];
  const now = observationOf({ at: '2027-01-18 09:00', earlier: { card }, absences }, PLAYBOOK);
  expect(welcomes(at(now, '2027-01-18 09:00'))).toEqual([]);
});

test('it is told once also where a company says it in words of its own', () => {
  const texts = { 'welcome.waits': 'Welcome!' };
  const ours = playbookWith({ people: { absences: 'Absences' }, texts });
  let now = observationOf({ at: '2027-01-18 09:00', earlier: { card }, absences: AWAY }, ours);
  for (const when of ['2027-01-18 09:00', '2027-01-18 15:00'])
    now = settle({ ...now, at: instant(when) }, ours, CALENDAR).after;
  expect(welcomes(now)).toEqual(['Welcome back, away until 2027-01-17 @Ana, Welcome!']);
});

test('what a team hears by the way waits for the next morning where one of them is welcomed back', () => {
  const ours = playbookWith({ people: { absences: 'Absences' }, moments: ['next'] });
  const words = {
    at: '2027-03-02 09:00',
    earlier: { card: { ...card, team: ['Ben'] } },
    card: { status: 'evaluation' },
    otherCards: [{ id: '86b1', name: 'Returns are easy', status: 'forming', team: ['Cem'] }],
    absences: [{ who: 'Ben', from: '2027-02-23', until: '2027-03-01' }],
  };
  const kinds = ({ comments }: Observation) =>
    comments.map(({ kind }) => kind).filter(kind => kind === 'welcome' || kind === 'next');
  let now = observationOf(words, ours);
  const heard = ['2027-03-02 09:00', '2027-03-02 15:00', '2027-03-03 09:00'].map(when => {
    now = settle({ ...now, at: instant(when) }, ours, CALENDAR).after;
    return kinds(now).join(' ');
  });
  expect(heard).toEqual(['welcome', 'welcome', expect.stringMatching(/^(next welcome|welcome next)$/)]);
});
