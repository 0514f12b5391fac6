// What names, types and order tell of a workspace, and what they do not.
import { describe, expect, it } from 'vitest';
import { guessPhases } from '../../src/init/phases.ts';
import {
  celebrated,
  flocksIn,
  inNoGroup,
  likelyGroup,
  likelyLocale,
  likelySupporters,
  proposeFields,
} from '../../src/init/proposals.ts';

const group = (name: string, ...members: number[]) => ({ id: `id of ${name}`, name, members });

describe('phases', () => {
  const phasesOf = (...statuses: [string, string][]) =>
    guessPhases(statuses.map(([name, type]) => ({ name, type }))).map(({ phase }) => phase);

  it('are told by German and English names', () => {
    const [german, english] = [
      ['ideenspeicher', 'team gesucht', 'in arbeit', 'auswertung', 'pausiert', 'erledigt', 'verworfen'],
      ['backlog', 'forming', 'in progress', 'evaluation', 'on hold', 'done', 'cancelled'],
    ];
    const expected = ['candidate', 'forming', 'running', 'evaluating', 'paused', 'done', 'dropped'];
    const types = ['open', 'custom', 'custom', 'custom', 'custom', 'done', 'closed'];
    for (const names of [german ?? [], english ?? []]) {
      expect(phasesOf(...names.map((name, index): [string, string] => [name, types[index] ?? '']))).toEqual(
        expected,
      );
    }
  });

  it('are told by types where names say nothing', () => {
    expect(phasesOf(['neu', 'open'], ['freigabe', 'custom'], ['ende', 'closed'])).toEqual([
      'candidate',
      null,
      'done',
    ]);
    expect(phasesOf(['x', 'unstarted'], ['gut', 'done'], ['weg', 'closed'])).toEqual([
      'candidate',
      'done',
      'dropped',
    ]);
  });

  it('never take an end for work that goes on, nor the other way round', () => {
    expect(phasesOf(['auswertung fertig', 'closed'])).toEqual(['done']);
    expect(phasesOf(['backlog', 'open'], ['wartet auf kunden', 'custom'])[1]).toBe('paused');
  });
});

describe('fields', () => {
  const field = (name: string, type: string) => ({ id: name, name, type, options: [] });

  it('are offered only where their type fits, and proposed where one alone is meant', () => {
    const proposed = proposeFields([
      field('Betreuung', 'users'),
      field('Auftraggeber', 'users'),
      field('Themen', 'labels'),
      field('Budget', 'currency'),
      field('Zielwert', 'number'),
      field('Notiz', 'text'),
    ]);
    expect(proposed.supporter.likely?.name).toBe('Betreuung');
    expect(proposed.functions.likely?.name).toBe('Themen');
    expect(proposed.outcome).toEqual({ usable: [], likely: null });
    expect(proposed.target.likely?.name).toBe('Zielwert');
    expect(proposed.actual.likely).toBeNull();
  });

  it('are asked for where two may be meant', () => {
    const { supporter } = proposeFields([field('Anna', 'users'), field('Berta', 'users')]);
    expect(supporter.likely).toBeNull();
    expect(supporter.usable).toHaveLength(2);
  });
});

describe('people', () => {
  it('find the group of a label by its words', () => {
    const groups = [group('Presse'), group('Team Herstellung'), group('Lektorat Kinder'), group('Lektorat')];
    expect(likelyGroup('Presse & Öffentlichkeit', groups)?.name).toBe('Presse');
    expect(likelyGroup('Herstellung', groups)?.name).toBe('Team Herstellung');
    expect(likelyGroup('Lektorat', groups)?.name).toBe('Lektorat');
    expect(likelyGroup('Rechte', groups)).toBeNull();
  });

  it('find supporters only where one group is called so', () => {
    expect(likelySupporters([group('Betreuende'), group('Vertrieb')])?.name).toBe('Betreuende');
    expect(likelySupporters([group('Mentors'), group('Supporters')])).toBeNull();
  });

  it('know flocks by their name', () => {
    expect(
      flocksIn([group('Heron flock'), group('Schwarm Amsel'), group('Sales')]).map(([name]) => name),
    ).toEqual(['Heron', 'Amsel']);
  });

  it('count nobody as lost who is a guest, or Liaison', () => {
    const people = [1, 2, 3, 4].map(id => ({ id, name: `P${id}`, email: null, isGuest: id === 3 }));
    expect(inNoGroup(people, [group('a', 1)], 4).map(({ id }) => id)).toEqual([2]);
  });
});

it('tells the language by names, and what to celebrate', () => {
  expect(likelyLocale(['in arbeit', 'erledigt', 'Budget'])).toBe('de');
  expect(likelyLocale(['in progress', 'done', 'Budget'])).toBe('en');
  expect(celebrated([{ name: 'Nicht erreicht' }, { name: 'Erreicht' }])).toEqual(['Erreicht']);
});
