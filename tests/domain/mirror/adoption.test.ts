import { describe, expect, it } from 'vitest';
import { itemMatches, listCandidates } from '../../../src/domain/mirror/adoption.ts';

const CARD = { id: 'card', name: 'Faster onboarding' };

function matchOf(name: string, card = CARD): string | undefined {
  return listCandidates([card], [{ id: 'list', name }]).get(card.id)?.[0]?.match;
}

describe('lists that may be a card’s', () => {
  it.each(['Faster onboarding', 'FASTER ONBOARDING', '🚀 Faster  on-boarding!', 'Fäster onbôarding'])(
    'has the very words of the card: %s',
    name => expect(matchOf(name)).toBe('exact'),
  );

  it.each([
    'Faster onboarding (Team)',
    'Faster onboarding – Arbeit',
    'Team Faster onboarding',
    'work: Faster onboarding',
    'Tasks for Faster onboarding',
    'Aufgaben für Faster onboarding',
    'Team list: faster onboarding',
    'Projekt „Faster onboarding“ – Aufgaben',
    'Onboarding, faster',
  ])('has them beside words for a list: %s', name => expect(matchOf(name)).toBe('likely'));

  it.each(['Faster', 'Onboarding', 'Faster onboarding of partners', 'Team', '—', ''])(
    'is another one: %s',
    name => expect(matchOf(name)).toBeUndefined(),
  );

  it('reads umlauts and ß as people write them', () => {
    const card = { id: 'card', name: 'Einführung für große Händler' };
    expect(matchOf('Einfuehrung fuer grosse Haendler', card)).toBe('exact');
    expect(matchOf('EINFUHRUNG FUR GROSSE HANDLER (Team)', card)).toBe('likely');
  });

  it('a list that has the very words of one card is no other card’s', () => {
    const cards = [
      { id: 'onboarding', name: 'Onboarding' },
      { id: 'team', name: 'Team onboarding' },
    ];
    const found = listCandidates(cards, [{ id: 'list', name: 'Team onboarding' }]);
    expect(found.get('team')).toEqual([{ listId: 'list', name: 'Team onboarding', match: 'exact' }]);
    expect(found.has('onboarding')).toBe(false);
  });

  it('the very words come first, each list once, and cards of one name share them', () => {
    const lists = [
      { id: 'likely', name: 'Faster onboarding (Team)' },
      { id: 'exact', name: 'Faster Onboarding' },
    ];
    const found = listCandidates([CARD, { id: 'twin', name: 'faster onboarding' }], lists);
    expect(found.get('card')?.map(({ listId }) => listId)).toEqual(['exact', 'likely']);
    expect(found.get('twin')).toEqual(found.get('card'));
  });
});

describe('tasks that may be managed ones', () => {
  const TEMPLATES = [
    { key: 'kick-off', title: 'Kick-off' },
    { key: 'present', title: 'Plan vorführen' },
    { key: 'again', title: 'Kick-off' },
    { key: 'evaluate', title: 'Die Auswertung planen' },
    { key: 'the', title: 'The' },
  ];

  it('each has the words of a title, and is one of them at most', () => {
    const tasks = [
      { id: '1', name: 'kickoff!' },
      { id: '2', name: 'Plan vorfuehren' },
      { id: '3', name: 'Present the plan' },
      { id: '4', name: 'Auswertung planen' },
      { id: '5', name: 'the' },
      { id: '6', name: '—' },
    ];
    const found = itemMatches(TEMPLATES, tasks);
    expect([...found].map(([key, { id }]) => [key, id])).toEqual([
      ['kick-off', '1'],
      ['present', '2'],
      ['evaluate', '4'],
      ['the', '5'],
    ]);
  });

  it('of two of the same words the first is the first one', () => {
    const tasks = [
      { id: '1', name: 'Kick-off' },
      { id: '2', name: 'kick off' },
    ];
    const found = itemMatches(TEMPLATES, tasks);
    expect(found.get('kick-off')?.id).toBe('1');
    expect(found.get('again')?.id).toBe('2');
  });
});
